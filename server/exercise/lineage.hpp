// Exercises that go on from a moment of another: their logs begin with the same events, and then say where they parted.
#pragma once

#include <string>
#include <vector>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Fork {
  std::string from;      // the exercise that it went out from
  std::uint64_t at = 0;  // the last event that both have
  std::string head;      // that event's hash, hex
};

struct Lineage {
  std::vector<Fork> forks;  // the earliest first
};

extern const Capability lineage_capability;

}  // namespace startex::exercise
