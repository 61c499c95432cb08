#include "exercise/control_team.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

// How an item of each kind is named in commands and events, and whether there is one of this id.
struct Kind {
  std::string_view kind;
  const char* key;
  bool (*exists)(const State&, const std::string&);
};

constexpr std::array kinds{
    Kind{"message", "message",
         [](const State& state, const std::string& id) {
           const Messages& messages = state.messages;
           return messages.waiting.contains(id) || messages.sent.contains(id) || messages.returned.contains(id);
         }},
    Kind{"posture", "proposal",
         [](const State& state, const std::string& id) { return state.posture.open.contains(id); }},
    Kind{"action", "action",
         [](const State& state, const std::string& id) { return state.actions.actions.contains(id); }},
    Kind{"agreement", "agreement",
         [](const State& state, const std::string& id) { return state.agreements.agreements.contains(id); }},
    Kind{"rfi", "rfi", [](const State& state, const std::string& id) { return state.requests.rfis.contains(id); }},
    Kind{"press", "statement",
         [](const State& state, const std::string& id) {
           return state.press.waiting.contains(id) || state.press.published.contains(id) ||
                  state.press.returned.contains(id);
         }},
    Kind{"inject", "inject",
         [](const State& state, const std::string& id) { return state.injects.injects.contains(id); }},
};

// The item that a command or an event is about.
std::optional<ControlItem> item_in(const Json& fields) {
  if (!fields.is_object()) return std::nullopt;
  for (const Kind& kind : kinds)
    if (const auto it = fields.find(kind.key); it != fields.end() && it->is_string())
      return ControlItem{kind.kind, it->get<std::string>()};
  return std::nullopt;
}

Result<ControlItem> read_item(Turn& turn, json::Reader& in) {
  const auto name = in.text("kind", limits::id_max);
  const auto id = in.text("id", limits::id_max);
  if (in.faulted()) return invalid(*in.faulted());
  const auto* kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& one) { return one.kind == name; });
  if (kind == kinds.end())
    return refuse(ErrorCode::invalid, "Name a message, posture, action, agreement, rfi, press or inject.", "/kind");
  if (!kind->exists(turn.state(), id)) return not_found("item");
  return ControlItem{name, id};
}

Outcome named(const Turn& turn) {
  if (!turn.actor().name.empty()) return {};
  return refuse(ErrorCode::forbidden, "Say your name first, so that the others know whose hands it is in.");
}

const Handling* handler(const Turn& turn, const ControlItem& item) {
  const auto& handling = turn.state().control_team.handling;
  const auto it = handling.find(item);
  if (it == handling.end() || turn.wall() - it->second.since >= limits::handling_ms) return nullptr;
  return &it->second;
}

Json item_data(const ControlItem& item) { return {{"kind", item.first}, {"id", item.second}}; }

Outcome take_area(Turn& turn, json::Reader& in) {
  const auto area = in.text("area", limits::name_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto known = named(turn); !known) return known;
  const auto& areas = turn.state().control_team.areas;
  const auto it = areas.find(area);
  if (it == areas.end() && areas.size() >= limits::areas_max)
    return refuse(ErrorCode::conflict, "There are as many areas as there can be. Leave one first.");
  if (it != areas.end() && it->second == turn.actor().name)
    return refuse(ErrorCode::conflict, "This area is yours already.");
  Json data{{"area", area}, {"facilitator", turn.actor().name}};
  if (it != areas.end()) data["from"] = it->second;
  turn.emit("control.area_taken", Audience::control_only(), std::move(data));
  return {};
}

