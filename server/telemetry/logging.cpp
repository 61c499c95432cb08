#include "telemetry/logging.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdint>

namespace startex::telemetry {
namespace {

std::shared_ptr<spdlog::logger>& logger() {
  static auto made = spdlog::stderr_logger_mt("startex");
  return made;
}

struct Letter {
  char32_t point;
  std::size_t bytes;
};

constexpr char32_t replacement = 0xFFFD;

// The letter at the start of `rest`. A byte that begins no UTF-8 letter is the replacement character.
Letter letter_at(std::string_view rest) {
  const auto byte = [&rest](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || rest.size() < bytes) return {replacement, 1};
  char32_t point = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {replacement, 1};
    point = point << 6 | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  if (point < smallest[bytes] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return {replacement, 1};
  return {point, bytes};
}

// What would move the cursor, end the line, turn the text around, or be seen by nobody.
bool must_be_shown(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
  const bool turns =
      c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  const bool unseen =
      c == 0x00AD || (c >= 0x200B && c <= 0x200D) || c == 0x2028 || c == 0x2029 || c == 0x2060 || c == 0xFEFF;
  return control || turns || unseen || c == replacement;
}

}  // namespace

void set_up(const LogOptions& options) {
  // The message is escaped before it gets here, and so fits between the quotes.
  logger()->set_pattern(
      options.json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":"%v"})" : "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
      spdlog::pattern_time_type::utc);
  logger()->flush_on(spdlog::level::info);
}

void write(Severity severity, std::string_view message) {
  const auto level = severity == Severity::info   ? spdlog::level::info
                     : severity == Severity::warn ? spdlog::level::warn
                                                  : spdlog::level::err;
  logger()->log(level, "{}", escaped(message));
}

std::string escaped(std::string_view message) {
  std::string out;
  while (!message.empty()) {
    const auto [point, bytes] = letter_at(message);
    if (point == '"' || point == '\\') out += '\\';
    if (must_be_shown(point))
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(point));
    else
      out += message.substr(0, bytes);
    message.remove_prefix(bytes);
  }
  return out;
}

}  // namespace startex::telemetry
