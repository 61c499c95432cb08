// Join codes: read aloud, typed on phones. 31 letters and digits, none of them mistaken for another; eight carry 39.6
// bits and twelve 59.4, which the limits on wrong tries turn into more than a class's patience.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace startex::access {

inline constexpr std::string_view code_alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

std::string new_code(std::size_t length);

// What was meant by what was typed or pasted: case, blanks and dashes do not count. Nothing when it can be no code.
std::optional<std::string> normalise_code(std::string_view typed);

}  // namespace startex::access
