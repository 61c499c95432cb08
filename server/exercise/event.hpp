// What has happened: the only thing that is kept. An event is decided once, stored as text, and never changed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "exercise/audience.hpp"
#include "exercise/calendar.hpp"

namespace startex::exercise {

struct Event {
  std::uint64_t seq = 0;    // its place in the log, from 1
  calendar::Millis at = 0;  // exercise time
  calendar::Millis wall = 0;
  std::string type;  // "message.sent"
  Json by;           // {"team","seat","name"}, {"role":"control"|"system"} or {"entity","name"}
  Audience audience;
  Json data = Json::object();
  Json control;         // what only control sees beside `data`; null when nothing
  std::string command;  // "ACTOR COMMANDID" of the command that caused it; empty when there was none

  bool operator==(const Event&) const = default;
};

// The stored text, which is also what the hash chain covers. `at` and `wall` stand there as milliseconds.
std::string to_stored(const Event& event);
// Throws nlohmann::json::exception on text that `to_stored` did not write: the log's own integrity is checked before.
Event from_stored(std::string_view text);

// An event as viewers get it, without its number: `shared` for everybody in the audience but control. One text serves
// all of them; only the number differs.
struct Rendered {
  std::string shared;
  std::string control;
};
Rendered render(const Event& event, int offset_minutes);

// The EVENT of docs/protocol.md: {"n":N, …}. The viewer must be one that may see it.
std::string numbered(const Rendered& rendered, Role role, std::uint64_t n);

}  // namespace startex::exercise
