#include "exercise/press.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

Json statement_data(const std::string& id, const std::string& title, const std::string& body, const std::string& team,
                    const std::string& reply_to) {
  Json data{{"statement", id}, {"title", title}, {"body", body}};
  if (!team.empty()) data["team"] = team;
  if (!reply_to.empty()) data["replyTo"] = reply_to;
  return data;
}

// A team speaks with one voice: which of its seats wrote a statement, others are not told.
Json by_team(const std::string& team) { return {{"team", team}}; }

Outcome publish(Turn& turn, json::Reader& in) {
  const auto title = in.text("title", limits::title_max);
  const auto body = in.text("body", limits::body_max);
  const auto entity = in.optional_text("as", limits::id_max);
  const auto reply_to = in.optional_text("replyTo", limits::id_max).value_or("");
  if (const auto fault = in.finish()) return invalid(*fault);
  const State& state = turn.state();
  const Actor& actor = turn.actor();
  if (!reply_to.empty() && !state.press.published.contains(reply_to)) return not_found("statement");
  const auto id = turn.id("statement", {title, body});
  if (state.press.published.contains(id) || state.press.waiting.contains(id) || state.press.returned.contains(id))
    return refuse(ErrorCode::conflict, "This very statement was made a moment ago.");
  if (actor.role == Role::control) {
    if (!entity) return refuse(ErrorCode::invalid, "Say as which entity control speaks to the press.", "/as");
    const auto named = state.seats.entities.find(*entity);
    if (named == state.seats.entities.end()) return not_found("entity");
    turn.emit_by({{"entity", named->first}, {"name", named->second}}, "press.published", Audience::everybody(),
                 statement_data(id, title, body, "", reply_to));
    return {};
  }
  if (entity) return refuse(ErrorCode::forbidden, "Only control speaks as an entity. Leave \"as\" out.");
  if (!state.seats.may(actor, "press.publish"))
    return refuse(ErrorCode::forbidden,
                  "Your seat does not speak to the press. Ask a seat of your delegation that does.");
  Json data = statement_data(id, title, body, actor.team, reply_to);
  if (!state.press.held) {
    turn.emit_by(by_team(actor.team), "press.published", Audience::everybody(), std::move(data), {{"by", turn.by()}});
    return {};
  }
  const auto mine = std::count_if(state.press.waiting.begin(), state.press.waiting.end(),
                                  [&](const auto& entry) { return entry.second.team == actor.team; });
  if (mine >= limits::waiting_statements_max)
    return refuse(ErrorCode::conflict, "Too many statements of your delegation wait for control.");
  turn.emit("press.held", Audience{actor.team}, std::move(data));
  return {};
}

Result<const HeldStatement*> waiting(const Turn& turn, json::Reader& in) {
  const auto id = in.text("statement", limits::id_max);
  if (in.faulted()) return invalid(*in.faulted());
  const Press& press = turn.state().press;
  const auto it = press.waiting.find(id);
  if (it != press.waiting.end()) return &it->second;
  if (press.published.contains(id)) return refuse(ErrorCode::conflict, "This statement has already been published.");
  if (press.returned.contains(id)) return refuse(ErrorCode::conflict, "This statement has already been returned.");
  return not_found("statement that waits");
}

Outcome approve(Turn& turn, json::Reader& in) {
  const auto statement = waiting(turn, in);
  if (!statement) return tl::unexpected(statement.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  const HeldStatement& held = **statement;
  turn.emit_by(by_team(held.team), "press.published", Audience::everybody(),
               statement_data(held.id, held.title, held.body, held.team, held.reply_to), {{"by", held.by}});
  return {};
}

Outcome reject(Turn& turn, json::Reader& in) {
  const auto statement = waiting(turn, in);
  if (!statement) return tl::unexpected(statement.error());
  const auto reason = in.text("reason", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  turn.emit("press.rejected", Audience{(*statement)->team}, {{"statement", (*statement)->id}, {"reason", reason}});
  return {};
}

void held(State& state, const Event& event) {
  const Json& data = event.data;
  HeldStatement statement{
      data.at("statement").get<std::string>(), data.at("team").get<std::string>(), data.at("title").get<std::string>(),
      data.at("body").get<std::string>(),      data.value("replyTo", ""),          event.by};
  state.press.waiting[statement.id] = std::move(statement);
}

void published(State& state, const Event& event) {
  const auto id = event.data.at("statement").get<std::string>();
  state.press.waiting.erase(id);
  state.press.published.insert(id);
  ++state.press.published_by[event.by.value("team", event.by.value("entity", ""))];
}

void rejected(State& state, const Event& event) {
  const auto id = event.data.at("statement").get<std::string>();
  state.press.waiting.erase(id);
  state.press.returned.insert(id);
}

}  // namespace

const Capability press_capability{
    "press",
    {
        {"press.publish", Who::seated | Who::control, When::running,
         "A public statement of the team; control as an entity", publish},
        {"press.approve", Who::control, When::begun, "A held statement is published", approve},
        {"press.reject", Who::control, When::begun, "A held statement goes back with a reason", reject},
    },
    {
        {"exercise.created",
         [](State& state, const Event& event) {
           if (event.control.is_object() && event.control.contains("rules"))
             state.press.held = event.control.at("rules").value("pressHeld", false);
         }},
        {"press.published", published},
        {"press.held", held},
        {"press.rejected", rejected},
    },
};

}  // namespace startex::exercise
