#include "exercise/lifecycle.hpp"

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

Result<Json> with_reason(json::Reader& in) {
  Json data = Json::object();
  if (const auto reason = in.optional_text("reason", limits::rationale_max)) data["reason"] = *reason;
  if (const auto fault = in.finish()) return invalid(*fault);
  return data;
}

// While everything is frozen, control unfreezes first: nobody plays on behind a notice.
Outcome thawed(const Turn& turn) {
  if (!turn.state().notices.frozen) return {};
  return refuse(ErrorCode::conflict, "Everything is frozen. Unfreeze it first.");
}

Outcome start(Turn& turn, json::Reader& in) {
  auto data = with_reason(in);
  if (!data) return tl::unexpected(data.error());
  if (const auto allowed = thawed(turn); !allowed) return allowed;
  if (turn.state().lifecycle.phase != Phase::lobby)
    return refuse(ErrorCode::conflict, "The exercise has already started. Resume it if it is paused.");
  (*data)["pace"] = turn.state().clock.pace();
  turn.emit("exercise.started", Audience::everybody(), *data);
  return {};
}

Outcome pause(Turn& turn, json::Reader& in) {
  auto data = with_reason(in);
  if (!data) return tl::unexpected(data.error());
  turn.emit("exercise.paused", Audience::everybody(), *data);
  return {};
}

Outcome resume(Turn& turn, json::Reader& in) {
  auto data = with_reason(in);
  if (!data) return tl::unexpected(data.error());
  if (const auto allowed = thawed(turn); !allowed) return allowed;
  turn.emit("exercise.resumed", Audience::everybody(), *data);
  return {};
}

Outcome end(Turn& turn, json::Reader& in) {
  auto data = with_reason(in);
  if (!data) return tl::unexpected(data.error());
  (*data)["seed"] = turn.chance().reveal();
  data->update(turn.state().evaluation.titles);
  turn.emit("exercise.ended", Audience::everybody(), *data);
  return {};
}

ReviewScope scope_of(std::string_view text) { return text == "all" ? ReviewScope::all : ReviewScope::own; }

Outcome open_review(Turn& turn, json::Reader& in) {
  const auto scope = in.optional_choice("scope", {"own", "all"}).value_or("own");
  if (const auto fault = in.finish()) return invalid(*fault);
  if (scope_of(scope) <= turn.state().lifecycle.review)
    return refuse(ErrorCode::conflict,
                  turn.state().lifecycle.review == ReviewScope::own
                      ? "The review is already open. It can be opened further, with everybody's records: scope \"all\"."
                      : "The review is already open, as wide as it goes.");
  turn.emit("review.opened", Audience::everybody(), {{"scope", scope}});
  return {};
}

void created(State& state, const Event& event) {
  state.lifecycle.exercise = event.data.at("exercise").get<std::string>();
  state.lifecycle.title = event.data.at("title").get<std::string>();
  state.lifecycle.marking = event.data.at("marking").get<std::string>();
}

// Records of before there was a scope: each their own.
void review_opened(State& state, const Event& event) {
  state.lifecycle.review_open = true;
  state.lifecycle.review = scope_of(event.data.value("scope", "own"));
}

template <Phase phase>
void enter(State& state, const Event&) {
  state.lifecycle.phase = phase;
}

}  // namespace

bool Lifecycle::may_review(const Viewer& own, const Viewer& wanted) const {
  if (review == ReviewScope::closed) return false;
  if (own == wanted) return true;
  return review == ReviewScope::all && (wanted.role == Role::participant || wanted.role == Role::observer);
}

std::string_view to_text(Phase phase) {
  switch (phase) {
    case Phase::lobby:
      return "lobby";
    case Phase::running:
      return "running";
    case Phase::paused:
      return "paused";
    case Phase::ended:
      return "ended";
  }
  return "lobby";
}

const Capability lifecycle_capability{
    "lifecycle",
    {
        {"exercise.start", Who::control, When::always, "STARTEX: the clock runs and play begins", start},
        {"exercise.pause", Who::control, When::running, "PAUSEX: the clock stands and nobody can act", pause},
        {"exercise.resume", Who::control, When::paused, "Play goes on where it was paused", resume},
        {"exercise.end", Who::control, When::begun, "ENDEX: play is over and the seed is revealed", end},
        {"review.open", Who::control, When::ended,
         "Participants may read what they received, or, opened for all, what every team and the observers received",
         open_review},
    },
    {
        {"exercise.created", created},
        {"exercise.started", enter<Phase::running>},
        {"exercise.paused", enter<Phase::paused>},
        {"exercise.resumed", enter<Phase::running>},
        {"exercise.ended", enter<Phase::ended>},
        {"review.opened", review_opened},
    },
};

}  // namespace startex::exercise
