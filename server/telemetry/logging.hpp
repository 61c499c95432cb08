// The server's log, on standard error: one line an event, as text or as JSON. What people typed is never in it.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace startex::telemetry {

struct LogOptions {
  bool json = false;
};

// Call once, before other threads start.
void set_up(const LogOptions& options);

enum class Severity { info, warn, error };
void write(Severity severity, std::string_view message);

// A line with control characters, escapes and direction marks made visible, so that no input can forge or hide a line.
std::string escaped(std::string_view message);

template <typename... Arguments>
void info(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  write(Severity::info, fmt::format(format, std::forward<Arguments>(arguments)...));
}
template <typename... Arguments>
void warn(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  write(Severity::warn, fmt::format(format, std::forward<Arguments>(arguments)...));
}
template <typename... Arguments>
void error(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  write(Severity::error, fmt::format(format, std::forward<Arguments>(arguments)...));
}

}  // namespace startex::telemetry
