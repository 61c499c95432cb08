// Posture: dimensions with ordered levels, changed by proposal, ruling and lead time.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Level {
  std::string id;
  calendar::Millis lead_time = 0;  // exercise time from approval until it holds
};

struct Dimension {
  std::string id, team;  // no team: shared
  std::vector<Level> levels;
  std::string level;
  std::string visibility;  // "public", "allies" (all teams), "team"
  std::string ruled_by;    // "control", a seat, or "nobody"
  std::set<std::string> proposers;  // seats

  const Level* find(std::string_view level_id) const;
};

struct PostureProposal {
  std::string id, dimension, level, visibility;
  std::string seat, team;  // who proposed
  Audience audience;       // who is told of the proposal and of its ruling
};

struct PendingPosture {
  calendar::Millis at = 0;  // exercise time at which the level holds
  std::string proposal, dimension, level;
  Audience audience;  // who is told when it does
};

struct Postures {
  std::map<std::string, Dimension> dimensions;
  std::map<std::string, PostureProposal> open;
  std::set<std::string> ruled;          // proposals
  std::vector<PendingPosture> pending;  // in the order of their rulings
};

extern const Capability posture_capability;

}  // namespace startex::exercise
