#include "exercise/injects.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

std::string read_type(json::Reader& in) {
  return in.choice("type", {"news", "cable", "intelligence", "social", "call", "letter", "military", "document", "information"});
}

const Inject* find(const Turn& turn, const std::string& id) {
  const auto& injects = turn.state().injects.injects;
  const auto it = injects.find(id);
  return it == injects.end() ? nullptr : &it->second;
}

// The exercise time at which it is released by itself; nothing for one that control releases.
std::optional<calendar::Millis> due_at(const State& state, const Inject& inject) {
  if (inject.state != InjectState::scheduled) return std::nullopt;
  if (inject.at) return inject.at;
  const auto begun = state.clock.move_starts.find(inject.move);
  if (begun == state.clock.move_starts.end()) return std::nullopt;
  return begun->second + inject.offset;
}

// The places of `to` without those of `without`: a team is taken apart when only some of its seats are left.
Audience difference(const Seats& seats, const Audience& to, const Audience& without) {
  Audience all = to;
  if (to.holds("public")) {
    all = Audience{"observer"};
    for (const auto& team : seats.teams) all.add(team);
  }
  Audience rest;
  for (const auto& place : all.places()) {
    if (without.holds(place)) continue;
    const bool split = seats.is_team(place) && std::any_of(without.places().begin(), without.places().end(), [&](const auto& other) {
                         const Seat* seat = seats.seat(other);
                         return seat && seat->team == place;
                       });
    if (!split) {
      rest.add(place);
      continue;
    }
    for (const auto& [id, seat] : seats.seats)
      if (seat.team == place && !without.holds(id)) rest.add(id);
  }
  return rest;
}

// The places of a variant that the inject still goes to: control may have chosen other recipients since it was planned.
Audience still_addressed(const Seats& seats, const Variant& variant, const Audience& to) {
  Audience rest;
  const Audience meant = seats.places(variant.to).value_or(Audience{});
  for (const auto& place : meant.places()) {
    const Seat* seat = seats.seat(place);
    if (to.holds("public") || to.holds(place) || (seat && to.holds(seat->team))) rest.add(place);
  }
  return rest;
}

void release_now(Turn& turn, const Inject& inject, const Json& control) {
  const Seats& seats = turn.state().seats;
  const auto emit = [&](Audience audience, const std::string& title, const std::string& body) {
    // By control in every case: a recipient is not told whether the schedule or a hand released it.
    turn.emit_by({{"role", "control"}}, "inject.released", std::move(audience),
                 {{"inject", inject.id}, {"title", title}, {"body", body}, {"type", inject.type}, {"from", inject.from}},
                 control);
  };
  Audience with_own_version;
  for (const Variant& variant : inject.variants)
    for (const auto& place : variant.to) with_own_version.add(place);
  const Audience common = seats.places(inject.to).value_or(Audience{});
  const Audience rest = inject.variants.empty() ? common : difference(seats, common, with_own_version);
  if (!rest.empty()) emit(rest, inject.title, inject.body);
  for (const Variant& variant : inject.variants)
    if (auto own = still_addressed(seats, variant, common); !own.empty())
      emit(std::move(own), variant.title.empty() ? inject.title : variant.title, variant.body);
}

// The inject that control names, while it can still be changed.
Result<const Inject*> unreleased(const Turn& turn, const std::string& id) {
  const Inject* inject = find(turn, id);
  if (!inject) return not_found("inject");
  if (inject->state == InjectState::released)
    return refuse(ErrorCode::conflict, "This inject has already been released.");
  return inject;
}

