// How the texts of agreements came about: who wrote which text of each clause and which level of each commitment.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "review/scene.hpp"

namespace startex::review {

// One text of a clause, or one level of a commitment; neither once it is struck.
struct Wording {
  std::string team;
  std::optional<std::string> text;
  std::uint64_t n = 0;
};

struct Item {
  bool commitment = false;
  std::string id, label;           // of a commitment: its dimension and that dimension's title
  std::vector<Wording> wordings;   // the last one stands
};

struct Reservation {
  std::string team, clause;
  std::uint64_t n = 0, lifted = 0;  // `lifted`: 0 while it stands
};

struct Course {
  std::string id, title, state = "open";
  std::vector<std::string> parties;
  std::int64_t version = 1;
  std::vector<Item> items;                        // in the order in which they came
  std::map<std::string, std::string> dimension_of;  // commitment → its dimension
  std::map<std::string, Reservation> reservations;
  std::map<std::string, std::uint64_t> signed_by;  // team → its signature's number
};

// What one event changed of one agreement, for its history.
struct Change {
  std::string agreement, kind, team;
  std::string item, label;  // of a clause or commitment; empty for the whole
  Json before, after;       // texts, or null
};

class Courses {
 public:
  // The changes that this event made; none for what is not about agreements.
  std::vector<Change> take(const Seen& seen, const Scene& scene);
  const std::map<std::string, Course>& all() const { return courses_; }
  const Course& course(const std::string& id) const { return courses_.at(id); }

 private:
  std::vector<Change> begin(const Seen& seen, const std::string& team);
  std::vector<Change> amend(const Seen& seen, Course& course, const std::string& team);
  std::vector<Change> reserve(const Seen& seen, Course& course, const std::string& team);
  static Item& item(Course& course, const std::string& id, bool commitment, const std::string& label);

  std::map<std::string, Course> courses_;
};

}  // namespace startex::review
