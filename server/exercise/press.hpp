// Press: statements that a team makes under its name and that everybody reads; control speaks as media and other
// entities, and lets statements through where the scenario says so.
#pragma once

#include <map>
#include <set>
#include <string>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct HeldStatement {
  std::string id, team, title, body, reply_to;
  Json by;  // who of the team wrote it
};

struct Press {
  bool held = false;  // control approves each statement of a team first
  std::map<std::string, HeldStatement> waiting;
  std::set<std::string> published, returned;
  std::map<std::string, std::int64_t> published_by;  // team or entity → statements
};

extern const Capability press_capability;

}  // namespace startex::exercise
