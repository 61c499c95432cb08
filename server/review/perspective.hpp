// The log as one viewer received it: the same events, the same numbers, through the same question of who may see what.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "exercise/exercise.hpp"

namespace startex::review {

enum class Format { jsonl, csv };

// `stored` is the whole log from its first event; `as` one of "control", a team, a seat, "observer", "evaluator".
// Nothing when there is no such viewer. JSONL: one EVENT of docs/protocol.md a line. CSV (RFC 4180, a heading first):
// n, exercise time, wall time, type, team, seat, name, text, data; cells that a spreadsheet would compute are text.
std::optional<std::string> export_log(std::span<const std::string> stored, std::string_view as, Format format);

}  // namespace startex::review
