// Who was silent for how long, and how many acted at once.
#include <algorithm>
#include <map>
#include <set>

#include "review/measure_kinds.hpp"

namespace startex::review {
namespace {

constexpr calendar::Millis silent_from = 5 * calendar::minute;  // of play
constexpr calendar::Millis buckets_max = 240;

struct Act {
  calendar::Millis played, at;
  std::uint64_t n;
};

class Silence : public Measure {
 public:
  void take(const Seen& seen, const Scene& scene) override {
    const auto& event = seen.event;
    if (event.type == "exercise.started") start_ = {scene.played(), event.at, seen.n};
    if (!scene.ended || event.type == "exercise.ended") last_ = {scene.played(), event.at, seen.n};
    if (!is_act(event)) return;
    add(scene, text_or(event.by, "team"), "", seen);
    if (const auto seat = text_or(event.by, "seat"); !seat.empty()) add(scene, text_or(event.by, "team"), seat, seen);
  }

  Table table(const Scene& scene) override {
    Table out = heading();
    if (start_.n == 0) return out;
    for (const auto& team : scene.teams) {
      rows_of(out, scene, team.id, "");
      for (const auto& seat : team.seats) rows_of(out, scene, team.id, seat.id);
    }
    return out;
  }

 private:
  using Who = std::pair<std::string, std::string>;  // team and seat; no seat: anybody of the team
  struct Gap {
    Act from, to;
  };

  static Table heading() {
    return {"silence",
            {{"team", ""},
             {"seat", ""},
             {"from", "ISO 8601"},
             {"to", "ISO 8601"},
             {"begins", "s"},
             {"ends", "s"},
             {"seconds", "s"}},
            Json::array()};
  }

  void add(const Scene& scene, const std::string& team, const std::string& seat, const Seen& seen) {
    const Act act{scene.played(), seen.event.at, seen.n};
    const Who who{team, seat};
    const auto it = latest_.find(who);
    const Act before = it == latest_.end() ? start_ : it->second;
    if (act.played - before.played >= silent_from) gaps_[who].push_back({before, act});
    latest_[who] = act;
  }

  void rows_of(Table& out, const Scene& scene, const std::string& team, const std::string& seat) {
    const Who who{team, seat};
    auto gaps = gaps_[who];
    const auto it = latest_.find(who);
    const Act before = it == latest_.end() ? start_ : it->second;
    if (last_.played - before.played >= silent_from) gaps.push_back({before, last_});
    for (const Gap& gap : gaps)
      out.rows.push_back({{"team", team},
                          {"seat", seat},
                          {"from", scene.time(gap.from.at)},
                          {"to", scene.time(gap.to.at)},
                          {"begins", seconds(gap.from.played)},
                          {"ends", seconds(gap.to.played)},
                          {"seconds", seconds(gap.to.played - gap.from.played)},
                          {"n", {gap.from.n, gap.to.n}}});
  }

  Act start_{0, 0, 0}, last_{0, 0, 0};
  std::map<Who, Act> latest_;
  std::map<Who, std::vector<Gap>> gaps_;
};

class Concurrency : public Measure {
 public:
  void take(const Seen& seen, const Scene& scene) override {
    const auto& event = seen.event;
    if (!is_act(event)) return;
    const auto team = text_or(event.by, "team");
    acts_.push_back({scene.played(), id(team), id(text_or(event.by, "seat", team)), event.at, seen.n});
  }

  Table table(const Scene& scene) override {
    Table out{"concurrency",
              {{"at", "ISO 8601"},
               {"begins", "s"},
               {"ends", "s"},
               {"seats", "seats that acted"},
               {"teams", "teams that acted"},
               {"acts", "acts"}},
              Json::array()};
    if (acts_.empty()) return out;
    const auto minutes = scene.played() / calendar::minute + 1;
    const auto length = (minutes + buckets_max - 1) / buckets_max * calendar::minute;
    auto act = acts_.begin();
    for (calendar::Millis begins = 0; begins <= scene.played(); begins += length) {
      std::set<std::size_t> seats, teams;
      Json numbers = Json::array();
      std::uint64_t count = 0;
      Json at = nullptr;
      for (; act != acts_.end() && act->played < begins + length; ++act, ++count) {
        if (count == 0) at = scene.time(act->at);
        seats.insert(act->seat);
        teams.insert(act->team);
        if (numbers.size() < evidence_max) numbers.push_back(act->n);
      }
      out.rows.push_back({{"at", at},
                          {"begins", seconds(begins)},
                          {"ends", seconds(begins + length)},
                          {"seats", seats.size()},
                          {"teams", teams.size()},
                          {"acts", count},
                          {"n", std::move(numbers)}});
    }
    return out;
  }

 private:
  struct Compact {
    calendar::Millis played;
    std::size_t team, seat;
    calendar::Millis at;
    std::uint64_t n;
  };

  std::size_t id(const std::string& name) { return ids_.try_emplace(name, ids_.size()).first->second; }

  std::map<std::string, std::size_t> ids_;
  std::vector<Compact> acts_;
};

}  // namespace

std::unique_ptr<Measure> silence_measure() { return std::make_unique<Silence>(); }
std::unique_ptr<Measure> concurrency_measure() { return std::make_unique<Concurrency>(); }

}  // namespace startex::review
