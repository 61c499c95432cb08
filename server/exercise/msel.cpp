#include "exercise/msel.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "exercise/inject_record.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

using Times = std::map<std::string, Timing>;

Result<const Inject*> find(const Turn& turn, const std::string& id) {
  const auto& injects = turn.state().injects.injects;
  const auto it = injects.find(id);
  if (it == injects.end()) return not_found("inject");
  return &it->second;
}

// The texts of an inject and of its versions in other languages, as an event that plans one carries them.
Json in_other_languages(const Inject& inject) {
  Json in = inject.in.is_object() ? inject.in : Json::object();
  for (const Variant& variant : inject.variants)
    if (variant.in.is_object())
      for (const auto& [language, texts] : variant.in.items()) in[language]["variants"] = Json::array();
  for (auto& [language, texts] : in.items())
    if (texts.contains("variants"))
      for (const Variant& variant : inject.variants)
        texts["variants"].push_back(variant.in.is_object() ? variant.in.value(language, Json::object())
                                                           : Json::object());
  return in;
}

// How an event names a planned moment: what stands there is what its fold reads again.
void tell(Json& data, const State& state, const Timing& timing) {
  if (!timing.move.empty()) {
    data["move"] = timing.move;
    data["offset"] =
        fmt::format("{:02}:{:02}", timing.offset / calendar::hour, timing.offset % calendar::hour / calendar::minute);
  } else if (timing.at) {
    data["at"] = calendar::format_exercise(*timing.at, state.clock.offset_minutes);
  }
}

Outcome duplicate(Turn& turn, json::Reader& in) {
  const auto source = in.text("inject", limits::id_max);
  const auto at = read_exercise_time(turn, in, "at");
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto found = find(turn, source);
  if (!found) return tl::unexpected(found.error());
  if (turn.state().injects.injects.size() >= limits::injects_max)
    return refuse(ErrorCode::conflict, "The exercise holds as many injects as it can.");
  const Inject& inject = **found;
  const std::string id = turn.id("inject", {source, at.value_or("")});
  if (find(turn, id)) return refuse(ErrorCode::conflict, "This very inject was duplicated a moment ago.");
  Json data{{"inject", id},          {"copyOf", source},    {"number", inject.number},
            {"title", inject.title}, {"body", inject.body}, {"type", inject.type},
            {"from", inject.from},   {"to", inject.to},     {"state", at ? "scheduled" : "manual"}};
  if (at) data["at"] = *at;
  if (!inject.expected_action.empty()) data["expectedAction"] = inject.expected_action;
  if (!inject.objective.empty()) data["objective"] = inject.objective;
  if (!inject.attachments.empty()) data["attachments"] = inject.attachments;
  for (const Variant& variant : inject.variants) {
    Json version{{"to", variant.to}, {"body", variant.body}};
    if (!variant.title.empty()) version["title"] = variant.title;
    data["variants"].push_back(std::move(version));
  }
  if (Json texts = in_other_languages(inject); !texts.empty()) data["in"] = std::move(texts);
  turn.emit("inject.composed", Audience::control_only(), std::move(data));
  return {};
}

// --- Shifting ---

// What has a time and is still to come from there on; what is overdue too, while everything is held.
bool shiftable(const State& state, const Inject& inject, calendar::Millis since, bool named) {
  if (!inject.open() || inject.state == InjectState::manual || (!inject.at && inject.move.empty())) return false;
  const auto at = planned_at(state, inject);
  if (!at) return true;
  if (named) return *at >= since;
  return *at > since || (inject.state == InjectState::scheduled && state.injects.all_held);
}

