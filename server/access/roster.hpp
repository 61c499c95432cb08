// A class list: who takes part, in which team and seat, as a facilitator brings it from a spreadsheet.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "json/json.hpp"

namespace startex::access {

inline constexpr std::size_t roster_people_max = 500;
inline constexpr std::size_t roster_faults_max = 100;
inline constexpr std::size_t email_max = 254;

struct RosterPerson {
  std::string name, email, role, team, seat;  // role: "participant", "observer", "evaluator"; the others may be empty
  bool operator==(const RosterPerson&) const = default;
};

struct RosterFault {
  std::size_t line;    // of the file, from 1
  std::string column;  // "name", "email", "team", "seat"; empty: the whole row
  std::string message;
};

struct Roster {
  std::vector<RosterPerson> people;
  std::vector<RosterFault> faults;   // when there are any, nobody is let in
  std::vector<std::string> ignored;  // headings of columns that mean nothing here
  std::string encoding;
};

// Reads a file by the teams and seats of a scenario document: columns in any order, headings in English, Korean or
// Japanese; a team or seat by its id or by its name in any of the scenario's languages. The error is a sentence on the
// file as a whole.
tl::expected<Roster, std::string> read_roster(std::string_view bytes, const Json& document);

}  // namespace startex::access
