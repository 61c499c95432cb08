// What a schema cannot say of the engagement model: that sites, layers and threat classes exist, that every layer has
// an asset and every site a defence, and that what is there only under a condition can come to be there.
#pragma once

#include <vector>

#include "scenario/package.hpp"

namespace startex::scenario {

std::vector<Fault> check_defence(const Json& document);

}  // namespace startex::scenario
