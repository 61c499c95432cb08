// Requests for information (RFI): a delegation asks control or an entity; nobody else learns that something was asked.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Rfi {
  enum class State { asked, answered, withdrawn };
  std::string id, team, to;  // "control" or an entity
  State state = State::asked;
  bool claimed = false;
  bool overdue = false;
  calendar::Millis asked_played_ms = 0;  // wall time that had been played
};

struct Requests {
  std::map<std::string, Rfi> rfis;
  calendar::Millis overdue_after_ms = 10 * calendar::minute;  // of play
};

extern const Capability requests_capability;

}  // namespace startex::exercise
