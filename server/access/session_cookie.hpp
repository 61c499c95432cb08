// The cookie in which a browser keeps its session.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace startex::access {

// Values of Set-Cookie headers. HttpOnly, SameSite=Strict, for twelve hours.
std::string session_cookie(std::string_view token);
std::string clear_session_cookie();

// The token in a Cookie header. Nothing when it is not there, or stands there twice.
std::optional<std::string> session_from_cookie(std::string_view header);

}  // namespace startex::access