Outcome leave_area(Turn& turn, json::Reader& in) {
  const auto area = in.text("area", limits::name_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto& areas = turn.state().control_team.areas;
  const auto it = areas.find(area);
  if (it == areas.end()) return not_found("area");
  turn.emit("control.area_left", Audience::control_only(), {{"area", area}, {"facilitator", it->second}});
  return {};
}

Outcome handle(Turn& turn, json::Reader& in) {
  const auto item = read_item(turn, in);
  if (!item) return tl::unexpected(item.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto known = named(turn); !known) return known;
  if (const Handling* held = handler(turn, *item)) {
    if (held->facilitator != turn.actor().name)
      return overtaken(held->facilitator + " has it in hand. Ask them, or have it handed over.",
                       {{"facilitator", held->facilitator}});
    return refuse(ErrorCode::conflict, "You have it in hand already.");
  }
  Json data = item_data(*item);
  data["facilitator"] = turn.actor().name;
  turn.emit("control.handled", Audience::control_only(), std::move(data));
  return {};
}

Outcome release(Turn& turn, json::Reader& in) {
  const auto item = read_item(turn, in);
  if (!item) return tl::unexpected(item.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if (!handler(turn, *item)) return refuse(ErrorCode::conflict, "Nobody has it in hand.");
  turn.emit("control.released", Audience::control_only(), item_data(*item));
  return {};
}

// Whoever stands beside may hand over, or take over: who did it is in the log.
Outcome hand_over(Turn& turn, json::Reader& in) {
  const auto item = read_item(turn, in);
  if (!item) return tl::unexpected(item.error());
  const auto to = in.text("to", limits::name_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  Json data = item_data(*item);
  data["facilitator"] = to;
  if (const Handling* held = handler(turn, *item)) {
    if (held->facilitator == to) return refuse(ErrorCode::conflict, "They have it in hand already.");
    data["from"] = held->facilitator;
  }
  turn.emit("control.handed_over", Audience::control_only(), std::move(data));
  return {};
}

Outcome note(Turn& turn, json::Reader& in) {
  const auto body = in.text("body", limits::rationale_max);
  Json data{{"body", body}};
  if (in.has("kind") || in.has("id")) {
    const auto item = read_item(turn, in);
    if (!item) return tl::unexpected(item.error());
    data.update(item_data(*item));
  }
  if (const auto fault = in.finish()) return invalid(*fault);
  turn.emit("control.noted", Audience::control_only(), std::move(data));
  return {};
}

ControlItem item_of(const Event& event) {
  return {event.data.at("kind").get<std::string>(), event.data.at("id").get<std::string>()};
}

void in_hand(State& state, const Event& event) {
  state.control_team.handling[item_of(event)] = {event.data.at("facilitator").get<std::string>(), event.wall};
}

// What has been dealt with is in nobody's hands any more.
void dealt(State& state, const Event& event) {
  const auto item = item_in(event.data);
  if (!item) return;
  state.control_team.handling.erase(*item);
  if (event.control.contains("facilitator"))
    state.control_team.dealt[*item] = event.control.at("facilitator").get<std::string>();
}

std::vector<EventType> event_types() {
  std::vector<EventType> types{
      {"control.area_taken",
       [](State& state, const Event& event) {
         state.control_team.areas[event.data.at("area").get<std::string>()] =
             event.data.at("facilitator").get<std::string>();
       }},
      {"control.area_left",
       [](State& state, const Event& event) {
         state.control_team.areas.erase(event.data.at("area").get<std::string>());
       }},
      {"control.handled", in_hand},
      {"control.handed_over", in_hand},
      {"control.released", [](State& state, const Event& event) { state.control_team.handling.erase(item_of(event)); }},
      {"control.noted", [](State&, const Event&) {}},
  };
  for (const auto* type :
       {"message.sent",        "message.rejected",    "press.published",    "press.rejected",     "posture.ruled",
        "posture.withdrawn",   "action.adjudicated",  "action.withdrawn",   "rfi.claimed",        "rfi.answered",
        "rfi.withdrawn",       "agreement.held",      "agreement.released", "agreement.returned", "agreement.annulled",
        "agreement.concluded", "agreement.withdrawn", "inject.released",    "inject.held",        "inject.skipped"})
    types.push_back({type, dealt});
  return types;
}

}  // namespace

Error with_who_dealt(const State& state, const Actor& actor, const Json& params, Error error) {
  if (actor.role != Role::control || error.code != ErrorCode::conflict || !error.current.is_null()) return error;
  const auto item = item_in(params);
  if (!item) return error;
  const auto it = state.control_team.dealt.find(*item);
  if (it == state.control_team.dealt.end()) return error;
  error.hint += " It was " + it->second + ".";
  error.current = {{"facilitator", it->second}};
  return error;
}

const Capability control_team_capability{
    "control team",
    {
        {"control.take_area", Who::control, When::always, "Look after an area of control's work", take_area},
        {"control.leave_area", Who::control, When::always, "Nobody looks after an area any more", leave_area},
        {"control.handle", Who::control, When::always, "Take something that waits in hand", handle},
        {"control.release", Who::control, When::always, "Let go of something in hand", release},
        {"control.hand_over", Who::control, When::always, "Something in hand goes to another facilitator", hand_over},
        {"control.note", Who::control, When::always, "A note among control, also on something that waits", note},
    },
    event_types(),
};

}  // namespace startex::exercise
