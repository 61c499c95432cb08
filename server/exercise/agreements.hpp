// Agreements: clauses and commitments that delegations draft, amend, reserve, sign and denounce. A commitment is a
// posture term; once the agreement is concluded it takes effect at its date, and a posture that later contradicts it is
// recorded as a breach. What may be asked when: docs/protocol.md section 4.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Dimension;

struct Clause {
  std::string id, text;
};

struct Commitment {
  std::string id, dimension, level, team;  // no team: the dimension is shared
  std::string sense;                       // "atLeast", "atMost", "is"
  std::string dimension_title, level_title;
  std::optional<calendar::Millis> by;            // exercise time; nothing: as soon as it is concluded
  std::optional<calendar::Millis> effective_at;  // once concluded
  bool in_force = false;
  bool breached = false;  // and not kept again since

  bool is_kept(const Dimension& dimension) const;
};

struct Signature {
  std::string team, seat, name;
  std::int64_t version = 0;
};

struct Reservation {
  std::string id, team, clause, text;  // no clause: on the whole
  std::int64_t version = 0;
};

struct Annex {
  std::string id, team, title, text;  // the team that wrote it
  std::vector<std::string> to;        // parties, or seats of theirs; its authors always
  Audience audience;
};

struct Agreement {
  enum class State { draft, open, held, completed, concluded, denounced, withdrawn, annulled };
  std::string id, title, team;       // the team that drafted it
  std::vector<std::string> parties;  // teams
  std::set<std::string> sponsors;
  State state = State::open;
  State held_from = State::open;
  std::string disclosure;  // "confidential", or "public": deposited when it is concluded
  bool deposited = false;
  std::int64_t version = 1;
  std::vector<Clause> clauses;
  std::vector<Commitment> commitments;
  std::map<std::string, Signature> signatures;   // by team, of the present version
  std::map<std::string, std::int64_t> declined;  // team → version
  std::vector<Reservation> reservations;
  std::map<std::string, Annex> annexes;
  Audience audience;

  bool is_party(std::string_view team) const;
  bool is_between(const std::vector<std::string>& teams) const;  // all of them are parties
  bool binds(std::string_view dimension) const;
  bool has_reached(std::string_view word) const;  // "open", "concluded", "deposited", "breached", "denounced"
  std::size_t bytes() const;                      // of its texts
};

struct Agreements {
  std::map<std::string, Agreement> agreements;
  bool reviewed = false;  // control confirms a fully signed one before it is concluded
};

extern const Capability agreements_capability;

}  // namespace startex::exercise
