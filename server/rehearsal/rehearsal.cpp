#include "rehearsal/rehearsal.hpp"

#include <algorithm>

#include "engine/chance.hpp"
#include "exercise/exercise.hpp"
#include "exercise/state.hpp"
#include "rehearsal/delegations.hpp"

namespace startex::rehearsal {
namespace {

constexpr int looks = 720;  // how often in a play each seat and control look at their screens

// The latest time that a condition names: until then the world may wait for it.
calendar::Millis latest(const exercise::Condition& condition) {
  calendar::Millis last = condition.kind == exercise::Condition::Kind::after ? condition.time : 0;
  for (const auto& part : condition.parts) last = std::max(last, latest(part));
  return last;
}

// The exercise as it is folded, without a log on disk and without a clock.
class Play {
 public:
  Play(const Json& scenario, const Options& options)
      : scenario_(scenario),
        options_(options),
        chance_("rehearsal " + std::to_string(options.seed)),
        delegations_(options.seed) {
    take(exercise::found({"rehearsal", "", 0, "", ""}, scenario, {0, chance_}));
    if (options.people)
      for (const auto& [id, seat] : state_.seats.seats)
        if (!state_.scripted.people.contains(id))
          (void)ask({control(),
                     "participant.join",
                     {{"name", "Delegate " + id}, {"role", "participant"}, {"team", seat.team}, {"seat", id}}});
    (void)ask({control(), "exercise.start", Json::object()});
  }

  Coverage run() {
    const auto start = state_.clock.start, end = last_moment();
    const auto wall_step = std::max<calendar::Millis>(
        1, static_cast<calendar::Millis>(static_cast<double>(end - start) / state_.clock.pace() / looks));
    bool goes_on = true;
    while (goes_on && state_.clock.at(wall_) < end) {
      wall_ += wall_step;
      fall_due();
      if (options_.people) look();
      if (options_.goes_on)
        goes_on = options_.goes_on(
            std::min(1.0, static_cast<double>(state_.clock.at(wall_) - start) / static_cast<double>(end - start)));
    }
    if (goes_on) (void)ask({control(), "exercise.end", Json::object()});
    coverage_.ended = state_.lifecycle.phase == exercise::Phase::ended;
    coverage_.seed = options_.seed;
    coverage_.people = options_.people;
    coverage_.start = start;
    coverage_.offset_minutes = state_.clock.offset_minutes;
    coverage_.end = state_.at;
    coverage_.events = state_.seq;
    for (const auto& team : state_.seats.teams) note_silence(team, state_.at);
    tell_injects();
    tell_rest();
    return std::move(coverage_);
  }

 private:
  static exercise::Asker control() { return {exercise::Role::control, ""}; }

  // Some time after the last thing that has a time of its own.
  calendar::Millis last_moment() const {
    calendar::Millis last = state_.clock.start + calendar::hour;
    for (const auto& move : state_.clock.moves)
      if (move.start) last = std::max(last, *move.start);
    for (const auto& [id, inject] : state_.injects.injects) {
      if (inject.at) last = std::max(last, *inject.at);
      if (!inject.move.empty()) last = std::max(last, move_start(inject.move) + inject.offset);
      if (inject.when) last = std::max(last, latest(*inject.when));
    }
    for (const auto& [id, act] : state_.scripted.acts) last = std::max(last, latest(act.when));
    return last + std::clamp((last - state_.clock.start) / 20, 10 * calendar::minute, 12 * calendar::hour);
  }
  calendar::Millis move_start(const std::string& id) const {
    for (const auto& move : state_.clock.moves)
      if (move.id == id && move.start) return *move.start;
    return state_.clock.start;
  }

  void look() {
    std::vector<exercise::Participant> seated;
    for (const auto& [id, person] : state_.seats.participants)
      if (!person.seat.empty() && !person.removed && !state_.scripted.people.contains(person.seat))
        seated.push_back(person);
    for (const auto& person : seated)
      for (const Wish& wish : delegations_.of_seat(state_, person)) ask(wish);
    for (const Wish& wish : delegations_.of_control(state_)) ask(wish);
  }

