// Exercise time: a function of the events (start, pace, pause, resume, jump, move) and the wall time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Move {
  std::string id, title;
  std::optional<calendar::Millis> start;  // exercise time at which it begins by itself; nothing: control begins it
  std::optional<std::int64_t> milli_pace;
};

// Since `wall_base` the clock has stood at `at_base`, or run from there at the pace.
struct Clock {
  bool running = false;
  int offset_minutes = 0;
  calendar::Millis start = 0;
  calendar::Millis at_base = 0;
  calendar::Millis wall_base = 0;
  calendar::Millis played_base = 0;  // wall time that has been played, without the pauses
  std::int64_t milli_pace = 1000;    // exercise milliseconds a wall second
  std::vector<Move> moves;
  std::size_t moves_begun = 0;
  std::map<std::string, calendar::Millis> move_starts;  // exercise time at which each begun move began

  double pace() const { return static_cast<double>(milli_pace) / 1000; }

  // Exercise time at this wall time.
  calendar::Millis at(calendar::Millis wall) const;
  // Wall milliseconds played until this wall time.
  calendar::Millis played(calendar::Millis wall) const;
  // The earliest wall time at which the clock shows `exercise_time` (or has played so long). Nothing while it stands.
  std::optional<calendar::Millis> wall_at(calendar::Millis exercise_time) const;
  std::optional<calendar::Millis> wall_played(calendar::Millis played_ms) const;
};

extern const Capability clock_capability;

}  // namespace startex::exercise
