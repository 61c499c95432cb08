// What teams and seats are told before they begin.
#pragma once

#include "exercise/capability.hpp"

namespace startex::exercise {

extern const Capability briefs_capability;

}  // namespace startex::exercise
