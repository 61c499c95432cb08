// The cookie in which a browser keeps its session.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace startex::access {

// Whether the browser reaches the server over TLS. Its cookie is then `__Host-startex_session`, which the browser
// sends over TLS only and takes from no other host; without TLS it is `startex_session`.
enum class Transport { plain, tls };

// Values of Set-Cookie headers: HttpOnly, SameSite=Strict, for the whole host, for twelve hours.
std::string session_cookie(std::string_view token, Transport transport = Transport::plain);
std::string clear_session_cookie(Transport transport = Transport::plain);

// The token in a Cookie header; the one that came over TLS goes first. Nothing when it is not there, when it stands
// there twice (one of them was planted), or when it is not what a token looks like.
std::optional<std::string> session_from_cookie(std::string_view header);

}  // namespace startex::access
