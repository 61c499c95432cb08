// A scenario written as YAML, read by the core rules of YAML 1.2: only true, false, null and numbers are not text. No
// aliases, no tags, no key twice.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "scenario/package.hpp"

namespace startex::scenario {

tl::expected<Json, std::vector<Fault>> parse_yaml(const std::string& text);

}  // namespace startex::scenario
