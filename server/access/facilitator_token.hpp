// The facilitator's token: a file that only its owner may read.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace startex::access {

// Reads the token, one line of 32 to 200 printable characters, or makes the file (0600) with a fresh one when it is
// absent. The error is a sentence that says what to do: a file that others may read, a link, something that is not a
// file, or anything else in it is not used.
tl::expected<std::string, std::string> load_or_create_token(const std::string& path);

}  // namespace startex::access
