// What each participant did in an exercise: when they were there, what they contributed, how fast they answered.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/json.hpp"
#include "review/scene.hpp"

namespace startex::review {

// Kinds of contribution, in the order in which they are listed.
std::span<const std::string_view> contribution_kinds();

struct Contribution {
  std::string participant, name, role, team, seat;  // the last team and seat
  calendar::Millis joined = 0, last_act = 0;        // wall time; last_act 0: nothing was done
  bool removed = false;
  std::optional<bool> research;  // their consent, where they were asked and answered
  std::uint64_t characters = 0;
  std::map<std::string_view, std::uint64_t> kinds;
  std::size_t active_minutes = 0;                 // different minutes of play with an act
  std::optional<double> acknowledged, responded;  // medians, seconds of play after the release to their delegation
};

struct Contributions {
  Scene scene;
  std::vector<Contribution> people;                             // in the order of joining; scripted ones are left out
  std::vector<std::pair<std::string, std::string>> objectives;  // title, and the rating that control concluded
};

// From control's view of a whole log; nothing when it is empty.
std::optional<Contributions> contributions(std::span<const std::string> stored);

// Somebody on the class list. What the list knows stands in no record.
struct Listed {
  std::string participant, name, email, role, team, seat;
};

// One row a participant, for the grade books of learning platforms: the first columns carry the names that Moodle and
// Canvas look for. Who is on the class list and never came has a row too. Texts that a spreadsheet would compute are
// neutralised.
std::string gradebook_csv(const Contributions& contributions, std::span<const Listed> list);

// One row a participant, for research. `pseudonym` turns an id into what stands in its place. Who did not consent is
// left out; names and wall times are too.
std::string research_csv(std::span<const Contributions> runs,
                         std::string (*pseudonym)(std::string_view key, std::string_view id), std::string_view key);

}  // namespace startex::review
