// One client as its actor knows it: who it is, how far it has been told, and how much it has not yet read.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/effects.hpp"
#include "engine/limits.hpp"
#include "exercise/audience.hpp"

namespace startex::engine {

struct Connection {
  ConnectionId id = 0;
  exercise::Asker asker;
  exercise::Viewer viewer;
  bool subscribed = false;
  bool looking = false;      // control, seeing with a seat's eyes: it is told what the seat is told, and asks nothing
  bool closing = false;      // a close is on its way: nothing more is sent
  bool live = false;         // has been level with its feed since it subscribed or was congested
  std::uint64_t cursor = 0;  // n of the last event sent
  std::string presence;      // the last presence signal it was sent, so that it is told only what changes for it

  std::size_t queued_bytes = 0;
  std::optional<std::int64_t> congested_since;

  double command_tokens = 0;
  std::int64_t tokens_at = 0;
  int refusals = 0;
  int malformed = 0;

  // Whether one more command may be taken now: a bucket that fills at the allowed rate.
  bool take_command(std::int64_t now, const Limits& limits) {
    const double filled = static_cast<double>(now - tokens_at) / 1000 * limits.commands_per_second;
    command_tokens = std::min(limits.commands_burst, command_tokens + std::max(0.0, filled));
    tokens_at = now;
    if (command_tokens < 1) return false;
    command_tokens -= 1;
    return true;
  }
};

}  // namespace startex::engine
