#include "exercise/effects.hpp"

#include <algorithm>
#include <set>

#include "exercise/inject_delivery.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

// What is due of an effect, and when: to fire, or to be ready to fire again.
struct Due {
  const Effect* effect = nullptr;
  calendar::Millis at = 0;
  bool fires = false;
};

std::optional<calendar::Millis> moment_of(const State& state, const Effect& effect) {
  if (effect.firings >= effect.limit) return std::nullopt;
  const calendar::Millis now = state.moment();
  if (!effect.armed) return first_moment(effect.when_not, state, now);
  const bool before = effect.firings > 0;
  return first_moment(effect.when, state,
                      before ? std::max(now, effect.fired_at + effect.again_after.value_or(0)) : now);
}

Due first_due(const State& state) {
  Due first;
  for (const auto& [id, effect] : state.effects.effects) {
    const auto at = moment_of(state, effect);
    if (at && (!first.effect || std::pair(*at, effect.order) < std::pair(first.at, first.effect->order)))
      first = {&effect, *at, effect.armed};
  }
  return first;
}

std::optional<calendar::Millis> next_due(const State& state) {
  if (!state.clock.running) return std::nullopt;
  const Due due = first_due(state);
  return due.effect ? std::optional(state.wall_of(due.at)) : std::nullopt;
}

// Carries out one line of `then` and says what came of it.
class Acts {
 public:
  Acts(Turn& turn, const Effect& effect) : turn_(turn), effect_(effect) {}

  Json carry_out(const Json& act) {
    if (act.contains("adjust") || act.contains("set")) return move(act);
    if (act.contains("release")) return release(act.at("release").get<std::string>());
    if (act.contains("unlock")) return unlock(act.at("unlock").get<std::string>(), act.at("level").get<std::string>());
    return act;  // a notice: reading it is all there is to it
  }

 private:
  Json move(const Json& act) {
    const bool by = act.contains("adjust");
    const auto id = act.at(by ? "adjust" : "set").get<std::string>();
    const auto& indicators = turn_.state().indicators.indicators;
    const auto it = indicators.find(id);
    if (it == indicators.end()) return {{"indicator", id}, {"nothing", "unknown"}};
    const double from = values_.try_emplace(id, it->second.value).first->second;
    const double step = by ? act.at("by").get<double>() : act.at("to").get<double>() - from;
    values_[id] = move_indicator(turn_, it->second, from, step, {{"cause", "effect"}, {"effect", effect_.id}});
    return {{"indicator", id}, {"from", from}, {"value", values_[id]}};
  }

  Json release(const std::string& id) {
    const auto& injects = turn_.state().injects.injects;
    const auto it = injects.find(id);
    if (it == injects.end() || !it->second.open() || it->second.state == InjectState::held ||
        !released_.insert(id).second)
      return {{"inject", id}, {"nothing", "released, held or skipped before"}};
    // Kept for control to let go, where nothing may go out by itself.
    if (turn_.state().injects.all_held) {
      turn_.emit("inject.held", Audience::control_only(), {{"inject", id}});
      return {{"inject", id}, {"nothing", "everything is held"}};
    }
    release_now(turn_, it->second, {{"released", "by an effect"}, {"effect", effect_.id}});
    return {{"inject", id}};
  }

  Json unlock(const std::string& id, const std::string& level) {
    const auto& dimensions = turn_.state().posture.dimensions;
    const auto it = dimensions.find(id);
    const Level* found = it == dimensions.end() ? nullptr : it->second.find(level);
    if (!found || !found->locked) return {{"dimension", id}, {"level", level}, {"nothing", "open before"}};
    turn_.emit("posture.unlocked", it->second.audience, {{"dimension", id}, {"level", level}});
    return {{"dimension", id}, {"level", level}};
  }

  Turn& turn_;
  const Effect& effect_;
  std::map<std::string, double> values_;  // as this effect has moved them so far
  std::set<std::string> released_;
};

void fire(Turn& turn) {
  const Due due = first_due(turn.state());
  if (!due.effect) return;
  const Effect& effect = *due.effect;
  if (!due.fires) {
    turn.emit("effect.rested", Audience::control_only(), {{"effect", effect.id}});
    return;
  }
  Acts acts(turn, effect);
  Json did = Json::array();
  for (const Json& act : effect.then) did.push_back(acts.carry_out(act));
  turn.emit("effect.fired", Audience::control_only(),
            {{"effect", effect.id},
             {"title", effect.title},
             {"firings", effect.firings + 1},
             {"because", explain(effect.when, turn.state(), due.at)},
             {"did", std::move(did)}});
}

void found(Turn& turn, const Json& document) {
  for (const Json& effect : document.value("effects", Json::array()))
    turn.emit("effect.planned", Audience::control_only(),
              {{"effect", effect.at("id")},
               {"title", effect.at("title")},
               {"when", effect.at("when")},
               {"then", effect.at("then")},
               {"again", effect.value("again", Json())}});
}

void planned(State& state, const Event& event) {
  Effect effect;
  effect.id = event.data.at("effect").get<std::string>();
  effect.title = event.data.at("title").get<std::string>();
  effect.order = event.seq;
  const calendar::Instant start{state.clock.start, state.clock.offset_minutes};
  effect.when = parse_condition(event.data.at("when"), start);
  effect.when_not = parse_condition({{"not", event.data.at("when")}}, start);
  effect.then = event.data.at("then");
  const Json& again = event.data.at("again");
  if (again.is_object()) {
    effect.again_after =
        std::max(calendar::parse_span(again.value("after", "")).value_or(calendar::day), limits::effect_rest_min);
    effect.limit = std::clamp(again.value("limit", 10), 1, limits::effect_firings_max);
  }
  state.effects.effects[effect.id] = std::move(effect);
}

void fired(State& state, const Event& event) {
  Effect& effect = state.effects.effects[event.data.at("effect").get<std::string>()];
  ++effect.firings;
  effect.armed = false;
  effect.fired_at = event.at;
}

void rested(State& state, const Event& event) {
  state.effects.effects[event.data.at("effect").get<std::string>()].armed = true;
}

}  // namespace

const Capability effects_capability{
    "effects", {},       {{"effect.planned", planned}, {"effect.fired", fired}, {"effect.rested", rested}},
    found,     next_due, fire,
};

}  // namespace startex::exercise
