// The shape of a scenario document, by scenarios/schema.json.
#pragma once

#include <vector>

#include "scenario/package.hpp"

namespace startex::scenario {

struct SchemaReport {
  std::vector<Fault> faults;  // every place where the document is not as the schema says
  bool readable = true;       // all the same, each value is where it belongs and of its kind: it can be checked further
};

SchemaReport check_schema(const Json& document, const Json& schema);

}  // namespace startex::scenario
