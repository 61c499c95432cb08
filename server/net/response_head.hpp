// Inside net/ only: the bytes of a response in front of its body.
#pragma once

#include <string>

#include "net/http.hpp"

namespace startex::net {

// Status line and headers, with the security headers that net/http.hpp promises. A header of the handler's that could
// break out of its line is left out.
std::string response_head(const Response& response, bool close);

std::string_view body_of(const Response& response);

// Whether the status allows a body at all (204 and 304 do not).
bool has_body(int status);

}  // namespace startex::net
