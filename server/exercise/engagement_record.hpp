// What is remembered of engagements: the assets of the scenario, what is spent and reloaded, and what falls due.
#pragma once

#include "exercise/engagement.hpp"

namespace startex::exercise {

void open_engagement(Turn& turn, const Json& scenario);

std::optional<calendar::Millis> next_engagement_due(const State& state);
void fire_engagement(Turn& turn);

// Tells the assessment, as it stands.
void assess(Turn& turn, const Engagement& engagement, bool revised);

std::vector<engagement::Threat> read_salvo(const Json& stored);

std::vector<EventType> engagement_events();

}  // namespace startex::exercise
