// Actions: anything else that a team wants to do, argued and adjudicated as in a matrix game: by a ruling, by stated
// odds and dice, or by the probability that the participants estimate. Dice come from the exercise's seed and depend on
// the action alone, so that nobody can throw again.
#pragma once

#include <map>
#include <string>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Action {
  enum class State { submitted, adjudicated, withdrawn };
  std::string id, team;
  State state = State::submitted;
  std::string outcome;   // once adjudicated: "success", "partial" or "failure"
  bool called = false;  // probabilities are asked for
  int arguments = 0;
  std::map<std::string, std::int64_t> estimates;  // participant → per cent
  Audience audience;
};

struct Actions {
  std::map<std::string, Action> actions;
  bool may_be_open = false;  // teams may let all others argue
};

extern const Capability actions_capability;

}  // namespace startex::exercise
