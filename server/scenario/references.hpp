// What a schema cannot say: that every name which is used is one that exists, and that every time is one that comes.
#pragma once

#include <vector>

#include "scenario/package.hpp"

namespace startex::scenario {

// All faults and warnings of a document that has the schema's shape.
std::vector<Fault> check_references(const Json& document);

}  // namespace startex::scenario
