// translations.yaml of a scenario: what participants read, in the scenario's other languages. Each such text has one
// entry, and each entry one text.
#pragma once

#include <vector>

#include "scenario/package.hpp"

namespace startex::scenario {

std::vector<Fault> check_translations(const Json& document);

}  // namespace startex::scenario
