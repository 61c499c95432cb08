// Evaluators rate the scenario's objectives against the evaluation guide (EEG): P performed without challenges, S with
// some, M with major challenges, U unable to be performed. Each rating is one evaluator's, tied to events as evidence;
// control concludes one rating an objective, and teams learn it only when control publishes.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Objective {
  std::string id, title;
  std::set<std::string> tasks;  // ids of the guide's critical tasks
};

struct Rating {
  std::string id, objective, task;
  std::string author;  // a participant id, or "control"
  bool withdrawn = false;
};

struct Conclusion {
  std::string rating, note;
};

struct Evaluation {
  std::vector<Objective> objectives;  // in the scenario's order
  Json titles = Json::object();       // what teams read of them after ENDEX: {"objectives":[{"id","title"}],"in"?}
  std::map<std::string, Rating> ratings;
  std::map<std::string, Conclusion> conclusions;  // objective → what control has concluded

  const Objective* objective(std::string_view id) const;
};

// Who wrote something down: a participant id, or "control".
std::string author_of(const Actor& actor);

extern const Capability evaluation_capability;

}  // namespace startex::exercise
