// What is remembered of posture: how its dimensions begin, what its events change, and when an approved level holds.
#pragma once

#include "exercise/posture.hpp"
#include "exercise/seats.hpp"

namespace startex::exercise {

// Who is told where a dimension stands. A shared one stands where all teams can see it: were it changed for one team
// only, a refusal would tell the others.
Audience audience_of(const Seats& seats, std::string_view visibility, const std::string& team);

void open_dimensions(Turn& turn, const Json& scenario);

std::optional<calendar::Millis> next_posture_due(const State& state);
void fire_posture(Turn& turn);

std::vector<EventType> posture_events();

}  // namespace startex::exercise
