#include "exercise/exercise.hpp"

#include <map>

#include "exercise/briefs.hpp"
#include "exercise/msel.hpp"
#include "exercise/preview.hpp"
#include "exercise/translations.hpp"

namespace startex::exercise {
namespace {

const Actor& nobody() {
  static const Actor actor{Role::control, "", "", "", "", true};
  return actor;
}

using Handler = void (*)(State&, const Event&);

const std::map<std::string_view, std::vector<Handler>>& handlers() {
  static const auto table = [] {
    std::map<std::string_view, std::vector<Handler>> out;
    for (const Capability* capability : capabilities())
      for (const EventType& event : capability->events) out[event.type].push_back(event.apply);
    return out;
  }();
  return table;
}

Json announced_teams(const Json& document) {
  Json teams = Json::array();
  for (const Json& team : document.at("teams")) {
    Json known{{"id", team.at("id")}, {"name", team.at("name")}, {"seats", Json::array()}};
    for (const Json& seat : team.at("seats"))
      known["seats"].push_back(
          {{"id", seat.at("id")}, {"title", seat.at("title")}, {"rights", seat.value("rights", Json::array())}});
    teams.push_back(std::move(known));
  }
  return teams;
}

Json announced_clock(const Json& document, double pace) {
  const Json& clock = document.at("clock");
  const auto start = calendar::parse_iso(clock.at("start").get<std::string>()).value_or(calendar::Instant{});
  Json moves = Json::array();
  for (const Json& move : clock.value("moves", Json::array())) {
    Json known{{"id", move.at("id")}, {"title", move.at("title")}};
    if (move.contains("start")) {
      const auto text = move.at("start").get<std::string>();
      const auto iso = calendar::parse_iso(text);
      const auto at = iso ? std::optional(iso->ms) : calendar::parse_day_time(text, start);
      if (at) known["start"] = calendar::format_exercise(*at, start.offset_minutes);
    }
    // An exercise that was given a pace of its own keeps it through all moves.
    if (move.contains("pace") && pace == 0) known["pace"] = move.at("pace");
    moves.push_back(std::move(known));
  }
  Json announced{{"start", clock.at("start")},
                 {"timeZone", clock.at("timeZone")},
                 {"pace", pace > 0 ? Json(pace) : clock.at("pace")},
                 {"moves", std::move(moves)}};
  if (clock.contains("pacing")) announced["pacing"] = clock.at("pacing");
  return announced;
}

// Without their guides, which evaluators are told.
Json announced_objectives(const Json& document) {
  Json objectives = Json::array();
  for (const Json& one : document.value("objectives", Json::array()))
    objectives.push_back({{"id", one.at("id")}, {"title", one.at("title")}});
  return objectives;
}

Event created(const Foundation& foundation, const Json& document, Context context) {
  const Json clock = announced_clock(document, foundation.pace);
  Event event;
  event.seq = 1;
  event.at = calendar::parse_iso(clock.at("start").get<std::string>()).value_or(calendar::Instant{}).ms;
  event.wall = context.wall;
  event.type = "exercise.created";
  event.by = {{"role", "control"}};
  event.audience = Audience::everybody();
  event.data = {{"exercise", foundation.exercise},
                {"title", foundation.title.empty() ? document.at("title") : Json(foundation.title)},
                {"summary", document.value("summary", "")},
                {"marking", document.value("marking", "EXERCISE")},
                {"scenario",
                 {{"id", document.at("id")}, {"version", document.at("version")}, {"hash", foundation.scenario_hash}}},
                {"languages", document.value("languages", Json::array({"en"}))},
                {"clock", clock},
                {"teams", announced_teams(document)},
                {"entities", document.value("entities", Json::array())},
                {"allows",
                 {{"backChannels", document.value("backChannels", false)},
                  {"openActions", document.value("actions", Json::object()).value("open", false)}}},
                {"seedHash", foundation.seed_hash}};
  event.control = {{"objectives", announced_objectives(document)},
                   {"rules",
                    {{"agreementsReviewed", document.value("agreements", Json::object()).value("review", false)},
                     {"pressHeld", document.value("press", Json::object()).value("moderation", "open") == "held"},
                     {"overdueMinutes", document.value("requests", Json::object()).value("overdueMinutes", 10)}}}};
  if (document.contains("guidance")) event.control["guidance"] = document.at("guidance");
  return event;
}

// Numbers what was decided, in order, after what has been applied.
std::vector<Event> numbered_after(const State& state, std::vector<Event> events) {
  std::uint64_t seq = state.seq;
  for (Event& event : events) event.seq = ++seq;
  return events;
}

std::uint8_t to_who(const Actor& actor) {
  switch (actor.role) {
    case Role::control:
      return Who::control;
    case Role::participant:
      if (actor.seat.empty()) return Who::participant;
      return Who::participant | Who::seated;
    case Role::observer:
      return Who::observer;
    case Role::evaluator:
      return Who::evaluator;
  }
  return 0;
}

std::uint8_t to_when(Phase phase) {
  switch (phase) {
    case Phase::lobby:
      return When::lobby;
    case Phase::running:
      return When::running;
    case Phase::paused:
      return When::paused;
    case Phase::ended:
      return When::ended;
  }
  return 0;
}

// The one place where a command is allowed or not, before its capability sees it: by default not.
Outcome authorise(const Method& method, std::uint8_t who) {
  if (method.who & who) return {};
  if ((method.who & Who::seated) && (who & Who::participant)) return refuse(ErrorCode::forbidden, "Take a seat first.");
  return refuse(ErrorCode::forbidden, "This is not yours to do in this exercise.");
}

Outcome in_time(const Method& method, Phase phase) {
  if (method.when & to_when(phase)) return {};
  switch (phase) {
    case Phase::lobby:
      return refuse(ErrorCode::not_running, "The exercise has not started yet. Wait for STARTEX.");
    case Phase::running:
      return refuse(ErrorCode::conflict, "The exercise is running; this can be done only when it is not.");
    case Phase::paused:
      return refuse(ErrorCode::not_running, "The exercise is paused. Wait until control resumes it.");
    case Phase::ended:
      return refuse(ErrorCode::not_running, "The exercise has ended.");
  }
  return {};
}

struct Admitted {
  const Method* method = nullptr;
  Actor actor;
};

Result<Admitted> admitted(const State& state, const Asker& asker, const Command& command) {
  const Method* method = find_method(command.method);
  if (!method) return refuse(ErrorCode::not_found, "There is no such method.");
  auto actor = identify(state, asker);
  if (!actor) return refuse(ErrorCode::unauthorised, "You are no longer part of this exercise. Join again.");
  // A method of the server's own is asked by nobody else; wire commands naming one never get here.
  const auto who = method->who == Who::server ? std::uint8_t{Who::server} : to_who(*actor);
  if (const auto allowed = authorise(*method, who); !allowed) return tl::unexpected(allowed.error());
  if (const auto allowed = not_frozen(state, *actor); !allowed) return tl::unexpected(allowed.error());
  if (const auto allowed = in_time(*method, state.lifecycle.phase); !allowed) return tl::unexpected(allowed.error());
  return Admitted{method, std::move(*actor)};
}

// Whether a team is silent is judged by what it does; coming, going, sitting down, reading and taking notes is not
// doing anything yet.
void note_act(State& state, const Event& event) {
  if (!event.by.is_object() || !event.by.contains("team") || event.type.ends_with(".read")) return;
  for (const auto* beside : {"participant.", "seat.", "questionnaire.", "bookmark.", "consent."})
    if (event.type.starts_with(beside)) return;
  state.last_acts[event.by.at("team").get<std::string>()] = event.at;
}

}  // namespace

const std::vector<const Capability*>& capabilities() {
  static const std::vector<const Capability*> all{
      &lifecycle_capability,  &control_team_capability, &clock_capability,          &seats_capability,
      &briefs_capability,     &notices_capability,      &messages_capability,       &back_channels_capability,
      &indicators_capability, &posture_capability,      &agreements_capability,     &documents_capability,
      &requests_capability,   &actions_capability,      &polls_capability,          &press_capability,
      &evaluation_capability, &engagement_capability,   &questionnaires_capability, &bookmarks_capability,
      &effects_capability,    &injects_capability,      &msel_capability,           &reads_capability,
      &preview_capability,    &scripted_capability,     &consent_capability,        &report_capability,
      &media_capability,      &lineage_capability,
  };
  return all;
}

const Method* find_method(std::string_view name) {
  static const auto table = [] {
    std::map<std::string_view, const Method*> out;
    for (const Capability* capability : capabilities())
      for (const Method& method : capability->methods) out[method.name] = &method;
    return out;
  }();
  const auto it = table.find(name);
  return it == table.end() ? nullptr : it->second;
}

std::vector<Event> found(const Foundation& foundation, const Json& document, Context context) {
  State state;
  const Translations translations(document);
  std::vector<Event> events{created(foundation, document, context)};
  translations.add_to(events.front().data);
  apply(state, events.front());
  for (const Capability* capability : capabilities()) {
    if (!capability->found) continue;
    const Actor control{Role::control, "", "", "", "", false};
    Turn turn(state, control, context);
    capability->found(turn, document);
    for (Event& event : numbered_after(state, turn.take())) {
      translations.add_to(event.data);
      apply(state, event);
      events.push_back(std::move(event));
    }
  }
  return events;
}

Result<std::vector<Event>> decide(const State& state, const Asker& asker, const Command& command, Context context) {
  const auto allowed = admitted(state, asker, command);
  if (!allowed) return tl::unexpected(allowed.error());
  const auto& [method, actor] = *allowed;
  Turn turn(state, actor, context);
  json::Reader in(command.params);
  const auto outcome = method->answer ? method->answer(turn, in).map([](const Json&) {}) : method->decide(turn, in);
  if (!outcome) return tl::unexpected(with_who_dealt(state, actor, command.params, outcome.error()));
  return numbered_after(state, turn.take());
}

Result<Json> answer(const State& state, const Asker& asker, const Command& question, Context context) {
  const auto allowed = admitted(state, asker, question);
  if (!allowed) return tl::unexpected(allowed.error());
  const auto& [method, actor] = *allowed;
  if (!method->answer) return refuse(ErrorCode::not_found, "There is no such question.");
  const Turn turn(state, actor, context);
  json::Reader in(question.params);
  return method->answer(turn, in);
}

std::optional<calendar::Millis> next_due(const State& state) {
  std::optional<calendar::Millis> first;
  for (const Capability* capability : capabilities())
    if (capability->next_due)
      if (const auto at = capability->next_due(state); at && (!first || *at < *first)) first = at;
  return first;
}

std::vector<Event> due(const State& state, Context now) {
  const Capability* first = nullptr;
  calendar::Millis first_wall = 0;
  for (const Capability* capability : capabilities())
    if (capability->next_due)
      if (const auto at = capability->next_due(state); at && *at <= now.wall && (!first || *at < first_wall)) {
        first = capability;
        first_wall = *at;
      }
  if (!first) return {};
  // What control lets go after its time was past falls due now: nothing happens before what has happened.
  Turn turn(state, nobody(), {std::max(first_wall, state.wall), now.chance});
  first->fire(turn);
  return numbered_after(state, turn.take());
}

std::vector<Event> interrupted(const State& state, std::string_view cause, calendar::Millis stopped,
                               const Chance& chance) {
  if (state.lifecycle.phase != Phase::running) return {};
  Turn turn(state, nobody(), {std::max(stopped, state.clock.wall_base), chance});
  turn.emit("exercise.paused", Audience::everybody(), {{"cause", cause}});
  return numbered_after(state, turn.take());
}

void apply(State& state, const Event& event) {
  const auto it = handlers().find(event.type);
  if (it != handlers().end())
    for (const Handler handler : it->second) handler(state, event);
  if (event.seq == 1) state.sight.open(state.seats.viewers());
  state.sight.add(event);
  note_act(state, event);
  state.seq = event.seq;
  state.at = event.at;
  state.wall = event.wall;
}

std::optional<Actor> identify(const State& state, const Asker& asker) {
  if (asker.role == Role::control) return Actor{Role::control, "", asker.name, "", "", false};
  const Participant* person = state.seats.participant(asker.participant);
  if (!person) return std::nullopt;
  return Actor{person->role, person->id, person->name, person->team, person->seat, false};
}

}  // namespace startex::exercise
