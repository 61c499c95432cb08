// One line of a record, as text: how it is written, and how it is read again without taking anybody's word.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json/json.hpp"

namespace startex::log {

// What stands in a line: its kind's name, what it holds, and the name and text of what proves it.
struct RecordLine {
  std::string_view kind, proof;
};

inline constexpr RecordLine header_line{"record", "sha256"}, scenario_line{"scenario", "sha256"},
    seed_line{"seed", "sha256"}, event_line{"event", "hash"}, media_line{"media", "sha256"},
    checkpoint_line{"checkpoint", "signature"}, end_line{"end", "sha256"};

// `text` is canonical JSON already; the line has no line feed.
std::string write_line(RecordLine shape, std::string_view text, std::string_view proof);

struct ReadLine {
  Json value;         // what it holds
  std::string proof;  // as it stands there
};
// Refuses anything that write_line would not have written with this shape, byte for byte. The error is a sentence.
tl::expected<ReadLine, std::string> read_line(RecordLine shape, std::string_view text, std::size_t bytes_max);

std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace startex::log
