#include "exercise/notices.hpp"

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

Outcome send(Turn& turn, json::Reader& in) {
  const auto body = in.text("body", limits::notice_max);
  const auto named = in.optional_texts("to", limits::recipients_max, limits::id_max);
  const auto to = turn.state().seats.places(named);
  if (!to) in.fault("to", "A recipient here is neither a team, nor a seat, nor \"all\".");
  if (const auto fault = in.finish()) return invalid(*fault);
  turn.emit("notice.sent", named.empty() ? Audience::everybody() : *to, {{"body", body}});
  return {};
}

Outcome freeze(Turn& turn, json::Reader& in) {
  const auto notice = in.text("notice", limits::notice_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (turn.state().notices.frozen)
    return refuse(ErrorCode::conflict, "Everything is frozen already. Unfreeze it to give another notice.");
  if (turn.state().lifecycle.phase == Phase::running)
    turn.emit("exercise.paused", Audience::everybody(), {{"cause", "freeze"}});
  turn.emit("exercise.frozen", Audience::everybody(), {{"notice", notice}});
  return {};
}

Outcome unfreeze(Turn& turn, json::Reader& in) {
  if (const auto fault = in.finish()) return invalid(*fault);
  if (!turn.state().notices.frozen) return refuse(ErrorCode::conflict, "Nothing is frozen.");
  turn.emit("exercise.unfrozen", Audience::everybody(), Json::object());
  return {};
}

}  // namespace

Outcome not_frozen(const State& state, const Actor& actor) {
  if (!state.notices.frozen || actor.role == Role::control) return {};
  return refuse(ErrorCode::not_running,
                "Everything is frozen. Follow the notice on your screen; control goes on later.");
}

const Capability notices_capability{
    "notices",
    {
        {"notice.send", Who::control, When::always, "Tell everybody, or some teams and seats, something", send},
        {"exercise.freeze", Who::control, When::always,
         "A real-world emergency: the clock stands and a notice covers every screen", freeze},
        {"exercise.unfreeze", Who::control, When::always, "The screens are free again; the exercise is paused",
         unfreeze},
    },
    {
        {"notice.sent", [](State&, const Event&) {}},
        {"exercise.frozen", [](State& state, const Event&) { state.notices.frozen = true; }},
        {"exercise.unfrozen", [](State& state, const Event&) { state.notices.frozen = false; }},
    },
};

}  // namespace startex::exercise
