// Plays a scenario to its end without people and without waiting, and says what has happened of it.
#pragma once

#include <functional>

#include "rehearsal/coverage.hpp"

namespace startex::rehearsal {

struct Options {
  std::uint64_t seed = 1;
  bool people = true;  // false: nobody does anything, only the world and the scenario's own people
  // Told how far it is, from 0 to 1, now and then; false: stop. Left out: it goes on.
  std::function<bool(double)> goes_on = nullptr;
};

// Of a scenario that has been checked. One that was stopped has not ended.
Coverage rehearse(const Json& scenario, const Options& options);

}  // namespace startex::rehearsal
