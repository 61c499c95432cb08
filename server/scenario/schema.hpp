// The shape of a scenario document, by scenarios/schema.json.
#pragma once

#include <vector>

#include "scenario/package.hpp"

namespace startex::scenario {

// Every place where the document is not of the schema's shape. Empty when it is.
std::vector<Fault> check_schema(const Json& document, const Json& schema);

}  // namespace startex::scenario
