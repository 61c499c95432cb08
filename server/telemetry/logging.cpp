#include "telemetry/logging.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace startex::telemetry {
namespace {

std::shared_ptr<spdlog::logger>& logger() {
  static auto made = spdlog::stderr_logger_mt("startex");
  return made;
}

// U+200E, U+200F, U+202A–U+202E, U+2066–U+2069: they turn text around.
bool turns_text(std::string_view rest) {
  if (rest.size() < 3 || rest[0] != '\xE2') return false;
  const auto second = static_cast<unsigned char>(rest[1]), third = static_cast<unsigned char>(rest[2]);
  return (second == 0x80 && (third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE))) ||
         (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

}  // namespace

void set_up(const LogOptions& options) {
  // The message is escaped before it gets here, and so fits between the quotes.
  logger()->set_pattern(options.json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":"%v"})" : "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                        spdlog::pattern_time_type::utc);
  logger()->flush_on(spdlog::level::info);
}

void write(Severity severity, std::string_view message) {
  const auto level = severity == Severity::info ? spdlog::level::info : severity == Severity::warn ? spdlog::level::warn : spdlog::level::err;
  logger()->log(level, "{}", escaped(message));
}

std::string escaped(std::string_view message) {
  std::string out;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const auto c = static_cast<unsigned char>(message[i]);
    if (turns_text(message.substr(i))) {
      out += fmt::format("\\u20{:02x}", (message[i + 1] & 0x03) << 6 | (message[i + 2] & 0x3F));
      i += 2;
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += message[i];
    } else if (c < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04x}", c);
    } else {
      out += message[i];
    }
  }
  return out;
}

}  // namespace startex::telemetry
