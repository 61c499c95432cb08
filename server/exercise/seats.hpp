// Teams, seats, and the people in them. Rights and knowledge belong to the seat; several people may share one, and
// whoever takes a seat sees what it has seen.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Seat {
  std::string id, team, title;
  std::set<std::string> rights;
};

struct Participant {
  std::string id, name;
  Role role = Role::participant;
  std::string team, seat;
  bool removed = false;
};

struct Seats {
  std::vector<std::string> teams;               // in the scenario's order
  std::map<std::string, Seat> seats;            // by id
  std::map<std::string, std::string> entities;  // id → name
  std::map<std::string, Participant> participants;
  bool doors_locked = false;  // nobody new comes in; those who are in come back

  bool is_team(std::string_view id) const;
  const Seat* seat(std::string_view id) const;
  const Participant* participant(std::string_view id) const;  // nothing for a removed one
  bool has_right(std::string_view seat, std::string_view right) const;
  // Whether this seat may, or no seat of its team is said to: then all of them may.
  bool may(const Actor& actor, std::string_view right) const;
  std::size_t present() const;  // participants who have not been removed

  // The places that `to` names (team ids, seat ids, "all"), or nothing when one is unknown.
  std::optional<Audience> places(const std::vector<std::string>& to) const;
  // The part of an audience that is this actor's own side: their team when it was addressed as a team, else the seats
  // of their team that were.
  Audience own_side(const Audience& audience, const Actor& actor) const;
  // The part of an audience that `known` does not reach already: "public" is taken apart where some of it does.
  Audience beyond(const Audience& audience, const Audience& known) const;
  // The viewer that a name of docs/protocol.md means ("control", "jp", "jp.foreign", "observer", "evaluator").
  std::optional<Viewer> viewer(std::string_view key) const;
  std::vector<Viewer> viewers() const;
};

extern const Capability seats_capability;

}  // namespace startex::exercise
