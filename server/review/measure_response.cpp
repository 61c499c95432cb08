// Response time: how long each team took from an inject's release to reading, acknowledging, answering it, and to what
// was expected of it; in seconds of play.
#include <array>
#include <map>
#include <set>

#include "review/measure_kinds.hpp"

namespace startex::review {
namespace {

constexpr std::array<std::string_view, 4> steps{"read", "acknowledged", "responded", "acted"};

struct Reached {
  calendar::Millis played = 0;
  std::uint64_t n = 0;
};

struct Received {
  std::string inject, title, team;
  calendar::Millis at = 0, played = 0;
  std::uint64_t n = 0;
  std::map<std::string_view, Reached> reached;
};

class Response : public Measure {
 public:
  void take(const Seen& seen, const Scene& scene) override {
    const auto& event = seen.event;
    if (!event.type.starts_with("inject.")) return;
    const auto inject = text_or(event.data, "inject");
    if (event.type == "inject.planned" || event.type == "inject.composed") {
      numbers_[inject] = text_or(event.data, "number");
      if (!text_or(event.data, "expectedAction").empty()) expected_.insert(inject);
    } else if (event.type == "inject.edited" && event.data.contains("expectedAction")) {
      if (text_or(event.data, "expectedAction").empty())
        expected_.erase(inject);
      else
        expected_.insert(inject);
    } else if (event.type == "inject.released") {
      release(seen, scene, inject);
    } else if (event.type == "inject.read") {
      reach(seen, scene, inject, "read");
      reads_ = true;
    } else if (event.type == "inject.acknowledged") {
      reach(seen, scene, inject, "acknowledged");
    } else if (event.type == "inject.responded") {
      reach(seen, scene, inject, "responded");
    } else if (event.type == "inject.expected") {
      expect(seen, scene, inject);
    }
  }

  Table table(const Scene& scene) override {
    Table out{"response",
              {{"inject", ""},
               {"number", ""},
               {"title", ""},
               {"team", ""},
               {"released", "ISO 8601"},
               {"releasedAfter", "s"},
               {"step", ""},
               {"seconds", "s"}},
              Json::array()};
    for (const Received& one : received_)
      for (const auto step : steps) {
        const auto it = one.reached.find(step);
        const bool asked = (step == "read" && reads_) || step == "acknowledged" || step == "responded" ||
                           (step == "acted" && expected_.contains(one.inject));
        if (it == one.reached.end() && !asked) continue;
        Json row{{"inject", one.inject},
                 {"number", numbers_[one.inject]},
                 {"title", one.title},
                 {"team", one.team},
                 {"released", scene.time(one.at)},
                 {"releasedAfter", seconds(one.played)},
                 {"step", step},
                 {"seconds", nullptr},
                 {"n", Json::array({one.n})}};
        if (it != one.reached.end()) {
          row["seconds"] = seconds(it->second.played - one.played);
          row["n"].push_back(it->second.n);
        }
        out.rows.push_back(std::move(row));
      }
    return out;
  }

 private:
  // The first release to a team counts; a variant or a copy for others of it comes too late.
  void release(const Seen& seen, const Scene& scene, const std::string& inject) {
    auto teams = scene.teams_in(seen.event.audience.places());
    if (scene.viewer.role == exercise::Role::participant) teams = {scene.viewer.team};
    if (scene.viewer.role == exercise::Role::observer || scene.viewer.role == exercise::Role::evaluator)
      teams = scene.teams_in({"public"});
    for (const auto& team : teams) {
      if (!places_.try_emplace({inject, team}, received_.size()).second) continue;
      received_.push_back({inject, text_or(seen.event.data, "title"), team, seen.event.at, scene.played(), seen.n, {}});
    }
  }

  // A tick that is taken back has not happened.
  void expect(const Seen& seen, const Scene& scene, const std::string& inject) {
    if (seen.event.data.value("done", true)) {
      reach(seen, scene, inject, "acted");
      return;
    }
    const auto team = text_or(seen.event.data, "team");
    for (Received& one : received_)
      if (one.inject == inject && (team.empty() || one.team == team)) one.reached.erase("acted");
  }

  // The first of a team counts. What is ticked for nobody in particular is ticked for all who received it.
  void reach(const Seen& seen, const Scene& scene, const std::string& inject, std::string_view step) {
    auto team = text_or(seen.event.data, "team");
    if (team.empty()) team = scene.team_of(text_or(seen.event.data, "seat"));
    for (Received& one : received_)
      if (one.inject == inject && (team.empty() || one.team == team))
        one.reached.try_emplace(step, Reached{scene.played(), seen.n});
  }

  std::map<std::string, std::string> numbers_;
  std::set<std::string> expected_;
  std::map<std::pair<std::string, std::string>, std::size_t> places_;
  std::vector<Received> received_;
  bool reads_ = false;
};

}  // namespace

std::unique_ptr<Measure> response_measure() { return std::make_unique<Response>(); }

}  // namespace startex::review
