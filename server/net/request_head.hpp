// The strict part of reading a request: what may stand in its head at all, and what its target means. Everything that
// two programs could read differently (the ground of request smuggling) is refused here, before the HTTP parser sees
// it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace startex::net {

enum class HeadState { incomplete, complete, malformed, too_large };

// Whether `bytes` begin with a whole head: a request line and header lines, each ended by CRLF, then an empty line.
// Malformed: a CR or LF alone, a control character, a line that continues the one before (obs-fold), white space before
// a colon, a line without a name, an empty line in front.
HeadState scan_head(std::string_view bytes, std::size_t max);

struct Target {
  std::string path;  // as Request::path
  std::map<std::string, std::string, std::less<>> query;
};

// Takes origin-form only ("/path?query"). The error is a hint for whoever wrote the client.
tl::expected<Target, std::string> parse_target(std::string_view target);

}  // namespace startex::net
