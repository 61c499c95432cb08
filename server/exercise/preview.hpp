// What would happen if the clock jumped: control asks before it does. The answer is the fold of what falls due on a
// copy of the exercise, so that it is what would happen, and nothing of it does.
#pragma once

#include "exercise/capability.hpp"

namespace startex::exercise {

extern const Capability preview_capability;

}  // namespace startex::exercise
