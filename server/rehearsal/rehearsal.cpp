#include "rehearsal/rehearsal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/chance.hpp"
#include "rehearsal/delegations.hpp"

namespace startex::rehearsal {
namespace {

constexpr int looks = 720;  // how often in a play each seat and control look at their screens

// The exercise as it is folded, without a log on disk and without a clock.
class Play {
 public:
  Play(const Json& scenario, const Options& options)
      : chance_("rehearsal " + std::to_string(options.seed)), delegations_(options.seed), people_(options.people) {
    take(exercise::found({"rehearsal", "", 0, "", ""}, scenario, {0, chance_}));
    if (people_)
      for (const auto& [id, seat] : state_.seats.seats)
        (void)ask({control(),
                   "participant.join",
                   {{"name", "Delegate " + id}, {"role", "participant"}, {"team", seat.team}, {"seat", id}}});
    (void)ask({control(), "exercise.start", Json::object()});
  }

  Coverage run() {
    const auto start = state_.clock.start, end = last_moment();
    const auto wall_step = std::max<calendar::Millis>(
        1, static_cast<calendar::Millis>(static_cast<double>(end - start) / state_.clock.pace() / looks));
    while (state_.clock.at(wall_) < end) {
      wall_ += wall_step;
      fall_due();
      if (people_) look();
    }
    (void)ask({control(), "exercise.end", Json::object()});
    coverage_.ended = state_.lifecycle.phase == exercise::Phase::ended;
    coverage_.start = start;
    coverage_.end = state_.at;
    coverage_.events = state_.seq;
    for (const auto& [id, effect] : state_.effects.effects)
      coverage_.effects.push_back({id, effect.title, effect.firings});
    for (const auto& team : state_.seats.teams) note_silence(team, state_.at);
    injects();
    return std::move(coverage_);
  }

 private:
  static exercise::Asker control() { return {exercise::Role::control, ""}; }

  // Half a day after the last thing that has a time of its own.
  calendar::Millis last_moment() const {
    calendar::Millis last = state_.clock.start + calendar::hour;
    for (const auto& [id, inject] : state_.injects.injects)
      if (inject.at) last = std::max(last, *inject.at);
    for (const auto& move : state_.clock.moves)
      if (move.start) last = std::max(last, *move.start);
    for (const auto& [id, inject] : state_.injects.injects)
      if (!inject.move.empty()) last = std::max(last, move_start(inject.move) + inject.offset);
    return last + 12 * calendar::hour;
  }
  calendar::Millis move_start(const std::string& id) const {
    for (const auto& move : state_.clock.moves)
      if (move.id == id && move.start) return *move.start;
    return state_.clock.start;
  }

  void look() {
    std::vector<exercise::Participant> seated;
    for (const auto& [id, person] : state_.seats.participants)
      if (!person.seat.empty() && !person.removed) seated.push_back(person);
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
        coverage_.scripted_refusals.push_back(event.data.at("act").get<std::string>() + ": " +
                                              event.data.at("hint").get<std::string>());
      exercise::apply(state_, event);
    }
  }

  void note_silence(const std::string& team, calendar::Millis at) {
    auto& last = heard_.try_emplace(team, state_.clock.start).first->second;
    auto& longest = coverage_.longest_silence[team];
    longest = std::max(longest, at - last);
    last = std::max(last, at);
  }

  void injects() {
    std::vector<const exercise::Inject*> ordered;
    for (const auto& [id, inject] : state_.injects.injects) ordered.push_back(&inject);
    std::sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) { return a->order < b->order; });
    for (const auto* inject : ordered) {
      const auto it = released_.find(inject->id);
      const bool conditional = inject->when.has_value();
      coverage_.injects.push_back({inject->id, "", inject->title,
                                   it != released_.end() ? it->second.first
                                   : conditional         ? "conditional: not met"
                                                         : "manual: not released",
                                   it != released_.end() ? it->second.second : 0});
    }
  }

  engine::SeededChance chance_;
  Delegations delegations_;
  bool people_;
  exercise::State state_;
  calendar::Millis wall_ = 0;
  Coverage coverage_;
  std::map<std::string, std::pair<std::string, calendar::Millis>> released_;  // inject → why, when
  std::map<std::string, calendar::Millis> heard_;                             // team → when it last did something
};

std::string span(calendar::Millis ms) {
  return ms >= calendar::day ? fmt::format("{}d {}h", ms / calendar::day, ms % calendar::day / calendar::hour)
                             : fmt::format("{}h {}m", ms / calendar::hour, ms % calendar::hour / calendar::minute);
}

}  // namespace

Coverage rehearse(const Json& scenario, const Options& options) { return Play(scenario, options).run(); }

std::string to_text(const Coverage& coverage) {
  std::string out = fmt::format("{}: {} of exercise time, {} events, {} commands\n",
                                coverage.ended ? "Played to ENDEX" : "Did not reach ENDEX",
                                span(coverage.end - coverage.start), coverage.events, coverage.asked);
  std::map<std::string, int> fates;
  for (const auto& inject : coverage.injects) ++fates[inject.fate];
  out += fmt::format("Injects: {}", coverage.injects.size());
  for (const auto& [fate, count] : fates) out += fmt::format("; {} {}", count, fate);
  out += '\n';
  for (const auto& inject : coverage.injects)
    if (inject.at == 0) out += fmt::format("  {}  {} ({})\n", inject.id, inject.title, inject.fate);
  int fired = 0;
  for (const auto& effect : coverage.effects) fired += effect.firings > 0;
  out += fmt::format("Effects: {} of {} fired\n", fired, coverage.effects.size());
  for (const auto& effect : coverage.effects)
    if (effect.firings == 0) out += fmt::format("  {}  {} (its condition never held)\n", effect.id, effect.title);
  for (const auto& [team, longest] : coverage.longest_silence)
    out += fmt::format("Longest silence of {}: {}\n", team, span(longest));
  for (const auto& refusal : coverage.scripted_refusals) out += fmt::format("Scripted act refused: {}\n", refusal);
  for (const auto& [code, count] : coverage.refused) out += fmt::format("Refused as {}: {}\n", code, count);
  return out;
}

}  // namespace startex::rehearsal
