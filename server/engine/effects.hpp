// What reaches an exercise's actor from outside, and what it wants done: values, so that the same actor runs on
// sockets and files or in a simulation with a virtual clock.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/frame.hpp"
#include "exercise/capability.hpp"
#include "exercise/lifecycle.hpp"

namespace startex::engine {

using ConnectionId = std::uint64_t;
using Ticket = std::uint64_t;

namespace input {

struct Connected {
  ConnectionId connection;
  exercise::Asker asker;
};
struct Received {
  ConnectionId connection;
  std::string text;  // one text frame
};
struct Written {
  ConnectionId connection;
  std::size_t bytes;  // of what was sent, now out of the process
};
struct Disconnected {
  ConnectionId connection;
};
// A command of the program itself (somebody joins). Answered under the ticket.
struct Asked {
  Ticket ticket;
  exercise::Asker asker;
  std::string method;
  Json params;
};
// The append that was wanted last is over. `stored` false: its outcome is unknown.
struct Appended {
  bool stored;
};
struct Woken {};
// The server ends: commit, pause, tell clients to come back.
struct Stopping {};

}  // namespace input

using Input = std::variant<input::Connected, input::Received, input::Written, input::Disconnected, input::Asked,
                           input::Appended, input::Woken, input::Stopping>;

namespace effect {

struct Append {
  std::uint64_t first_seq;
  std::vector<std::string> bodies;
};
struct Send {
  ConnectionId connection;
  Frame frame;
};
struct Close {
  ConnectionId connection;
  std::uint16_t code;
  std::string reason;
};
struct Answer {
  Ticket ticket;
  Result<Json> result;  // the events as control sees them
};
// Send `Woken` at this wall time; a later one replaces an earlier.
struct WakeAt {
  calendar::Millis wall;
};
// Remember durably, but without hurry, that the exercise was running at this wall time.
struct MarkAlive {
  calendar::Millis wall;
};
// This participant's sessions are worth nothing any more.
struct Revoke {
  std::string participant;
};
// What the index of exercises shows has changed.
struct Summary {
  exercise::Phase phase;
  std::size_t participants;
  bool review_open;
};
// The log's end is unknown, or is somebody else's. Drop this actor, open the log anew, and fold it again.
struct StepDown {};
// After `Stopping`: everything is committed and everybody is told.
struct Stopped {};

}  // namespace effect

using Effect = std::variant<effect::Append, effect::Send, effect::Close, effect::Answer, effect::WakeAt,
                            effect::MarkAlive, effect::Revoke, effect::Summary, effect::StepDown, effect::Stopped>;

// WebSocket close codes of docs/protocol.md.
namespace close_code {
inline constexpr std::uint16_t abuse = 1008;
inline constexpr std::uint16_t restart = 1012;
inline constexpr std::uint16_t signed_out = 4001;
inline constexpr std::uint16_t too_slow = 4008;
}  // namespace close_code

}  // namespace startex::engine
