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

// A line in which control characters, line ends, direction marks, unseen characters and bytes that are not UTF-8 are
// shown as \uXXXX, and quotes and backslashes are escaped: no input can forge, hide or recolour a line, and the text
// may stand between the quotes of JSON.
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
