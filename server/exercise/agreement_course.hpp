// What becomes of a signed agreement: it is concluded, its commitments take effect at their dates, and are broken.
#pragma once

#include "exercise/agreements.hpp"

namespace startex::exercise {

// Emits that it is concluded, what its commitments will change, and its text where it is public.
void conclude(Turn& turn, const Agreement& agreement);

// Whether the actor's delegation can stand behind its own commitments: they can be reached, and none contradicts one
// that it has signed elsewhere.
Outcome can_commit(const Turn& turn, const Agreement& agreement);

std::optional<calendar::Millis> next_agreement_due(const State& state);
void fire_agreement(Turn& turn);

}  // namespace startex::exercise
