#include "exercise/scripted.hpp"

#include "exercise/exercise.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

void found(Turn& turn, const Json& scenario) {
  if (!scenario.contains("scripted")) return;
  const Json& script = scenario.at("scripted");
  for (const Json& person : script.at("people")) {
    const auto seat = person.at("seat").get<std::string>(), name = person.at("name").get<std::string>();
    const Seat* found = turn.state().seats.seat(seat);
    if (!found) continue;
    const auto id = turn.id("scripted", {seat, name});
    turn.emit_by({{"name", name}, {"team", found->team}, {"seat", seat}}, "participant.joined", Audience{found->team},
                 {{"participant", id},
                  {"name", name},
                  {"role", "participant"},
                  {"team", found->team},
                  {"seat", seat},
                  {"scripted", true}});
  }
  for (const Json& act : script.at("acts"))
    turn.emit("scripted.planned", Audience::control_only(),
              {{"act", act.at("id")},
               {"by", act.at("by")},
               {"when", act.at("when")},
               {"ask", act.at("ask")},
               {"with", act.value("with", Json::object())}});
}

struct Due {
  const ScriptedAct* act = nullptr;
  calendar::Millis at = 0;
};

Due first_due(const State& state) {
  Due first;
  for (const auto& [id, act] : state.scripted.acts) {
    if (act.done) continue;
    const auto at = first_moment(act.when, state, state.moment());
    if (at && (!first.act || std::pair(*at, act.order) < std::pair(first.at, first.act->order))) first = {&act, *at};
  }
  return first;
}

std::optional<calendar::Millis> next_scripted_due(const State& state) {
  if (!state.clock.running) return std::nullopt;
  const Due due = first_due(state);
  return due.act ? std::optional(state.wall_of(due.at)) : std::nullopt;
}

// What a param names with "=TITLE"; empty: it names nothing so.
std::string_view named(const Json& params, const char* key) {
  const auto it = params.find(key);
  if (it == params.end() || !it->is_string()) return "";
  const std::string_view name = it->get_ref<const std::string&>();
  return name.starts_with('=') ? name.substr(1) : "";
}

// Ids of agreements and polls are drawn in play: a script names them by their titles and questions.
Json resolved(const State& state, Json params) {
  for (const auto& [id, agreement] : state.agreements.agreements)
    if (agreement.title == named(params, "agreement")) {
      if (params.value("version", Json()) == "=") params["version"] = agreement.version;
      params["agreement"] = id;
    }
  for (const auto& [id, poll] : state.polls.polls)
    if (poll.question == named(params, "poll")) params["poll"] = id;
  return params;
}

void fire_scripted(Turn& turn) {
  const State& state = turn.state();
  const Due due = first_due(state);
  if (!due.act) return;
  const ScriptedAct& act = *due.act;
  const auto person = state.scripted.people.find(act.by);
  const Asker asker{Role::participant, person == state.scripted.people.end() ? "" : person->second};
  auto events = decide(state, asker, {act.ask, resolved(state, act.with), ""}, {turn.wall(), turn.chance()});
  if (events) {
    turn.add(std::move(*events));
    turn.emit("scripted.acted", Audience::control_only(), {{"act", act.id}, {"ask", act.ask}});
  } else {
    turn.emit(
        "scripted.refused", Audience::control_only(),
        {{"act", act.id}, {"ask", act.ask}, {"code", to_text(events.error().code)}, {"hint", events.error().hint}});
  }
}

void joined(State& state, const Event& event) {
  if (event.data.value("scripted", false))
    state.scripted.people[event.data.at("seat").get<std::string>()] = event.data.at("participant").get<std::string>();
}

void planned(State& state, const Event& event) {
  const Json& data = event.data;
  ScriptedAct act;
  act.id = data.at("act").get<std::string>();
  act.by = data.at("by").get<std::string>();
  act.ask = data.at("ask").get<std::string>();
  act.with = data.at("with");
  act.when = parse_condition(data.at("when"), {state.clock.start, state.clock.offset_minutes});
  act.order = event.seq;
  state.scripted.acts[act.id] = std::move(act);
}

void done(State& state, const Event& event) {
  state.scripted.acts[event.data.at("act").get<std::string>()].done = true;
}

}  // namespace

const Capability scripted_capability{
    "scripted",
    {},
    {{"participant.joined", joined},
     {"scripted.planned", planned},
     {"scripted.acted", done},
     {"scripted.refused", done}},
    found,
    next_scripted_due,
    fire_scripted,
};

}  // namespace startex::exercise
