// The facilitator's work on the plan while it is played: duplicate, undo, shift what is still to come, hold everything,
// and tick what was expected of the delegations. Its state is that of injects.
#pragma once

#include "exercise/capability.hpp"

namespace startex::exercise {

extern const Capability msel_capability;

}  // namespace startex::exercise
