#include "exercise/requests.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

Result<const Rfi*> named(const Turn& turn, json::Reader& in) {
  const auto id = in.text("rfi", limits::id_max);
  if (in.faulted()) return invalid(*in.faulted());
  const auto& rfis = turn.state().requests.rfis;
  const auto it = rfis.find(id);
  const bool theirs = it != rfis.end() && (turn.actor().role == Role::control || it->second.team == turn.actor().team);
  if (!theirs) return not_found("request");
  return &it->second;
}

Outcome unanswered(const Rfi& rfi) {
  if (rfi.state == Rfi::State::answered) return refuse(ErrorCode::conflict, "This request has been answered already.");
  if (rfi.state == Rfi::State::withdrawn) return refuse(ErrorCode::conflict, "This request has been withdrawn.");
  return {};
}

Outcome ask(Turn& turn, json::Reader& in) {
  const auto to = in.text("to", limits::id_max);
  const auto body = in.text("body", limits::body_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const State& state = turn.state();
  const std::string& team = turn.actor().team;
  if (to != "control" && !state.seats.entities.contains(to))
    return refuse(ErrorCode::not_found, "Ask \"control\", or an entity of this exercise.", "/to");
  const auto mine = std::count_if(state.requests.rfis.begin(), state.requests.rfis.end(), [&](const auto& entry) {
    return entry.second.team == team && entry.second.state == Rfi::State::asked;
  });
  if (mine >= limits::open_requests_max)
    return refuse(ErrorCode::conflict,
                  "Too many requests of your delegation wait for an answer. Withdraw one, or wait.");
  const auto id = turn.id("rfi", {to, body});
  if (state.requests.rfis.contains(id)) return refuse(ErrorCode::conflict, "This very request was made a moment ago.");
  turn.emit("rfi.asked", Audience{team}, {{"rfi", id}, {"to", to}, {"body", body}, {"team", team}},
            {{"askedPlayedMs", state.clock.played(turn.wall())}});
  return {};
}

Outcome withdraw(Turn& turn, json::Reader& in) {
  const auto rfi = named(turn, in);
  if (!rfi) return tl::unexpected(rfi.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto open = unanswered(**rfi); !open) return open;
  turn.emit("rfi.withdrawn", Audience{(*rfi)->team}, {{"rfi", (*rfi)->id}});
  return {};
}

Outcome claim(Turn& turn, json::Reader& in) {
  const auto rfi = named(turn, in);
  if (!rfi) return tl::unexpected(rfi.error());
  const auto name = in.optional_text("name", limits::name_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto open = unanswered(**rfi); !open) return open;
  if ((*rfi)->claimed) return refuse(ErrorCode::conflict, "Somebody of control has taken this request already.");
  Json control = Json::object();
  if (name) control["name"] = *name;
  turn.emit("rfi.claimed", Audience{(*rfi)->team}, {{"rfi", (*rfi)->id}}, std::move(control));
  return {};
}

// The answer goes to those who asked; whoever else is to know it gets it as information, without the question.
Outcome answer(Turn& turn, json::Reader& in) {
  const auto rfi = named(turn, in);
  if (!rfi) return tl::unexpected(rfi.error());
  const auto body = in.text("body", limits::body_max);
  const auto more = in.optional_texts("audience", limits::recipients_max, limits::id_max);
  const auto audience = turn.state().seats.places(more);
  if (!audience) in.fault("audience", "A recipient here is neither a team, nor a seat, nor \"all\".");
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto open = unanswered(**rfi); !open) return open;
  const Seats& seats = turn.state().seats;
  const auto entity = seats.entities.find((*rfi)->to);
  const Json by =
      entity == seats.entities.end() ? turn.by() : Json{{"entity", entity->first}, {"name", entity->second}};
  turn.emit_by(by, "rfi.answered", Audience{(*rfi)->team}, {{"rfi", (*rfi)->id}, {"body", body}});
  Audience rest = seats.beyond(*audience, Audience{(*rfi)->team});
  if (!rest.empty())
    turn.emit_by(by, "rfi.published", std::move(rest),
                 {{"publication", turn.id("publication", {(*rfi)->id, body})}, {"body", body}}, {{"rfi", (*rfi)->id}});
  return {};
}

// The request that is overdue first.
const Rfi* first_overdue(const State& state) {
  const Rfi* first = nullptr;
  for (const auto& [id, rfi] : state.requests.rfis)
    if (rfi.state == Rfi::State::asked && !rfi.overdue && (!first || rfi.asked_played_ms < first->asked_played_ms))
      first = &rfi;
  return first;
}

std::optional<calendar::Millis> next_due(const State& state) {
  const Rfi* first = first_overdue(state);
  return first ? state.clock.wall_played(first->asked_played_ms + state.requests.overdue_after_ms) : std::nullopt;
}

void fire(Turn& turn) {
  if (const Rfi* rfi = first_overdue(turn.state()))
    turn.emit("rfi.overdue", Audience::control_only(), {{"rfi", rfi->id}});
}

Rfi& of(State& state, const Event& event) { return state.requests.rfis[event.data.at("rfi").get<std::string>()]; }

void asked(State& state, const Event& event) {
  Rfi rfi;
  rfi.id = event.data.at("rfi").get<std::string>();
  rfi.team = event.data.at("team").get<std::string>();
  rfi.to = event.data.at("to").get<std::string>();
  rfi.asked_played_ms = event.control.at("askedPlayedMs").get<calendar::Millis>();
  state.requests.rfis[rfi.id] = std::move(rfi);
}

}  // namespace

const Capability requests_capability{
    "requests",
    {
        {"rfi.ask", Who::seated, When::running, "Ask control or an entity for information", ask},
        {"rfi.withdraw", Who::seated, When::running, "Take a request back", withdraw},
        {"rfi.claim", Who::control, When::begun, "Somebody of control takes a request", claim},
        {"rfi.answer", Who::control, When::begun, "Answer those who asked, and tell others if wanted", answer},
    },
    {
        {"exercise.created",
         [](State& state, const Event& event) {
           if (event.control.is_object() && event.control.contains("rules"))
             state.requests.overdue_after_ms = event.control.at("rules").value("overdueMinutes", 10) * calendar::minute;
         }},
        {"rfi.asked", asked},
        {"rfi.claimed", [](State& state, const Event& event) { of(state, event).claimed = true; }},
        {"rfi.answered", [](State& state, const Event& event) { of(state, event).state = Rfi::State::answered; }},
        {"rfi.published", [](State&, const Event&) {}},
        {"rfi.withdrawn", [](State& state, const Event& event) { of(state, event).state = Rfi::State::withdrawn; }},
        {"rfi.overdue", [](State& state, const Event& event) { of(state, event).overdue = true; }},
    },
    nullptr,
    next_due,
    fire,
};

}  // namespace startex::exercise
