// Whether a page may use somebody's session here. A browser sends the cookie along from any page; only pages of this
// server, or of an origin that the operator has named, may act with it. A program shows a bearer token, which no page
// can make a browser send, and needs no Origin; if it sends one all the same, opening a socket still asks for a good one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace startex::access {

struct OriginFacts {
  std::optional<std::string_view> origin;          // header
  std::optional<std::string_view> sec_fetch_site;  // header
  std::string_view host;                           // header
  bool has_cookie = false;
  bool has_bearer = false;
  bool changes = false;  // anything but reading
  bool upgrade = false;  // opens a WebSocket
};

// `allowed`: whole origins, like "https://class.example.org".
bool allowed_origin(const OriginFacts& facts, const std::vector<std::string>& allowed);

}  // namespace startex::access
