// Scripted delegations: people of the scenario who sit in their seats from the start, and what each of them asks when
// its condition first holds. They go through the same door as everybody: what may not be, is refused, and control reads
// why.
#pragma once

#include <map>
#include <string>

#include "exercise/capability.hpp"
#include "exercise/condition.hpp"

namespace startex::exercise {

struct ScriptedAct {
  std::string id, by, ask;  // by: a seat
  Json with;                // the params; "=TITLE" stands for the agreement or poll of that title, "=" for its version
  Condition when;
  std::uint64_t order = 0;
  bool done = false;
};

struct Scripted {
  std::map<std::string, std::string> people;  // seat → participant
  std::map<std::string, ScriptedAct> acts;
};

extern const Capability scripted_capability;

}  // namespace startex::exercise
