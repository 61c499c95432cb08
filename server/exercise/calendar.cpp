#include "exercise/calendar.hpp"

#include <fmt/format.h>

#include <chrono>

namespace startex::calendar {
namespace {

// Takes `count` digits from the front of `text`.
std::optional<int> digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

// Takes one to `most` digits from the front of `text`.
std::optional<int> number(std::string_view& text, std::size_t most) {
  std::size_t count = 0;
  while (count < text.size() && count < most && text[count] >= '0' && text[count] <= '9') ++count;
  return count ? digits(text, count) : std::nullopt;
}

bool literal(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Millis> clock_time(std::string_view& text) {
  const auto hours = digits(text, 2);
  if (!hours || *hours > 23 || !literal(text, ':')) return std::nullopt;
  const auto minutes = digits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return *hours * hour + *minutes * minute;
}

std::optional<int> offset(std::string_view& text) {
  if (literal(text, 'Z')) return 0;
  const bool west = !text.empty() && text.front() == '-';
  if (!west && (text.empty() || text.front() != '+')) return std::nullopt;
  text.remove_prefix(1);
  const auto away = clock_time(text);
  if (!away || *away > 15 * hour) return std::nullopt;
  const int minutes = static_cast<int>(*away / minute);
  return west ? -minutes : minutes;
}

struct Civil {
  int year;
  unsigned month, day;
  Millis in_day;
};

Civil civil(Millis ms) {
  const auto point = std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(ms));
  const auto date = std::chrono::floor<std::chrono::days>(point);
  const std::chrono::year_month_day ymd(date);
  return {static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
          (point - date).count()};
}

}  // namespace

std::optional<Instant> parse_iso(std::string_view text) {
  const auto year = digits(text, 4);
  if (!year || *year < 1970 || *year > 2999 || !literal(text, '-')) return std::nullopt;
  const auto month = digits(text, 2);
  if (!month || !literal(text, '-')) return std::nullopt;
  const auto day_of_month = digits(text, 2);
  if (!day_of_month || !literal(text, 'T')) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day_of_month))};
  if (!date.ok()) return std::nullopt;
  auto in_day = clock_time(text);
  if (!in_day) return std::nullopt;
  if (literal(text, ':')) {
    const auto seconds = digits(text, 2);
    if (!seconds || *seconds > 59) return std::nullopt;
    *in_day += *seconds * second;
    if (literal(text, '.')) {
      const auto millis = digits(text, 3);
      if (!millis) return std::nullopt;
      *in_day += *millis;
    }
  }
  const auto away = offset(text);
  if (!away || !text.empty()) return std::nullopt;
  const Millis midnight = std::chrono::sys_days(date).time_since_epoch().count() * day;
  return Instant{midnight + *in_day - *away * minute, *away};
}

std::string format_exercise(Millis ms, int offset_minutes) {
  const Civil c = civil(ms + offset_minutes * minute);
  const int away = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", c.year, c.month, c.day, c.in_day / hour,
                     c.in_day / minute % 60, c.in_day / second % 60, offset_minutes < 0 ? '-' : '+', away / 60,
                     away % 60);
}

std::string format_wall(Millis ms) {
  const Civil c = civil(ms);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", c.year, c.month, c.day, c.in_day / hour,
                     c.in_day / minute % 60, c.in_day / second % 60, c.in_day % second);
}

std::optional<Millis> parse_day_time(std::string_view text, Instant start) {
  if (!literal(text, 'D') || !literal(text, '+')) return std::nullopt;
  const auto days = number(text, 4);
  if (!days || !literal(text, ' ')) return std::nullopt;
  const auto in_day = clock_time(text);
  if (!in_day || !text.empty()) return std::nullopt;
  const Millis local = start.ms + start.offset_minutes * minute;
  const Millis midnight = local - local % day - start.offset_minutes * minute;
  return midnight + *days * day + *in_day;
}

std::optional<Millis> parse_hours(std::string_view text) {
  const auto hours = number(text, 4);
  if (!hours || !literal(text, ':')) return std::nullopt;
  const auto minutes = digits(text, 2);
  if (!minutes || *minutes > 59 || !text.empty()) return std::nullopt;
  return *hours * hour + *minutes * minute;
}

std::optional<Millis> parse_span(std::string_view text) {
  const auto count = number(text, 5);
  if (!count || text.size() != 1) return std::nullopt;
  switch (text.front()) {
    case 'd':
      return *count * day;
    case 'h':
      return *count * hour;
    case 'm':
      return *count * minute;
    default:
      return std::nullopt;
  }
}

}  // namespace startex::calendar
