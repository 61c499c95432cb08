// Text from outside becomes values here, and only here: bounded in size and depth, no key twice, valid UTF-8.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace startex {

using Json = nlohmann::json;  // keys are sorted, so that one value has one text: what is hashed and compared

namespace json {

struct Bounds {
  std::size_t bytes_max = 64 * 1024;
  int depth_max = 16;
};

struct ParseError {
  std::size_t offset = 0;  // bytes from the start of the text
  std::string message;     // a sentence in English; holds nothing of the text
};

// Refuses text over the bounds, a repeated key, a number outside what a double or 64-bit integer holds, and bytes
// that are not UTF-8. Never throws.
tl::expected<Json, ParseError> parse(std::string_view text, Bounds bounds = {});

// The canonical text of a value: sorted keys, no blanks. Bytes that are not UTF-8 are replaced, never thrown at.
std::string to_text(const Json& value);

// "/injects/3/at" from its parts (RFC 6901).
std::string pointer(std::string_view base, std::string_view key);
std::string pointer(std::string_view base, std::size_t index);

bool is_utf8(std::string_view text);
std::size_t code_points(std::string_view utf8);

}  // namespace json
}  // namespace startex
