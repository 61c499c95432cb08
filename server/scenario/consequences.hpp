// What follows from what the teams do, checked across the scenario: indicators and their ranges, what levels cost and
// require and who opens them, effects and what they do, conditional injects, joint documents.
#pragma once

#include <vector>

#include "scenario/package.hpp"

namespace startex::scenario {

// All faults and warnings of a document that has the schema's shape.
std::vector<Fault> check_consequences(const Json& document);

}  // namespace startex::scenario
