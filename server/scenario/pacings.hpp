// The choice of paces that a scenario offers: the same story in ninety minutes, or in a hundred and eighty with a slow
// crisis.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/package.hpp"

namespace startex::scenario {

// Of a document that has the schema's shape.
std::vector<Fault> check_pacings(const Json& document);

// The document with this pacing's paces in the place of its own, and "pacing" in its clock; nothing: it has no such.
std::optional<Json> paced(const Json& document, const std::string& pacing);

}  // namespace startex::scenario
