// Who may see an event. The audience is stamped when the event is decided and never changes; every path out of the
// server (live, catch-up, review, export) asks `may_see`, and nothing else decides.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "json/json.hpp"

namespace startex::exercise {

enum class Role { control, participant, observer, evaluator };

std::string_view to_text(Role role);

// One point of view on an exercise. Seats, not people, hold knowledge: two people in a seat are one viewer, and
// somebody who has joined a team but holds no seat is the viewer of what is addressed to the whole team.
struct Viewer {
  Role role = Role::observer;
  std::string team;  // participants only
  std::string seat;  // empty: no seat yet

  // "control", "observer", "evaluator", "jp" or "jp.foreign": also the name of this view in exports.
  std::string key() const;
  auto operator<=>(const Viewer&) const = default;
};

// A set of places: "public" (all teams and observers), "observer", team ids and seat ids. Empty: control only.
class Audience {
 public:
  Audience() = default;
  Audience(std::initializer_list<std::string> places);
  explicit Audience(std::vector<std::string> places);

  static Audience control_only() { return {}; }
  static Audience everybody() { return {"public"}; }

  const std::vector<std::string>& places() const { return places_; }
  bool empty() const { return places_.empty(); }
  bool holds(std::string_view place) const;
  void add(std::string place);

  auto operator<=>(const Audience&) const = default;

 private:
  std::vector<std::string> places_;  // sorted, each once
};

// Control sees everything; an evaluator everything that at least one team or observer sees; an observer what is public
// or addressed to observers; a participant what is public or addressed to their team or seat.
bool may_see(const Audience& audience, const Viewer& viewer);

void to_json(Json& json, const Audience& audience);
void from_json(const Json& json, Audience& audience);

}  // namespace startex::exercise
