#include "exercise/injects.hpp"

#include <algorithm>

#include "exercise/inject_delivery.hpp"
#include "exercise/inject_record.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

std::string read_type(json::Reader& in) {
  return in.choice(
      "type", {"news", "cable", "intelligence", "social", "call", "letter", "military", "document", "information"});
}

const Inject* find(const Turn& turn, const std::string& id) {
  const auto& injects = turn.state().injects.injects;
  const auto it = injects.find(id);
  return it == injects.end() ? nullptr : &it->second;
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

// Back to its plan: its time, its condition, or control's hand.
Outcome unhold(Turn& turn, json::Reader& in) {
  const auto id = in.text("inject", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto inject = unreleased(turn, id);
  if (!inject) return tl::unexpected(inject.error());
  if ((*inject)->state != InjectState::held) return refuse(ErrorCode::conflict, "This inject is not held.");
  turn.emit("inject.unheld", Audience::control_only(), {{"inject", id}, {"state", to_text((*inject)->planned())}});
  return {};
}

Outcome skip(Turn& turn, json::Reader& in) {
  const auto id = in.text("inject", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto inject = unreleased(turn, id);
  if (!inject) return tl::unexpected(inject.error());
  if ((*inject)->state == InjectState::skipped)
    return refuse(ErrorCode::conflict, "This inject has already been skipped.");
  turn.emit("inject.skipped", Audience::control_only(), {{"inject", id}});
  return {};
}

std::vector<std::string> read_recipients(Turn& turn, json::Reader& in) {
  auto to = in.texts("to", limits::recipients_max, limits::id_max);
  if (!turn.state().seats.places(to)) in.fault("to", "A recipient here is neither a team, nor a seat, nor \"all\".");
  return to;
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
  else if (const auto at = read_exercise_time(turn, in, "at"))
    data["at"] = *at;
  if (in.has("attachments")) data["attachments"] = read_attachments(turn, in);
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
  const auto at = read_exercise_time(turn, in, "at");
  const bool hold = in.flag("hold");
  const auto attachments = read_attachments(turn, in);
  if (const auto fault = in.finish()) return invalid(*fault);
  const bool now = !at && !hold;
  const Phase phase = turn.state().lifecycle.phase;
  if (now && phase == Phase::lobby)
    return refuse(ErrorCode::not_running, "The exercise has not started. Schedule the inject, or hold it.");
  if (turn.state().injects.injects.size() >= limits::injects_max)
    return refuse(ErrorCode::conflict, "The exercise holds as many injects as it can.");
  const std::string id = turn.id("inject", {title, body});
  if (find(turn, id)) return refuse(ErrorCode::conflict, "This very inject was composed a moment ago.");
  Json data{
      {"inject", id}, {"number", "ad hoc"}, {"title", title}, {"body", body},
      {"type", type}, {"from", from},       {"to", to},       {"state", hold ? "held" : at ? "scheduled" : "manual"}};
  if (at) data["at"] = *at;
  if (!attachments.empty()) data["attachments"] = attachments;
  turn.emit("inject.composed", Audience::control_only(), std::move(data));
  if (now) {
    Inject inject;
    inject.id = id, inject.title = title, inject.body = body, inject.type = type, inject.from = from, inject.to = to;
    inject.attachments = attachments;
    release_now(turn, inject, {{"released", "composed"}});
  }
  return {};
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

}  // namespace

InjectState Plan::planned() const {
  if (when) return InjectState::conditional;
  return at || !move.empty() ? InjectState::scheduled : InjectState::manual;
}

bool Inject::reached(const Viewer& viewer) const {
  return std::any_of(delivered.begin(), delivered.end(),
                     [&](const Audience& audience) { return may_see(audience, viewer); });
}

const Capability injects_capability{
    "injects",
    {
        {"inject.release", Who::control, When::begun, "An inject goes to its recipients now", release},
        {"inject.hold", Who::control, When::open, "An inject is not released until control says so", hold},
        {"inject.unhold", Who::control, When::open, "A held inject goes by its plan or condition again", unhold},
        {"inject.skip", Who::control, When::open, "An inject is dropped", skip},
        {"inject.edit", Who::control, When::open, "Change text, recipients or time before release", edit},
        {"inject.compose", Who::control, When::open, "A new inject: now, at a time, or held", compose},
        {"inject.acknowledge", Who::seated, When::running, "A recipient says that they have read it", acknowledge},
        {"inject.respond", Who::seated, When::running, "A recipient answers it", respond},
    },
    inject_events(),
    plan_injects,
    next_inject_due,
    fire_inject,
};

}  // namespace startex::exercise
