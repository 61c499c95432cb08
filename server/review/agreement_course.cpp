#include "review/agreement_course.hpp"

#include <algorithm>

namespace startex::review {
namespace {

// "atLeast mid", with the level that a commitment binds to.
std::string bound(const Json& commitment) {
  return text_or(commitment, "sense", "atLeast") + ' ' + text_or(commitment, "level");
}

Json as_json(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

std::string state_after(const std::string& type, const std::string& before) {
  for (const std::string_view state :
       {"held", "completed", "concluded", "denounced", "withdrawn", "annulled", "deposited"})
    if (type == "agreement." + std::string(state)) return state == "deposited" ? before : std::string(state);
  return type == "agreement.released" || type == "agreement.returned" ? "open" : before;
}

}  // namespace

Item& Courses::item(Course& course, const std::string& id, bool commitment, const std::string& label) {
  for (Item& one : course.items)
    if (one.commitment == commitment && one.id == id) return one;
  return course.items.emplace_back(Item{commitment, id, label, {}});
}

std::vector<Change> Courses::begin(const Seen& seen, const std::string& team) {
  const Json& data = seen.event.data;
  Course course;
  course.id = text_or(data, "agreement");
  course.title = text_or(data, "title");
  course.parties = data.value("parties", course.parties);
  course.version = data.value("version", std::int64_t{1});
  std::size_t number = 0;
  for (const Json& clause : data.value("clauses", Json::array()))
    item(course, text_or(clause, "clause"), false, std::to_string(++number))
        .wordings.push_back({team, text_or(clause, "text"), seen.n});
  for (const Json& one : data.value("commitments", Json::array())) {
    const auto dimension = text_or(one, "dimension");
    course.dimension_of[text_or(one, "commitment")] = dimension;
    item(course, dimension, true, text_or(one, "dimensionTitle")).wordings.push_back({team, bound(one), seen.n});
  }
  std::vector<Change> changes{{course.id, seen.event.type.substr(10), team, "", course.title, nullptr, nullptr}};
  courses_[course.id] = std::move(course);
  return changes;
}

std::vector<Change> Courses::amend(const Seen& seen, Course& course, const std::string& team) {
  std::vector<Change> out;
  course.version = seen.event.data.value("version", course.version);
  course.signed_by.clear();
  for (const Json& change : seen.event.data.value("changes", Json::array())) {
    Change one{course.id, "amended", team, "", "", nullptr, nullptr};
    if (change.contains("title")) {
      one.before = course.title;
      one.after = course.title = text_or(change, "title");
    } else if (change.contains("disclosure")) {
      one.after = change.at("disclosure");
    } else {
      const bool commitment = change.contains("commitment");
      auto id = text_or(change, commitment ? "commitment" : "clause");
      if (commitment) {
        if (change.contains("dimension")) course.dimension_of[id] = text_or(change, "dimension");
        id = course.dimension_of[id];
      }
      const auto clauses = std::count_if(course.items.begin(), course.items.end(), [](const Item& known) {
        return !known.commitment;
      });
      Item& changed = item(course, id, commitment,
                           commitment ? text_or(change, "dimensionTitle", id) : std::to_string(clauses + 1));
      if (!changed.wordings.empty()) one.before = as_json(changed.wordings.back().text);
      std::optional<std::string> text;
      if (commitment ? change.contains("dimension") : change.value("text", Json()).is_string())
        text = commitment ? bound(change) : text_or(change, "text");
      one.after = as_json(text);
      one.item = id;
      one.label = changed.label;
      changed.wordings.push_back({team, std::move(text), seen.n});
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<Change> Courses::reserve(const Seen& seen, Course& course, const std::string& team) {
  const Json& data = seen.event.data;
  const auto id = text_or(data, "reservation");
  const bool lifted = seen.event.type == "agreement.lifted";
  Reservation& reservation = course.reservations[id];
  if (lifted)
    reservation.lifted = seen.n;
  else
    reservation = {team, text_or(data, "clause"), seen.n, 0};
  Change out{course.id, lifted ? "lifted" : "reserved", team, reservation.clause, "", nullptr, nullptr};
  if (!lifted) out.after = text_or(data, "text");
  for (const Item& one : course.items)
    if (!one.commitment && one.id == reservation.clause) out.label = one.label;
  return {std::move(out)};
}

std::vector<Change> Courses::take(const Seen& seen, const Scene& scene) {
  const auto& event = seen.event;
  if (!event.type.starts_with("agreement.")) return {};
  const auto id = text_or(event.data, "agreement");
  const auto team = text_or(event.data, "team", scene.party_of(event.by));
  const auto known = courses_.find(id);
  // A draft that its party kept, or one that a viewer comes to know late, begins with the first text that is seen.
  if (event.data.contains("clauses") && (known == courses_.end() || event.type == "agreement.circulated"))
    return begin(seen, text_or(event.by, "team", scene.party_of(event.by)));
  if (known == courses_.end()) return {};
  Course& course = known->second;
  if (event.type == "agreement.amended") return amend(seen, course, team);
  if (event.type == "agreement.reserved" || event.type == "agreement.lifted") return reserve(seen, course, team);
  if (event.type == "agreement.signed") course.signed_by[team] = seen.n;
  if (event.type == "agreement.unsigned") course.signed_by.erase(team);
  if (event.type == "agreement.in_force" || event.type == "agreement.breached") return {};
  course.state = state_after(event.type, course.state);
  return {{id, event.type.substr(10), team, "", course.title, nullptr, event.data.value("reason", Json())}};
}

}  // namespace startex::review
