#include "exercise/actions.hpp"

#include <algorithm>
#include <cmath>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

using S = Action::State;

Result<const Action*> named(const Turn& turn, json::Reader& in) {
  const auto id = in.text("action", limits::id_max);
  if (in.faulted()) return invalid(*in.faulted());
  const auto& actions = turn.state().actions.actions;
  const auto it = actions.find(id);
  if (it == actions.end() || !may_see(it->second.audience, turn.actor().viewer())) return not_found("action");
  return &it->second;
}

Outcome undecided(const Action& action) {
  if (action.state == S::adjudicated) return refuse(ErrorCode::conflict, "This action has been adjudicated already.");
  if (action.state == S::withdrawn) return refuse(ErrorCode::conflict, "This action has been withdrawn.");
  return {};
}

Outcome submit(Turn& turn, json::Reader& in) {
  const auto title = in.text("title", limits::title_max);
  const auto body = in.text("body", limits::body_max);
  const auto intent = in.text("intent", limits::rationale_max);
  const auto reasons = in.optional_texts("reasons", limits::reasons_max, limits::rationale_max);
  const bool open = in.flag("open");
  if (const auto fault = in.finish()) return invalid(*fault);
  const Actions& actions = turn.state().actions;
  const std::string& team = turn.actor().team;
  if (open && !actions.may_be_open)
    return refuse(ErrorCode::forbidden,
                  "In this exercise actions are between your delegation and control. Leave \"open\" out.");
  const auto mine = std::count_if(actions.actions.begin(), actions.actions.end(), [&](const auto& entry) {
    return entry.second.team == team && entry.second.state == S::submitted;
  });
  if (mine >= limits::open_actions_max)
    return refuse(ErrorCode::conflict, "Too many actions of your delegation wait for control.");
  const auto id = turn.id("action", {title, body});
  if (actions.actions.contains(id)) return refuse(ErrorCode::conflict, "This very action was submitted a moment ago.");
  turn.emit("action.submitted", open ? Audience(turn.state().seats.teams) : Audience{team},
            {{"action", id},
             {"title", title},
             {"body", body},
             {"intent", intent},
             {"reasons", reasons},
             {"open", open},
             {"team", team}});
  return {};
}

Outcome argue(Turn& turn, json::Reader& in) {
  const auto action = named(turn, in);
  if (!action) return tl::unexpected(action.error());
  const auto side = in.choice("side", {"for", "against"});
  const auto body = in.text("body", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto open = undecided(**action); !open) return open;
  if ((*action)->arguments >= limits::arguments_max)
    return refuse(ErrorCode::conflict, "Enough has been argued about this action.");
  turn.emit("action.argued", (*action)->audience,
            {{"action", (*action)->id},
             {"argument", turn.id("argument", {(*action)->id, body})},
             {"side", side},
             {"body", body},
             {"team", turn.actor().team}});
  return {};
}

Outcome withdraw(Turn& turn, json::Reader& in) {
  const auto action = named(turn, in);
  if (!action) return tl::unexpected(action.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if ((*action)->team != turn.actor().team)
    return refuse(ErrorCode::forbidden, "Only the delegation that submitted it withdraws it.");
  if (const auto open = undecided(**action); !open) return open;
  turn.emit("action.withdrawn", (*action)->audience, {{"action", (*action)->id}});
  return {};
}

Outcome call(Turn& turn, json::Reader& in) {
  const auto action = named(turn, in);
  if (!action) return tl::unexpected(action.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto open = undecided(**action); !open) return open;
  if ((*action)->called) return refuse(ErrorCode::conflict, "Probabilities have been asked for already.");
  turn.emit("action.called", (*action)->audience, {{"action", (*action)->id}});
  return {};
}

Outcome estimate(Turn& turn, json::Reader& in) {
  const auto action = named(turn, in);
  if (!action) return tl::unexpected(action.error());
  const auto probability = in.integer("probability", 0, 100);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto open = undecided(**action); !open) return open;
  if (!(*action)->called) return refuse(ErrorCode::conflict, "Control has not asked for probabilities of this action.");
  turn.emit("action.estimated", Audience{turn.actor().seat}, {{"action", (*action)->id}, {"probability", probability}},
            {{"voter", turn.actor().participant}});
  return {};
}

