// Polls and votes: by person, seat or team; open, or secret from the other voters (control sees every answer).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Poll {
  std::string id, team;        // who opened it; no team: control
  std::string question, unit;  // "person", "seat", "team"
  std::vector<std::string> options;
  bool secret = false;
  bool closed = false;
  std::int64_t quorum = 0;                      // votes
  std::int64_t threshold = 0;                   // per cent of the votes
  std::map<std::string, std::int64_t> answers;  // voter → option
  Audience voters, result_to;
};

struct Polls {
  std::map<std::string, Poll> polls;
};

extern const Capability polls_capability;

}  // namespace startex::exercise
