// A good document with a fault planted in it: where it is reported, and a word of the sentence.
#pragma once

#include <functional>

#include "scenario/package.hpp"
#include "support/folder.hpp"

namespace startex::scenario {

struct Planted {
  const char* name;
  std::function<void(Json&)> plant;
  const char* pointer;
  const char* says;
};

// The rules of form, as they are shipped.
inline Json schema() { return *read_schema(test::shipped); }

}  // namespace startex::scenario