std::int64_t mean(const std::map<std::string, std::int64_t>& estimates) {
  std::int64_t sum = 0;
  for (const auto& [voter, probability] : estimates) sum += probability;
  return std::llround(static_cast<double>(sum) / static_cast<double>(estimates.size()));
}

Outcome adjudicate(Turn& turn, json::Reader& in) {
  const auto found = named(turn, in);
  if (!found) return tl::unexpected(found.error());
  const Action& action = **found;
  const auto narrative = in.text("narrative", limits::body_max);
  const auto ruling = in.optional_choice("ruling", {"success", "partial", "failure"});
  auto odds = in.optional_integer("odds", 0, 100);
  const bool by_estimate = in.flag("estimate");
  const auto more = in.optional_texts("audience", limits::recipients_max, limits::id_max);
  const auto audience = turn.state().seats.places(more);
  if (!audience) in.fault("audience", "A recipient here is neither a team, nor a seat, nor \"all\".");
  if (int{ruling.has_value()} + int{odds.has_value()} + int{by_estimate} != 1)
    in.fault("ruling", "Say one of these: a ruling, odds, or \"estimate\": true.");
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto open = undecided(action); !open) return open;
  if (by_estimate && action.estimates.empty())
    return refuse(ErrorCode::conflict,
                  "Nobody has given a probability yet. Call for probabilities, and wait for some.");
  Json data{{"action", action.id},
            {"narrative", narrative},
            {"method", ruling        ? "ruling"
                       : by_estimate ? "estimate"
                                     : "odds"}};
  Json control = Json::object();
  if (by_estimate) {
    odds = mean(action.estimates);
    control["estimates"] = action.estimates.size();
  }
  if (odds) {
    const auto drawn = turn.draw("action/" + action.id, 100);
    data["odds"] = *odds;
    data["roll"] = drawn.at("result");
    control["draw"] = drawn;
  }
  data["outcome"] = ruling ? *ruling : data.at("roll") <= *odds ? "success" : "failure";
  turn.emit("action.adjudicated", action.audience, std::move(data), std::move(control));
  Audience rest = turn.state().seats.beyond(*audience, action.audience);
  if (!rest.empty())
    turn.emit("action.reported", std::move(rest),
              {{"report", turn.id("report", {action.id, narrative})}, {"narrative", narrative}},
              {{"action", action.id}});
  return {};
}

Action& of(State& state, const Event& event) {
  return state.actions.actions[event.data.at("action").get<std::string>()];
}

void submitted(State& state, const Event& event) {
  Action action;
  action.id = event.data.at("action").get<std::string>();
  action.team = event.data.at("team").get<std::string>();
  action.audience = event.audience;
  state.actions.actions[action.id] = std::move(action);
}

}  // namespace

const Capability actions_capability{
    "actions",
    {
        {"action.submit", Who::seated, When::running,
         "Say what the delegation does, to what end, and why it should succeed", submit},
        {"action.argue", Who::seated, When::running, "Give a reason for or against an action that one sees", argue},
        {"action.withdraw", Who::seated, When::running, "Take an action back before it is adjudicated", withdraw},
        {"action.call", Who::control, When::begun, "Ask those who see an action for its probability", call},
        {"action.estimate", Who::seated, When::running, "Give a probability, once control has called for it", estimate},
        {"action.adjudicate", Who::control, When::begun,
         "Decide by ruling, by odds and dice, or by the estimated probability", adjudicate},
    },
    {
        {"exercise.created",
         [](State& state, const Event& event) {
           state.actions.may_be_open = event.data.value("allows", Json::object()).value("openActions", false);
         }},
        {"action.submitted", submitted},
        {"action.argued", [](State& state, const Event& event) { ++of(state, event).arguments; }},
        {"action.withdrawn", [](State& state, const Event& event) { of(state, event).state = S::withdrawn; }},
        {"action.called", [](State& state, const Event& event) { of(state, event).called = true; }},
        {"action.estimated",
         [](State& state, const Event& event) {
           of(state, event).estimates[event.control.at("voter").get<std::string>()] =
               event.data.at("probability").get<std::int64_t>();
         }},
        {"action.adjudicated",
         [](State& state, const Event& event) {
           Action& action = of(state, event);
           action.state = S::adjudicated;
           action.outcome = event.data.at("outcome").get<std::string>();
         }},
        {"action.reported", [](State&, const Event&) {}},
    },
};

}  // namespace startex::exercise
