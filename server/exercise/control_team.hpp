// Control as several people: who looks after which area, who has which item of the queue in hand, what they tell each
// other, and who dealt with what. Control alone sees any of it. A facilitator is known by the name of their session.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "exercise/capability.hpp"

namespace startex::exercise {

// Something that control deals with: its kind ("message", "posture", "action", "agreement", "rfi", "press", "inject")
// and its id.
using ControlItem = std::pair<std::string, std::string>;

struct Handling {
  std::string facilitator;
  calendar::Millis since = 0;  // wall time
};

struct ControlTeam {
  std::map<std::string, std::string> areas;  // area → facilitator
  // Who has what in hand; worth nothing after limits::handling_ms.
  std::map<ControlItem, Handling> handling;
  std::map<ControlItem, std::string> dealt;  // who dealt with it last, where they have said their name
};

// A conflict over an item that another facilitator has dealt with says who; for control only.
Error with_who_dealt(const State& state, const Actor& actor, const Json& params, Error error);

extern const Capability control_team_capability;

}  // namespace startex::exercise
