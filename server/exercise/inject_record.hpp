// What is remembered of injects: how the scenario plans them, what their events change, and when one goes out by
// itself.
#pragma once

#include "exercise/injects.hpp"

namespace startex::exercise {

void plan_injects(Turn& turn, const Json& scenario);

std::optional<calendar::Millis> next_inject_due(const State& state);
void fire_inject(Turn& turn);

std::vector<EventType> inject_events();

}  // namespace startex::exercise
