#include "net/request_head.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "json/json.hpp"

namespace startex::net {
namespace {

bool is_token(char c) {
  static constexpr std::string_view others = "!#$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         others.find(c) != std::string_view::npos;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

bool good_field(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  return std::ranges::all_of(line.substr(0, colon), is_token) &&
         std::ranges::none_of(line.substr(colon), [](char c) { return is_control(c) && c != '\t'; });
}

bool good_head(std::string_view head) {
  bool first = true;
  while (!head.empty()) {
    const auto end = head.find("\r\n");
    const auto line = head.substr(0, end);
    if (first ? std::ranges::any_of(line, is_control) : !good_field(line)) return false;
    first = false;
    head.remove_prefix(end + 2);
  }
  return !first;
}

// A line feed that no carriage return precedes can never become part of a good head.
bool bare_line_feed(std::string_view bytes) {
  for (auto at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    if (at == 0 || bytes[at - 1] != '\r') return true;
  }
  return false;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0) return std::nullopt;
      c = static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else if (c == '+' && plus_is_blank) {
      c = ' ';
    }
    if (is_control(c)) return std::nullopt;
    decoded.push_back(c);
  }
  if (!json::is_utf8(decoded)) return std::nullopt;
  return decoded;
}

std::string_view take_until(std::string_view& rest, char end) {
  const auto at = rest.find(end);
  const auto part = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
  return part;
}

bool has_dot_segment(std::string_view path) {
  while (!path.empty()) {
    const auto segment = take_until(path, '/');
    if (segment == "." || segment == "..") return true;
  }
  return false;
}

bool holds_encoded_slash(std::string_view raw) {
  for (auto at = raw.find("%2"); at != std::string_view::npos; at = raw.find("%2", at + 1)) {
    if (at + 2 < raw.size() && (raw[at + 2] == 'f' || raw[at + 2] == 'F')) return true;
  }
  return false;
}

}  // namespace

HeadState scan_head(std::string_view bytes, std::size_t max) {
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    if (bare_line_feed(bytes)) return HeadState::malformed;
    return bytes.size() >= max ? HeadState::too_large : HeadState::incomplete;
  }
  if (end + 4 > max) return HeadState::too_large;
  return good_head(bytes.substr(0, end + 2)) ? HeadState::complete : HeadState::malformed;
}

tl::expected<Target, std::string> parse_target(std::string_view target) {
  const bool plain = std::ranges::all_of(target, [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
  if (!target.starts_with('/') || !plain) {
    return tl::unexpected<std::string>("Give the target as a path that begins with /, percent-encoded.");
  }
  const auto raw_path = take_until(target, '?');
  const auto path = decode(raw_path, false);
  if (!path || path->find('\\') != std::string::npos || holds_encoded_slash(raw_path) || has_dot_segment(*path)) {
    return tl::unexpected<std::string>(
        "The path holds what no path here does: a bad percent-encoding, a control character, a backslash, an encoded "
        "slash, or a . or .. segment.");
  }
  Target parsed{.path = *path, .query = {}};
  while (!target.empty()) {
    auto pair = take_until(target, '&');
    if (pair.empty()) continue;
    const auto name = decode(take_until(pair, '='), true);
    const auto value = decode(pair, true);
    if (!name || !value)
      return tl::unexpected<std::string>("The query holds a bad percent-encoding or a control character.");
    if (!parsed.query.emplace(*name, *value).second) {
      return tl::unexpected<std::string>("The query gives a name twice. Give it once.");
    }
  }
  return parsed;
}

}  // namespace startex::net
