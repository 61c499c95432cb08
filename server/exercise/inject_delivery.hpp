// Who gets an inject, and which version of it.
#pragma once

#include "exercise/injects.hpp"

namespace startex::exercise {

// Emits the inject to its recipients: the common version, and their own to those who have one. `control` says what
// released it.
void release_now(Turn& turn, const Inject& inject, const Json& control);

// The inject as a recipient names it: one that never reached their seat is answered like one that does not exist.
Result<const Inject*> received(const Turn& turn, const std::string& id);
// Whom of their own people the actor got it together with.
Audience side_of_recipient(const Turn& turn, const Inject& inject);

}  // namespace startex::exercise
