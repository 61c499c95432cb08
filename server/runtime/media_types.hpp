// What a file is, by its first bytes and not by what somebody says it is.
#pragma once

#include <optional>
#include <string_view>

namespace startex::runtime {

// "image/png", "image/jpeg", "image/gif", "image/webp" or "application/pdf"; nothing for anything else. Pictures that
// can hold programs (SVG) and pages (HTML) are nothing.
std::optional<std::string_view> media_type(std::string_view bytes);

}  // namespace startex::runtime
