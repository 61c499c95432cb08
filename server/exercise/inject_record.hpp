// What is remembered of injects: how the scenario plans them, what their events change, and when one goes out by
// itself.
#pragma once

#include "exercise/injects.hpp"

namespace startex::exercise {

// The exercise time that is planned; nothing while its move has not begun, or where control releases it.
std::optional<calendar::Millis> planned_at(const State& state, const Timing& timing);
// The exercise time at which it is released by itself; nothing for one that control releases.
std::optional<calendar::Millis> due_at(const State& state, const Plan& plan);

std::string_view to_text(InjectState state);

// A moment that may be left out, as events write it.
std::optional<std::string> read_exercise_time(const Turn& turn, json::Reader& in, std::string_view key);

// Keeps the latest changes, so that control can undo them.
void remember(Injects& injects, Change change);

void plan_injects(Turn& turn, const Json& scenario);

std::optional<calendar::Millis> next_inject_due(const State& state);
void fire_inject(Turn& turn);

std::vector<EventType> inject_events();

}  // namespace startex::exercise