  bool ask(const Wish& wish) {
    fall_due();
    ++coverage_.asked;
    auto events = exercise::decide(state_, wish.asker, {wish.method, wish.params, ""}, {wall_, chance_});
    if (!events) {
      ++coverage_.refused[std::string(to_text(events.error().code))];
      return false;
    }
    take(std::move(*events));
    fall_due();
    return true;
  }

  void fall_due() {
    for (auto events = exercise::due(state_, {wall_, chance_}); !events.empty();
         events = exercise::due(state_, {wall_, chance_}))
      take(std::move(events));
  }

  void take(std::vector<exercise::Event> events) {
    for (const auto& event : events) {
      const auto team = event.by.is_object() ? event.by.value("team", "") : "";
      if (!team.empty() && state_.seats.is_team(team)) note_silence(team, event.at);
      if (event.type == "inject.released")
        released_.try_emplace(event.data.at("inject").get<std::string>(), event.control.value("released", "by hand"),
                              event.at);
      if (event.type == "scripted.refused")
        refused_acts_[event.data.at("act").get<std::string>()] = event.data.at("hint").get<std::string>();
      exercise::apply(state_, event);
    }
  }

  void note_silence(const std::string& team, calendar::Millis at) {
    auto& last = heard_.try_emplace(team, state_.clock.start).first->second;
    auto& longest = coverage_.longest_silence[team];
    if (at - last > longest.to - longest.from) longest = {last, at};
    last = std::max(last, at);
  }

  // The conditions of the effects that release it: any of them.
  Json effects_that_release(const Json& inject) const {
    Json any = Json::array();
    for (const Json& effect : scenario_.value("effects", Json::array()))
      for (const Json& act : effect.at("then"))
        if (act.contains("release") && act.at("release") == inject.at("id")) any.push_back(effect.at("when"));
    return any.empty() ? Json() : any.size() == 1 ? any.front() : Json{{"any", any}};
  }

  void tell_injects() {
    for (const Json& inject : scenario_.at("injects")) {
      const auto id = inject.at("id").get<std::string>();
      InjectFate fate{id, inject.at("number").get<std::string>(), inject.at("title").get<std::string>(), "", {}, {}};
      const Json effects = effects_that_release(inject);
      fate.when = inject.contains("when") ? inject.at("when") : effects;
      if (const auto it = released_.find(id); it != released_.end()) {
        fate.fate = it->second.first;
        fate.at = it->second.second;
      } else if (inject.value("contingency", false)) {
        fate.fate = inject.contains("when") ? "contingency" : "manual";
      } else if (inject.contains("when")) {
        fate.fate = "conditional";
      } else if (!effects.is_null()) {
        fate.fate = "effect";
      } else {
        fate.fate = inject.contains("at") ? "missed" : "manual";
      }
      coverage_.injects.push_back(std::move(fate));
    }
  }

  void tell_rest() {
    for (const Json& effect : scenario_.value("effects", Json::array())) {
      const auto id = effect.at("id").get<std::string>();
      coverage_.effects.push_back(
          {id, effect.at("title").get<std::string>(), state_.effects.effects.at(id).firings, effect.at("when")});
    }
    if (!scenario_.contains("scripted")) return;
    for (const Json& act : scenario_.at("scripted").at("acts")) {
      const auto id = act.at("id").get<std::string>();
      const auto refused = refused_acts_.find(id);
      const bool done = state_.scripted.acts.at(id).done;
      coverage_.acts.push_back({id, act.at("by").get<std::string>(), act.at("ask").get<std::string>(),
                                refused != refused_acts_.end() ? "refused"
                                : done                         ? "acted"
                                                               : "waiting",
                                refused != refused_acts_.end() ? refused->second : "", act.at("when")});
    }
  }

  const Json& scenario_;
  const Options& options_;
  engine::SeededChance chance_;
  Delegations delegations_;
  exercise::State state_;
  calendar::Millis wall_ = 0;
  Coverage coverage_;
  std::map<std::string, std::pair<std::string, calendar::Millis>> released_;  // inject → why, when
  std::map<std::string, std::string> refused_acts_;                           // act → hint
  std::map<std::string, calendar::Millis> heard_;                             // team → when it last did something
};

}  // namespace

Coverage rehearse(const Json& scenario, const Options& options) { return Play(scenario, options).run(); }

}  // namespace startex::rehearsal
