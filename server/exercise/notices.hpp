// What control tells people outside the play: notices to everybody or to some, and the freeze for a real-world
// emergency ("NO DUFF"): the clock stands, a notice covers every screen, and nobody but control can act.
#pragma once

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Notices {
  bool frozen = false;
};

// Nothing, or why an act of this actor must wait: while everything is frozen only control acts.
Outcome not_frozen(const State& state, const Actor& actor);

extern const Capability notices_capability;

}  // namespace startex::exercise
