// Times as numbers and as text. A time is milliseconds since 1970-01-01T00:00:00Z, whether wall time or exercise time;
// exercise time is shown at the fixed offset of the scenario's start, so that no table of time zones is needed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace startex::calendar {

using Millis = std::int64_t;

inline constexpr Millis second = 1000;
inline constexpr Millis minute = 60 * second;
inline constexpr Millis hour = 60 * minute;
inline constexpr Millis day = 24 * hour;

struct Instant {
  Millis ms = 0;
  int offset_minutes = 0;  // east of Greenwich
};

// "2025-02-03T10:15:00+09:00", seconds optional, "Z" allowed; years 1970 to 2999. Nothing for anything else.
std::optional<Instant> parse_iso(std::string_view text);

// "2025-02-03T10:15:00+09:00"
std::string format_exercise(Millis ms, int offset_minutes);
// "2026-11-23T08:00:01.123Z"
std::string format_wall(Millis ms);

// "D+6 10:15": that clock time, six days after the date of `start`, at start's offset. Nothing for anything else.
std::optional<Millis> parse_day_time(std::string_view text, Instant start);

// "26:30": hours and minutes, hours up to 9999. Nothing for anything else.
std::optional<Millis> parse_hours(std::string_view text);

// "10d", "36h", "90m". Nothing for anything else.
std::optional<Millis> parse_span(std::string_view text);

}  // namespace startex::calendar