// Whether a plan could stand at this moment: still to come, and within what a time can say.
bool can_stand(const State& state, const Timing& timing, calendar::Millis now) {
  if (!timing.move.empty() && (timing.offset < 0 || timing.offset >= 10'000 * calendar::hour)) return false;
  const auto at = planned_at(state, timing);
  return !at || (*at > now && calendar::parse_iso(calendar::format_exercise(*at, state.clock.offset_minutes)));
}

Json told(const State& state, const Times& times) {
  Json out = Json::object();
  for (const auto& [id, timing] : times) tell(out[id], state, timing);
  return out;
}

Outcome shift(Turn& turn, json::Reader& in) {
  const auto minutes = in.integer("minutes", -limits::shift_minutes_max, limits::shift_minutes_max);
  const auto from = read_exercise_time(turn, in, "from");
  if (minutes == 0) in.fault("minutes", "Say by how many minutes the rest is shifted: more or less than none.");
  if (const auto fault = in.finish()) return invalid(*fault);
  const State& state = turn.state();
  const calendar::Millis since = from ? calendar::parse_iso(*from)->ms : turn.at();
  Times times;
  std::size_t past = 0;
  for (const auto& [id, inject] : state.injects.injects) {
    if (!shiftable(state, inject, since, from.has_value())) continue;
    Timing moved = inject;
    if (moved.move.empty())
      *moved.at += minutes * calendar::minute;
    else
      moved.offset += minutes * calendar::minute;
    if (!can_stand(state, moved, turn.at())) ++past;
    times[id] = moved;
  }
  if (times.empty()) return refuse(ErrorCode::conflict, "Nothing that has a time is still to come.");
  if (past > 0)
    return refuse(ErrorCode::conflict,
                  fmt::format("Shifted so far, {} of {} would lie outside the time that is left. Shift by less.", past,
                              times.size()));
  Json data{{"minutes", minutes}, {"times", told(state, times)}};
  if (from) data["from"] = *from;
  turn.emit("inject.shifted", Audience::control_only(), std::move(data));
  return {};
}

// --- Undoing ---

bool delivered(const State& state, const std::string& id) {
  const auto it = state.injects.injects.find(id);
  return it == state.injects.injects.end() || it->second.state == InjectState::released;
}

bool concerns(const Change& change, const std::string& id) { return change.inject == id || change.times.contains(id); }

// The latest change that can still be undone; of this inject, where one is named.
const Change* last_change(const State& state, const std::optional<std::string>& id) {
  const auto& changes = state.injects.changes;
  const auto it = std::find_if(changes.rbegin(), changes.rend(), [&](const Change& change) {
    if (id) return concerns(change, *id);
    if (!change.inject.empty()) return !delivered(state, change.inject);
    return std::any_of(change.times.begin(), change.times.end(),
                       [&](const auto& entry) { return !delivered(state, entry.first); });
  });
  return it == changes.rend() ? nullptr : &*it;
}

Outcome undo_shift(Turn& turn, const Change& change, const std::optional<std::string>& id) {
  const State& state = turn.state();
  Times times;
  for (const auto& [inject, timing] : change.times)
    if ((!id || inject == *id) && !delivered(state, inject) && can_stand(state, timing, turn.at()))
      times[inject] = timing;
  if (times.empty())
    return refuse(ErrorCode::conflict, "The time it was planned for has passed. Release it, or give it a new time.");
  Json data{{"change", "shifted"}, {"times", told(state, times)}};
  if (id) data["inject"] = *id;
  turn.emit("inject.undone", Audience::control_only(), std::move(data));
  return {};
}

Outcome undo_one(Turn& turn, const Change& change) {
  const State& state = turn.state();
  const Plan& plan = change.before;
  if (const auto at = due_at(state, plan); at && *at <= turn.at())
    return refuse(ErrorCode::conflict,
                  "Undone, this inject would go out at once, for it would be due. Release it, or give it a new time.");
  Json data{{"inject", change.inject},
            {"change", change.kind},
            {"title", plan.title},
            {"body", plan.body},
            {"type", plan.type},
            {"from", plan.from},
            {"to", plan.to},
            {"expectedAction", plan.expected_action},
            {"state", to_text(plan.state)}};
  tell(data, state, plan);
  if (plan.when) data["when"] = plan.when->source;
  if (plan.in.is_object() && !plan.in.empty()) data["in"] = plan.in;
  turn.emit("inject.undone", Audience::control_only(), std::move(data));
  return {};
}

Outcome undo(Turn& turn, json::Reader& in) {
  const auto id = in.optional_text("inject", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (id) {
    const auto found = find(turn, *id);
    if (!found) return tl::unexpected(found.error());
    if ((*found)->state == InjectState::released)
      return refuse(ErrorCode::conflict, "This inject has been released. What has been delivered is not taken back.");
  }
  const Change* change = last_change(turn.state(), id);
  if (!change) return refuse(ErrorCode::conflict, "There is no change here that could be undone.");
  return change->inject.empty() ? undo_shift(turn, *change, id) : undo_one(turn, *change);
}

// --- Holding everything, and what was expected ---

// Two facilitators may reach for it at once: what stands already is no news.
Outcome hold_all(Turn& turn, json::Reader& in) {
  if (const auto fault = in.finish()) return invalid(*fault);
  if (!turn.state().injects.all_held) turn.emit("inject.all_held", Audience::control_only(), Json::object());
  return {};
}

Outcome unhold_all(Turn& turn, json::Reader& in) {
  if (const auto fault = in.finish()) return invalid(*fault);
  if (turn.state().injects.all_held) turn.emit("inject.all_unheld", Audience::control_only(), Json::object());
  return {};
}

Outcome expect(Turn& turn, json::Reader& in) {
  const auto id = in.text("inject", limits::id_max);
  if (!in.has("done")) in.fault("done", "Say whether it has been done: true or false.");
  const bool done = in.flag("done");
  const auto note = in.optional_text("note", limits::rationale_max);
  const auto team = in.optional_text("team", limits::id_max);
  if (team && !turn.state().seats.is_team(*team)) in.fault("team", "This is no team of this exercise.");
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto found = find(turn, id);
  if (!found) return tl::unexpected(found.error());
  const Inject& inject = **found;
  if (inject.expected_action.empty())
    return refuse(ErrorCode::conflict, "No action is expected after this inject. There is nothing to tick.");
  const auto ticked = inject.expected.find(team.value_or(""));
  if (!note && done == (ticked != inject.expected.end() && ticked->second))
    return refuse(ErrorCode::conflict, "That is how it stands already.");
  Json data{{"inject", id}, {"done", done}};
  if (note) data["note"] = *note;
  if (team) data["team"] = *team;
  turn.emit("inject.expected", Audience::control_only(), std::move(data));
  return {};
}

// --- Bookkeeping ---

Timing read_timing(const Json& told) {
  Timing timing;
  if (told.contains("at"))
    if (const auto at = calendar::parse_iso(told.at("at").get<std::string>())) timing.at = at->ms;
  timing.move = told.value("move", "");
  timing.offset = calendar::parse_hours(told.value("offset", "")).value_or(0);
  return timing;
}

// Gives the injects their times, and answers those that they had.
Times retime(State& state, const Json& told) {
  Times before;
  for (const auto& [id, text] : told.items()) {
    Inject& inject = state.injects.injects[id];
    before[id] = inject;
    static_cast<Timing&>(inject) = read_timing(text);
  }
  return before;
}

void shifted(State& state, const Event& event) {
  Change change;
  change.kind = "shifted";
  change.times = retime(state, event.data.at("times"));
  remember(state.injects, std::move(change));
}

// A whole change is forgotten when it has been undone; of a shift that was undone for one inject, that one.
void undone(State& state, const Event& event) {
  const auto id = event.data.value("inject", "");
  const auto kind = event.data.at("change").get<std::string>();
  const std::string concerned = id.empty() ? event.data.at("times").begin().key() : id;
  auto& changes = state.injects.changes;
  const auto it = std::find_if(changes.rbegin(), changes.rend(), [&](const Change& change) {
    return change.kind == kind && concerns(change, concerned);
  });
  if (it == changes.rend()) return;
  if (event.data.contains("times")) {
    (void)retime(state, event.data.at("times"));
    it->times.erase(id);
    if (!id.empty() && !it->times.empty()) return;
  } else {
    static_cast<Plan&>(state.injects.injects[id]) = std::move(it->before);
  }
  changes.erase(std::next(it).base());
}

void expected(State& state, const Event& event) {
  state.injects.injects[event.data.at("inject").get<std::string>()].expected[event.data.value("team", "")] =
      event.data.at("done").get<bool>();
}

}  // namespace

const Capability msel_capability{
    "msel",
    {
        {"inject.duplicate", Who::control, When::open, "A copy of an inject: at a time, or for control's hand",
         duplicate},
        {"inject.undo", Who::control, When::open, "The last change to what has not been delivered is taken back", undo},
        {"inject.shift", Who::control, When::open, "All that has a time and is still to come is moved by minutes",
         shift},
        {"inject.hold_all", Who::control, When::open, "Nothing goes out by itself until control says so", hold_all},
        {"inject.unhold_all", Who::control, When::open, "Injects go out by themselves again", unhold_all},
        {"inject.expect", Who::control, When::begun | When::ended, "Tick the expected action, for all or for a team",
         expect},
    },
    {
        {"inject.shifted", shifted},
        {"inject.undone", undone},
        {"inject.all_held", [](State& state, const Event&) { state.injects.all_held = true; }},
        {"inject.all_unheld", [](State& state, const Event&) { state.injects.all_held = false; }},
        {"inject.expected", expected},
    },
};

}  // namespace startex::exercise
