// Whether a participant lets research use what they did. Nobody but control learns the answer, which may change at any
// time; who has not answered has not consented.
#pragma once

#include <map>
#include <string>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Consents {
  std::map<std::string, bool> research;  // participant → their last answer
};

extern const Capability consent_capability;

}  // namespace startex::exercise
