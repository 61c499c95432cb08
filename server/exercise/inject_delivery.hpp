// Who gets an inject, and which version of it.
#pragma once

#include "exercise/injects.hpp"

namespace startex::exercise {

// Emits the inject to its recipients: the common version, and their own to those who have one. `control` says what
// released it.
void release_now(Turn& turn, const Inject& inject, const Json& control);

}  // namespace startex::exercise
