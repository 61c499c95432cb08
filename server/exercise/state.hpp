// Everything that an exercise remembers: one slice a capability. It is a fold over the events and nothing else.
#pragma once

#include "exercise/clock.hpp"
#include "exercise/injects.hpp"
#include "exercise/lifecycle.hpp"
#include "exercise/messages.hpp"
#include "exercise/posture.hpp"
#include "exercise/seats.hpp"

namespace startex::exercise {

struct State {
  std::uint64_t seq = 0;  // events applied
  Lifecycle lifecycle;
  Clock clock;
  Seats seats;
  Messages messages;
  Injects injects;
  Postures posture;
};

}  // namespace startex::exercise
