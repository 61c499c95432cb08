#include "exercise/inject_record.hpp"

#include <algorithm>

#include "exercise/inject_delivery.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

struct Due {
  const Inject* inject = nullptr;
  calendar::Millis at = 0;  // exercise time
};

// The inject that goes first.
Due first_due(const State& state) {
  Due first;
  for (const auto& [id, inject] : state.injects.injects) {
    const auto at = due_at(state, inject);
    if (at && (!first.inject || std::pair(*at, inject.order) < std::pair(first.at, first.inject->order)))
      first = {&inject, *at};
  }
  return first;
}

void change(Inject& inject, const Json& data) {
  const auto take = [&data](const char* key, std::string& field) {
    if (data.contains(key)) field = data.at(key).get<std::string>();
  };
  take("title", inject.title);
  take("body", inject.body);
  take("type", inject.type);
  take("from", inject.from);
  take("expectedAction", inject.expected_action);
  if (data.contains("to")) inject.to = data.at("to").get<std::vector<std::string>>();
  if (!data.contains("at")) return;
  inject.move.clear();
  inject.at.reset();
  inject.when.reset();
  inject.state = InjectState::manual;
  if (data.at("at").is_null()) return;
  if (const auto at = calendar::parse_iso(data.at("at").get<std::string>())) {
    inject.at = at->ms;
    inject.state = InjectState::scheduled;
  }
}

// The title, the body and the sender at `place` of each language of a planned inject.
Json texts_of(const Json& in, const Json::json_pointer& place) {
  Json out = Json::object();
  for (const auto& [language, texts] : in.items()) {
    if (!texts.contains(place)) continue;
    for (const auto* key : {"title", "body", "from"})
      if (texts.at(place).contains(key)) out[language][key] = texts.at(place).at(key);
  }
  return out;
}

void planned(State& state, const Event& event) {
  Inject inject;
  inject.number = event.data.value("number", "");
  inject.objective = event.data.value("objective", "");
  inject.id = event.data.at("inject").get<std::string>();
  inject.order = event.seq;
  change(inject, event.data);
  if (event.data.contains("move")) {
    inject.move = event.data.at("move").get<std::string>();
    inject.offset = calendar::parse_hours(event.data.at("offset").get<std::string>()).value_or(0);
    inject.state = InjectState::scheduled;
  }
  if (event.data.contains("when")) {
    inject.when = parse_condition(event.data.at("when"), {state.clock.start, state.clock.offset_minutes});
    inject.state = InjectState::conditional;
  }
  if (event.data.at("state") == "held") inject.state = InjectState::held;
  const Json in = event.data.value("in", Json::object());
  inject.in = texts_of(in, Json::json_pointer(""));
  for (const Json& variant : event.data.value("variants", Json::array()))
    inject.variants.push_back(
        {variant.at("to").get<std::vector<std::string>>(), variant.value("title", ""),
         variant.at("body").get<std::string>(),
         texts_of(in, Json::json_pointer("/variants/" + std::to_string(inject.variants.size())))});
  state.injects.injects[inject.id] = std::move(inject);
}

// A new inject is undone by dropping it.
void composed(State& state, const Event& event) {
  planned(state, event);
  const auto id = event.data.at("inject").get<std::string>();
  Plan before = state.injects.injects[id];
  before.state = InjectState::skipped;
  remember(state.injects, {"composed", id, std::move(before), {}});
}

Inject& named(State& state, const Event& event) {
  return state.injects.injects[event.data.at("inject").get<std::string>()];
}

// The inject that control changes; how it was is remembered.
Inject& changed(State& state, const Event& event) {
  Inject& inject = named(state, event);
  const auto kind = event.type.substr(event.type.find('.') + 1);
  remember(state.injects, {kind, event.data.at("inject").get<std::string>(), inject, {}});
  return inject;
}

}  // namespace

std::optional<calendar::Millis> planned_at(const State& state, const Timing& timing) {
  if (timing.move.empty()) return timing.at;
  const auto begun = state.clock.move_starts.find(timing.move);
  if (begun == state.clock.move_starts.end()) return std::nullopt;
  return begun->second + timing.offset;
}

std::optional<calendar::Millis> due_at(const State& state, const Plan& plan) {
  if (plan.state == InjectState::scheduled) return planned_at(state, plan);
  if (plan.state != InjectState::conditional) return std::nullopt;
  const auto from = planned_at(state, plan);
  if (!from && (plan.at || !plan.move.empty())) return std::nullopt;
  return first_moment(*plan.when, state, std::max(state.moment(), from.value_or(0)));
}