Outcome release(Turn& turn, json::Reader& in) {
  const auto id = in.text("inject", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto inject = unreleased(turn, id);
  if (!inject) return tl::unexpected(inject.error());
  release_now(turn, **inject, {{"released", "by hand"}});
  return {};
}

Outcome hold(Turn& turn, json::Reader& in) {
  const auto id = in.text("inject", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto inject = unreleased(turn, id);
  if (!inject) return tl::unexpected(inject.error());
  if ((*inject)->state == InjectState::held) return refuse(ErrorCode::conflict, "This inject is already held.");
  turn.emit("inject.held", Audience::control_only(), {{"inject", id}});
  return {};
}

Outcome skip(Turn& turn, json::Reader& in) {
  const auto id = in.text("inject", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto inject = unreleased(turn, id);
  if (!inject) return tl::unexpected(inject.error());
  if ((*inject)->state == InjectState::skipped) return refuse(ErrorCode::conflict, "This inject has already been skipped.");
  turn.emit("inject.skipped", Audience::control_only(), {{"inject", id}});
  return {};
}

std::vector<std::string> read_recipients(Turn& turn, json::Reader& in) {
  auto to = in.texts("to", limits::recipients_max, limits::id_max);
  if (!turn.state().seats.places(to)) in.fault("to", "A recipient here is neither a team, nor a seat, nor \"all\".");
  return to;
}

std::optional<std::string> read_time(Turn& turn, json::Reader& in) {
  const auto text = in.optional_text("at", limits::id_max);
  if (!text) return std::nullopt;
  const auto at = calendar::parse_iso(*text);
  if (!at) {
    in.fault("at", "A time like 2025-02-03T10:15:00+09:00 is expected here.");
    return std::nullopt;
  }
  return calendar::format_exercise(at->ms, turn.state().clock.offset_minutes);
}

Outcome edit(Turn& turn, json::Reader& in) {
  const auto id = in.text("inject", limits::id_max);
  Json data{{"inject", id}};
  if (const auto title = in.optional_text("title", limits::title_max)) data["title"] = *title;
  if (const auto body = in.optional_text("body", limits::body_max)) data["body"] = *body;
  if (const auto from = in.optional_text("from", limits::title_max)) data["from"] = *from;
  if (const auto action = in.optional_text("expectedAction", limits::rationale_max)) data["expectedAction"] = *action;
  if (in.has("type")) data["type"] = read_type(in);
  if (in.has("to")) data["to"] = read_recipients(turn, in);
  if (in.is_null("at"))
    data["at"] = nullptr;
  else if (const auto at = read_time(turn, in))
    data["at"] = *at;
  if (data.size() == 1) in.fault("inject", "Nothing is changed. Name at least one field with its new value.");
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto inject = unreleased(turn, id);
  if (!inject) return tl::unexpected(inject.error());
  turn.emit("inject.edited", Audience::control_only(), std::move(data));
  return {};
}

Outcome compose(Turn& turn, json::Reader& in) {
  const auto title = in.text("title", limits::title_max);
  const auto body = in.text("body", limits::body_max);
  const auto type = read_type(in);
  const auto from = in.text("from", limits::title_max);
  const auto to = read_recipients(turn, in);
  const auto at = read_time(turn, in);
  const bool hold = in.flag("hold");
  if (const auto fault = in.finish()) return invalid(*fault);
  const bool now = !at && !hold;
  const Phase phase = turn.state().lifecycle.phase;
  if (now && phase == Phase::lobby)
    return refuse(ErrorCode::not_running, "The exercise has not started. Schedule the inject, or hold it.");
  if (turn.state().injects.injects.size() >= limits::injects_max)
    return refuse(ErrorCode::conflict, "The exercise holds as many injects as it can.");
  const std::string id = turn.id("inject", {title, body});
  if (find(turn, id)) return refuse(ErrorCode::conflict, "This very inject was composed a moment ago.");
  Json data{{"inject", id}, {"number", "ad hoc"}, {"title", title}, {"body", body}, {"type", type}, {"from", from}, {"to", to},
            {"state", hold ? "held" : at ? "scheduled" : "manual"}};
  if (at) data["at"] = *at;
  turn.emit("inject.composed", Audience::control_only(), std::move(data));
  if (now) {
    Inject inject;
    inject.id = id, inject.title = title, inject.body = body, inject.type = type, inject.from = from, inject.to = to;
    release_now(turn, inject, {{"released", "composed"}});
  }
  return {};
}

// The inject as a recipient names it: one that never reached their seat is answered like one that does not exist.
Result<const Inject*> received(const Turn& turn, const std::string& id) {
  const Inject* inject = find(turn, id);
  if (!inject || !inject->reached(turn.actor().viewer())) return not_found("inject");
  return inject;
}

Audience side_of_recipient(const Turn& turn, const Inject& inject) {
  Audience all;
  for (const Audience& audience : inject.delivered)
    if (may_see(audience, turn.actor().viewer()))
      for (const auto& place : audience.places()) all.add(place);
  return turn.state().seats.own_side(all, turn.actor());
}

Outcome acknowledge(Turn& turn, json::Reader& in) {
  const auto id = in.text("inject", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto inject = received(turn, id);
  if (!inject) return tl::unexpected(inject.error());
  const auto& seat = turn.actor().seat;
  if ((*inject)->acknowledged.contains(seat))
    return refuse(ErrorCode::conflict, "Your seat has already acknowledged this inject.");
  turn.emit("inject.acknowledged", side_of_recipient(turn, **inject), {{"inject", id}, {"seat", seat}});
  return {};
}

Outcome respond(Turn& turn, json::Reader& in) {
  const auto id = in.text("inject", limits::id_max);
  const auto body = in.text("body", limits::body_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto inject = received(turn, id);
  if (!inject) return tl::unexpected(inject.error());
  turn.emit("inject.responded", side_of_recipient(turn, **inject),
            {{"inject", id}, {"seat", turn.actor().seat}, {"body", body}});
  return {};
}

void found(Turn& turn, const Json& document) {
  const Clock& clock = turn.state().clock;
  const calendar::Instant start{clock.start, clock.offset_minutes};
  for (const Json& inject : document.at("injects")) {
    Json data{{"inject", inject.at("id")}, {"state", "manual"}};
    for (const auto* key : {"number", "title", "type", "from", "to", "body", "variants", "expectedAction", "objective"})
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
    turn.emit("inject.planned", Audience::control_only(), std::move(data));
  }
}

// The scheduled inject that goes first.
const Inject* first_due(const State& state) {
  const Inject* first = nullptr;
  for (const auto& [id, inject] : state.injects.injects) {
    const auto at = due_at(state, inject);
    if (!at) continue;
    if (!first || std::pair(*at, inject.order) < std::pair(*due_at(state, *first), first->order)) first = &inject;
  }
  return first;
}

std::optional<calendar::Millis> next_due(const State& state) {
  const Inject* first = first_due(state);
  return first ? state.clock.wall_at(*due_at(state, *first)) : std::nullopt;
}

void fire(Turn& turn) {
  if (const Inject* inject = first_due(turn.state())) release_now(turn, *inject, {{"released", "on schedule"}});
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
  inject.state = InjectState::manual;
  if (data.at("at").is_null()) return;
  if (const auto at = calendar::parse_iso(data.at("at").get<std::string>())) {
    inject.at = at->ms;
    inject.state = InjectState::scheduled;
  }
}

void planned(State& state, const Event& event) {
  Inject inject;
  inject.id = event.data.at("inject").get<std::string>();
  inject.order = event.seq;
  change(inject, event.data);
  if (event.data.contains("move")) {
    inject.move = event.data.at("move").get<std::string>();
    inject.offset = calendar::parse_hours(event.data.at("offset").get<std::string>()).value_or(0);
    inject.state = InjectState::scheduled;
  }
  if (event.data.at("state") == "held") inject.state = InjectState::held;
  for (const Json& variant : event.data.value("variants", Json::array()))
    inject.variants.push_back({variant.at("to").get<std::vector<std::string>>(), variant.value("title", ""),
                               variant.at("body").get<std::string>()});
  state.injects.injects[inject.id] = std::move(inject);
}

Inject& named(State& state, const Event& event) {
  return state.injects.injects[event.data.at("inject").get<std::string>()];
}

}  // namespace

bool Inject::reached(const Viewer& viewer) const {
  return std::any_of(delivered.begin(), delivered.end(), [&](const Audience& audience) { return may_see(audience, viewer); });
}

const Capability injects_capability{
    "injects",
    {
        {"inject.release", Who::control, When::begun, "An inject goes to its recipients now", release},
        {"inject.hold", Who::control, When::open, "An inject is not released until control says so", hold},
        {"inject.skip", Who::control, When::open, "An inject is dropped", skip},
        {"inject.edit", Who::control, When::open, "Change text, recipients or time before release", edit},
        {"inject.compose", Who::control, When::open, "A new inject: now, at a time, or held", compose},
        {"inject.acknowledge", Who::seated, When::running, "A recipient says that they have read it", acknowledge},
        {"inject.respond", Who::seated, When::running, "A recipient answers it", respond},
    },
    {
        {"inject.planned", planned},
        {"inject.composed", planned},
        {"inject.edited", [](State& state, const Event& event) { change(named(state, event), event.data); }},
        {"inject.held", [](State& state, const Event& event) { named(state, event).state = InjectState::held; }},
        {"inject.skipped", [](State& state, const Event& event) { named(state, event).state = InjectState::skipped; }},
        {"inject.released",
         [](State& state, const Event& event) {
           named(state, event).state = InjectState::released;
           named(state, event).delivered.push_back(event.audience);
         }},
        {"inject.acknowledged",
         [](State& state, const Event& event) {
           named(state, event).acknowledged.insert(event.data.at("seat").get<std::string>());
         }},
        {"inject.responded", [](State&, const Event&) {}},
    },
    found,
    next_due,
    fire,
};

}  // namespace startex::exercise
