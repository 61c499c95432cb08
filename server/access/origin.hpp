// Whether a page may use somebody's session here. A browser sends the cookie along from any page; only pages of this
// server, or of an origin that the operator has named, may act with it.
//
// - An Origin that is this server's own (http or https with the host and port that were asked, letter for letter but
//   for case) or an allowed one is good for everything.
// - Any other Origin, "null" among them, may read without a session of its page's (the browser keeps the answer from
//   it), and may change something only with a bearer token, which no page can make a browser send unasked. It never
//   opens a WebSocket, whose answer no browser would keep from it.
// - Without an Origin (programs) a bearer token or no session at all is good for everything; a cookie may only read,
//   unless the browser itself says that the page is this server's (Sec-Fetch-Site: same-origin).
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
  bool changes = false;  // anything but reading; a WebSocket changes
  bool upgrade = false;  // opens a WebSocket
};

// `allowed`: whole origins, like "https://class.example.org", in any case.
bool allowed_origin(const OriginFacts& facts, const std::vector<std::string>& allowed);

}  // namespace startex::access
