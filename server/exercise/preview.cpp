#include "exercise/preview.hpp"

#include "exercise/exercise.hpp"

namespace startex::exercise {
namespace {

// What names the thing that happens; its long texts are left out.
Json in_short(const Json& data) {
  Json out = Json::object();
  for (const auto& [key, value] : data.items())
    if (!value.is_structured() &&
        (!value.is_string() || value.get_ref<const std::string&>().size() <= 4 * limits::title_max))
      out[key] = value;
  return out;
}

void happen(State& state, const Turn& turn, calendar::Millis at, std::string type) {
  Event event;
  event.seq = state.seq + 1;
  event.at = at;
  event.wall = std::max(turn.wall(), state.wall);
  event.type = std::move(type);
  event.by = {{"role", "control"}};
  apply(state, event);
}

Result<Json> preview(const Turn& turn, json::Reader& in) {
  const auto to = calendar::parse_iso(in.text("to", limits::id_max));
  if (!to) in.fault("to", "A time like 2025-02-03T10:15:00+09:00 is expected here.");
  if (const auto fault = in.finish()) return invalid(*fault);
  if (to->ms <= turn.at())
    return refuse(ErrorCode::invalid, "Exercise time only goes forward. Choose a later time.", "/to");
  State ahead = turn.state();
  // While the exercise is paused, all this waits for its going on.
  if (ahead.lifecycle.phase == Phase::paused) happen(ahead, turn, turn.at(), "exercise.resumed");
  happen(ahead, turn, to->ms, "clock.jumped");
  const int offset = ahead.clock.offset_minutes;
  Json events = Json::array();
  while (events.size() < limits::preview_events_max) {
    const auto next = due(ahead, {std::max(turn.wall(), ahead.wall), turn.chance()});
    if (next.empty()) break;
    for (const Event& event : next) {
      apply(ahead, event);
      events.push_back({{"at", calendar::format_exercise(event.at, offset)},
                        {"type", event.type},
                        {"audience", event.audience},
                        {"data", in_short(event.data)}});
    }
  }
  const bool more = !due(ahead, {std::max(turn.wall(), ahead.wall), turn.chance()}).empty();
  return Json{{"to", calendar::format_exercise(to->ms, offset)}, {"events", std::move(events)}, {"more", more}};
}

}  // namespace

const Capability preview_capability{
    "preview",
    {{"clock.preview", Who::control, When::begun, "See what a jump of the clock would bring", nullptr, preview}},
    {},
};

}  // namespace startex::exercise
