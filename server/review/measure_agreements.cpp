// How agreements came about, change by change, and who moved: how far the text or level that stands is from the last one
// that a party had written itself.
#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include "review/agreement_course.hpp"
#include "review/measure_kinds.hpp"

namespace startex::review {
namespace {

class Agreements : public Measure {
 public:
  void take(const Seen& seen, const Scene& scene) override {
    for (Change& change : courses_.take(seen, scene)) {
      const Course& course = courses_.course(change.agreement);
      rows_.push_back({{"agreement", change.agreement},
                       {"title", course.title},
                       {"version", course.version},
                       {"at", scene.time(seen.event.at)},
                       {"after", seconds(scene.played())},
                       {"team", change.team},
                       {"kind", change.kind},
                       {"item", change.item},
                       {"label", change.label},
                       {"textBefore", change.before},
                       {"textAfter", change.after},
                       {"n", Json::array({seen.n})}});
    }
  }

  Table table(const Scene&) override {
    return {"agreements",
            {{"agreement", ""},
             {"title", ""},
             {"version", ""},
             {"at", "ISO 8601"},
             {"after", "s"},
             {"team", ""},
             {"kind", ""},
             {"item", ""},
             {"label", ""},
             {"textBefore", ""},
             {"textAfter", ""}},
            rows_};
  }

 private:
  Courses courses_;
  Json rows_ = Json::array();
};

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(std::move(word));
  return out;
}

// The share of words that differ: 1 − 2·common/(words of both), where common is their longest common subsequence.
double distance(const std::string& a, const std::string& b) {
  const auto from = words(a), to = words(b);
  if (from.empty() && to.empty()) return 0;
  std::vector<std::size_t> row(to.size() + 1, 0);
  for (const auto& word : from) {
    std::size_t diagonal = 0;
    for (std::size_t i = 0; i < to.size(); ++i) {
      const auto above = row[i + 1];
      row[i + 1] = word == to[i] ? diagonal + 1 : std::max(above, row[i]);
      diagonal = above;
    }
  }
  return 1.0 - 2.0 * static_cast<double>(row.back()) / static_cast<double>(from.size() + to.size());
}

class Concessions : public Measure {
 public:
  void take(const Seen& seen, const Scene& scene) override {
    (void)courses_.take(seen, scene);
    if (seen.event.type != "posture.opened") return;
    auto& levels = levels_[text_or(seen.event.data, "dimension")];
    for (const Json& level : seen.event.data.value("levels", Json::array()))
      levels.emplace(text_or(level, "id"), static_cast<double>(levels.size()));
  }

  Table table(const Scene&) override {
    Table out{"concessions",
              {{"agreement", ""},
               {"title", ""},
               {"state", ""},
               {"kind", ""},
               {"item", ""},
               {"label", ""},
               {"team", ""},
               {"own", ""},
               {"final", ""},
               {"moved", "0 to 1"},
               {"steps", "levels"}},
              Json::array()};
    for (const auto& [id, course] : courses_.all())
      for (const Item& item : course.items) {
        for (const auto& party : course.parties) moved(out, course, item, party);
        if (!item.commitment) lifted(out, course, item);
      }
    return out;
  }

 private:
  void moved(Table& out, const Course& course, const Item& item, const std::string& party) const {
    const Wording& stands = item.wordings.back();
    const auto own = std::find_if(item.wordings.rbegin(), item.wordings.rend(),
                                  [&](const Wording& one) { return one.team == party; });
    if (own == item.wordings.rend() || stands.team == party) return;
    Json row = base(course, item, party, item.commitment ? "commitment" : "clause");
    row["own"] = own->text ? Json(*own->text) : Json(nullptr);
    row["moved"] = 1.0;
    row["steps"] = nullptr;
    if (own->text && stands.text && !item.commitment) row["moved"] = distance(*own->text, *stands.text);
    if (own->text && stands.text && item.commitment) measure_steps(row, item, *own->text, *stands.text);
    row["n"] = {own->n, stands.n};
    if (const auto by = course.signed_by.find(party); by != course.signed_by.end()) row["n"].push_back(by->second);
    out.rows.push_back(std::move(row));
  }

  // A reservation that was lifted though the clause had not changed is a concession as a whole.
  void lifted(Table& out, const Course& course, const Item& item) const {
    for (const auto& entry : course.reservations) {
      const Reservation& reservation = entry.second;
      if (reservation.clause != item.id || reservation.lifted == 0) continue;
      const bool changed = std::any_of(item.wordings.begin(), item.wordings.end(), [&](const Wording& one) {
        return one.n > reservation.n && one.n < reservation.lifted;
      });
      Json row = base(course, item, reservation.team, "reservation");
      row["own"] = nullptr;
      row["moved"] = changed ? 0.0 : 1.0;
      row["steps"] = nullptr;
      row["n"] = {reservation.n, reservation.lifted};
      out.rows.push_back(std::move(row));
    }
  }

  static Json base(const Course& course, const Item& item, const std::string& team, std::string_view kind) {
    const auto& text = item.wordings.back().text;
    return {{"agreement", course.id}, {"title", course.title}, {"state", course.state},
            {"kind", kind},           {"item", item.id},       {"label", item.label},
            {"team", team},           {"final", text ? Json(*text) : Json(nullptr)}};
  }

  // Levels up (positive) or down from what the party had asked for, and what share of the whole ladder that is.
  void measure_steps(Json& row, const Item& item, const std::string& own, const std::string& stands) const {
    const auto ladder = levels_.find(item.id);
    if (ladder == levels_.end()) return;
    const auto place = [&](const std::string& bound) {
      const auto it = ladder->second.find(bound.substr(bound.find(' ') + 1));
      return it == ladder->second.end() ? 0.0 : it->second;
    };
    const auto by = place(stands) - place(own);
    row["steps"] = by;
    row["moved"] = std::abs(by) / std::max(1.0, static_cast<double>(ladder->second.size()) - 1);
  }

  Courses courses_;
  std::map<std::string, std::map<std::string, double>> levels_;
};

}  // namespace

std::unique_ptr<Measure> agreements_measure() { return std::make_unique<Agreements>(); }
std::unique_ptr<Measure> concessions_measure() { return std::make_unique<Concessions>(); }

}  // namespace startex::review
