// The rules of an exercise, composed of its capabilities. Pure: state and command in, events out; time and chance are
// arguments. See docs/architecture.md for the idea.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exercise/capability.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {

// All capabilities, in the order in which their parts of the scenario are announced when an exercise is created.
const std::vector<const Capability*>& capabilities();

// Nothing for a name that is not a method.
const Method* find_method(std::string_view name);

// What a new exercise is made of. `document` has passed the scenario check.
struct Foundation {
  std::string exercise;       // its id
  std::string title;          // empty: the scenario's
  double pace = 0;            // exercise minutes a wall minute; 0: the scenario's
  std::string scenario_hash;  // SHA-256 of the document's text, hex
  std::string seed_hash;      // SHA-256 of the seed's hex text, hex
};

// The first events: exercise.created and what the scenario announces.
std::vector<Event> found(const Foundation& foundation, const Json& document, Context context);

struct Command {
  std::string method;
  Json params = Json::object();
  std::string id;  // commandId, may be empty
};

// What happens when `asker` asks this now, or why it cannot be done. Changes nothing. What was due before
// `context.wall` must have been applied first (see `due`).
Result<std::vector<Event>> decide(const State& state, const Asker& asker, const Command& command, Context context);

// What `asker` is told of a method that is a question. Nothing happens.
Result<Json> answer(const State& state, const Asker& asker, const Command& question, Context context);

// The wall time at which the next thing falls due by itself; nothing while the clock stands.
std::optional<calendar::Millis> next_due(const State& state);

// The earliest thing that is due by `now`, stamped with the moment it fell due and not with the moment somebody looked:
// so that what one team does never moves another team's times. Empty when nothing is due. Apply and ask again.
std::vector<Event> due(const State& state, Context now);

// A running exercise whose server stopped at `stopped` comes back paused at that very exercise time. Empty when it
// was not running. `cause`: "server_restart" or "store_failed".
std::vector<Event> interrupted(const State& state, std::string_view cause, calendar::Millis stopped,
                               const Chance& chance);

// Folds one event in. `event.seq` must be state.seq + 1.
void apply(State& state, const Event& event);

// The asker as the state knows them; nothing when they were removed or never joined.
std::optional<Actor> identify(const State& state, const Asker& asker);

}  // namespace startex::exercise
