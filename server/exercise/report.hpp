// The after-action report is drafted from the record; what control writes over the draft is kept here, section by
// section, so that it is part of the record too. Only control reads it before it is handed out.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Report {
  std::map<std::string, std::int64_t> versions;  // section → how often it was edited
};

// The sections in the order of the template.
const std::vector<std::string>& report_sections();

// The events that a text refers to, as "[#58]" or "[#58, #61]": their numbers in control's view, sorted, each once.
std::vector<std::uint64_t> references_in(std::string_view text);

extern const Capability report_capability;

}  // namespace startex::exercise
