// Posture: dimensions with ordered levels, changed by proposal, second, ruling and lead time. What is declared may
// differ from what is so, where the scenario lets it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exercise/capability.hpp"
#include "exercise/condition.hpp"

namespace startex::exercise {

struct Level {
  std::string id, title;
  calendar::Millis lead_time = 0;  // exercise time from approval until it holds
  std::string cost_indicator;      // what pays for it; empty: it costs nothing
  double cost = 0;
  std::optional<Condition> requires_;
  bool locked = false;      // until an effect unlocks it
  std::string approved_by;  // as the dimension's ruled_by
};

struct Dimension {
  std::string id, title, team;  // no team: shared
  std::vector<Level> levels;
  std::string level;                // where it truly stands
  std::string declared;             // what is declared; empty where the two do not differ
  std::string visibility;           // "public", "allies" (all teams), "team": who sees where it truly stands
  std::string ruled_by;             // "control", a seat, a team, or "nobody"
  bool seconds = false;             // a proposal needs a second of the same team
  std::string last_ruling;          // "approve", "modify" or "deny"; empty: nothing was ruled on
  std::set<std::string> proposers;  // seats
  Audience audience;                // by its visibility
  Audience told;                    // who was told where it stands now

  const Level* find(std::string_view level_id) const;
  int index(std::string_view level_id) const;  // -1: no such level
};

struct PostureProposal {
  std::string id, dimension, level, visibility, rationale;
  std::string seat, team;  // who proposed
  Audience audience;       // who is told of the proposal and of its ruling
  bool waits_for_second = false;
};

struct PendingPosture {
  calendar::Millis at = 0;  // exercise time at which the level holds
  std::string proposal, dimension, level;
  Audience audience;  // who is told when it does
};

struct Postures {
  std::map<std::string, Dimension> dimensions;
  std::map<std::string, PostureProposal> open;
  std::set<std::string> closed;         // proposals that were ruled on or withdrawn
  std::vector<PendingPosture> pending;  // at most one a dimension
};

// Whether a level can be approved now: it is not locked, what it requires holds, and what it costs is there.
Outcome reachable(const Turn& turn, const Dimension& dimension, const Level& level);
// Takes what a level costs. `control` names what it is paid for.
void pay(Turn& turn, const Level& level, Json control);

extern const Capability posture_capability;

}  // namespace startex::exercise
