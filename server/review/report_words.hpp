// What the draft of a report says, in each language of the client. Slots are fmt's, in the order in which they are given.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace startex::review {

std::string_view word(std::string_view language, std::string_view key);

template <typename... Slots>
std::string say(std::string_view language, std::string_view key, const Slots&... slots) {
  return fmt::format(fmt::runtime(word(language, key)), slots...);
}

}  // namespace startex::review