std::optional<std::string> read_exercise_time(const Turn& turn, json::Reader& in, std::string_view key) {
  const auto text = in.optional_text(key, limits::id_max);
  if (!text) return std::nullopt;
  const auto at = calendar::parse_iso(*text);
  if (!at) {
    in.fault(key, "A time like 2025-02-03T10:15:00+09:00 is expected here.");
    return std::nullopt;
  }
  return calendar::format_exercise(at->ms, turn.state().clock.offset_minutes);
}

void remember(Injects& injects, Change change) {
  injects.changes.push_back(std::move(change));
  if (injects.changes.size() > limits::undo_max) injects.changes.pop_front();
}

std::string_view to_text(InjectState state) {
  switch (state) {
    case InjectState::manual:
      return "manual";
    case InjectState::scheduled:
      return "scheduled";
    case InjectState::conditional:
      return "conditional";
    case InjectState::held:
      return "held";
    case InjectState::released:
      return "released";
    case InjectState::skipped:
      return "skipped";
  }
  return "manual";
}

void plan_injects(Turn& turn, const Json& scenario) {
  const Clock& clock = turn.state().clock;
  const calendar::Instant start{clock.start, clock.offset_minutes};
  for (const Json& inject : scenario.at("injects")) {
    Json data{{"inject", inject.at("id")}, {"state", "manual"}};
    for (const auto* key : {"number", "title", "type", "from", "to", "body", "variants", "expectedAction", "objective",
                            "when", "contingency"})
      if (inject.contains(key)) data[key] = inject.at(key);
    if (inject.contains("at") && inject.at("at").is_object()) {
      data["move"] = inject.at("at").at("move");
      data["offset"] = inject.at("at").at("after");
      data["state"] = "scheduled";
    } else if (inject.contains("at") && inject.at("at").is_string()) {
      const auto text = inject.at("at").get<std::string>();
      const auto day_time = calendar::parse_day_time(text, start);
      const auto iso = calendar::parse_iso(text);
      const auto at = day_time ? day_time : iso ? std::optional(iso->ms) : std::nullopt;
      if (at) {
        data["at"] = calendar::format_exercise(*at, start.offset_minutes);
        data["state"] = "scheduled";
      }
    }
    if (data.contains("when")) data["state"] = "conditional";
    turn.emit("inject.planned", Audience::control_only(), std::move(data));
  }
}

std::optional<calendar::Millis> next_inject_due(const State& state) {
  if (!state.clock.running || state.injects.all_held) return std::nullopt;
  const Due first = first_due(state);
  if (!first.inject) return std::nullopt;
  return first.inject->state == InjectState::scheduled ? state.clock.wall_at(first.at)
                                                       : std::optional(state.wall_of(first.at));
}

void fire_inject(Turn& turn) {
  const Due first = first_due(turn.state());
  if (!first.inject) return;
  if (first.inject->state == InjectState::scheduled)
    release_now(turn, *first.inject, {{"released", "on schedule"}});
  else
    release_now(turn, *first.inject,
                {{"released", "by condition"}, {"because", explain(*first.inject->when, turn.state(), first.at)}});
}

std::vector<EventType> inject_events() {
  return {
      {"inject.planned", planned},
      {"inject.composed", composed},
      {"inject.edited",
       [](State& state, const Event& event) {
         Inject& inject = changed(state, event);
         change(inject, event.data);
         // What control has rewritten is in control's language alone.
         if (event.data.contains("title") || event.data.contains("body")) inject.in = Json::object();
       }},
      {"inject.held", [](State& state, const Event& event) { changed(state, event).state = InjectState::held; }},
      {"inject.unheld",
       [](State& state, const Event& event) {
         Inject& inject = changed(state, event);
         inject.state = inject.planned();
       }},
      {"inject.skipped", [](State& state, const Event& event) { changed(state, event).state = InjectState::skipped; }},
      {"inject.released",
       [](State& state, const Event& event) {
         named(state, event).state = InjectState::released;
         named(state, event).delivered.push_back(event.audience);
       }},
      {"inject.acknowledged",
       [](State& state, const Event& event) {
         named(state, event).acknowledged.insert(event.data.at("seat").get<std::string>());
       }},
      {"inject.responded",
       [](State& state, const Event& event) {
         named(state, event).responded.insert(event.data.at("seat").get<std::string>());
       }},
  };
}

}  // namespace startex::exercise
