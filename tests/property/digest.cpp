#include "property/digest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace startex::test {
namespace {

using exercise::State;

std::string places(const exercise::Audience& audience) { return Json(audience).dump(); }

void play(std::string& out, const State& state) {
  out +=
      fmt::format("{} {} {} {} {} {}\n", state.seq, static_cast<int>(state.lifecycle.phase),
                  state.lifecycle.review_open, state.lifecycle.title, state.notices.frozen, state.seats.doors_locked);
  const auto& clock = state.clock;
  out += fmt::format("{} {} {} {} {} {} {}\n", clock.running, clock.at_base, clock.wall_base, clock.played_base,
                     clock.milli_pace, clock.moves_begun, clock.move_starts);
  out += fmt::format("{}\n", state.last_acts);
  out += fmt::format("{} {}\n", state.control_team.areas, state.control_team.dealt);
  for (const auto& [item, handling] : state.control_team.handling)
    out += fmt::format("{} {} {}\n", item, handling.facilitator, handling.since);
  out += fmt::format("{} {}\n", state.consents.research, state.report.versions);
  for (const auto& [id, person] : state.seats.participants)
    out += fmt::format("{} {} {} {} {}\n", id, person.name, person.team, person.seat, person.removed);
}

void notes(std::string& out, const State& state) {
  for (const auto& [id, one] : state.evaluation.ratings)
    out += fmt::format("{} {} {} {} {}\n", id, one.objective, one.task, one.author, one.withdrawn);
  for (const auto& [objective, one] : state.evaluation.conclusions)
    out += fmt::format("{} {} {}\n", objective, one.rating, one.note);
  for (const auto& [id, one] : state.questionnaires.questionnaires)
    out += fmt::format("{} {} {} {} {}\n", id, static_cast<int>(one.stage), one.published, Json(one.answers).dump(),
                       one.results.dump());
  for (const auto& [id, one] : state.bookmarks.bookmarks)
    out += fmt::format("{} {} {} {} {}\n", id, one.removed, one.shared, places(one.audience), one.data.dump());
}

void messages(std::string& out, const State& state) {
  for (const auto& [id, channel] : state.messages.channels)
    out += fmt::format("{} {} {} {} {} {} {}\n", id, static_cast<int>(channel.mode), channel.delay_seconds,
                       channel.back, channel.opened_by, channel.closed, channel.sent_by);
  for (const auto& [id, message] : state.messages.waiting)
    out += fmt::format("{} {} {} {}\n", id, message.body, message.seat, message.due_played_ms.value_or(-1));
  out += fmt::format("{} {}\n", state.messages.sent, state.messages.returned);
}

void world(std::string& out, const State& state) {
  for (const auto& [id, inject] : state.injects.injects)
    out +=
        fmt::format("{} {} {} {} {} {} {} {} {}\n", id, inject.title, inject.body, static_cast<int>(inject.state),
                    inject.at.value_or(-1), inject.delivered.size(), inject.acknowledged, inject.responded, inject.to);
  out += fmt::format("{} {}\n", state.injects.all_held, state.injects.changes.size());
  for (const auto& [id, seats] : state.reads.injects) out += fmt::format("{} {}\n", id, seats);
  for (const auto& [place, upto] : state.reads.channels)
    out += fmt::format("{} {} {}\n", place.first, place.second, upto);
  for (const auto& [id, indicator] : state.indicators.indicators) out += fmt::format("{} {}\n", id, indicator.value);
  for (const auto& [id, effect] : state.effects.effects)
    out += fmt::format("{} {} {} {}\n", id, effect.firings, effect.armed, effect.fired_at);
}

void posture(std::string& out, const State& state) {
  for (const auto& [id, dimension] : state.posture.dimensions) {
    out += fmt::format("{} {} {} {}", id, dimension.level, dimension.declared, places(dimension.told));
    for (const auto& level : dimension.levels) out += level.locked ? " locked" : " open";
    out += '\n';
  }
  for (const auto& [id, proposal] : state.posture.open)
    out += fmt::format("{} {} {} {}\n", id, proposal.level, proposal.waits_for_second, places(proposal.audience));
  for (const auto& pending : state.posture.pending)
    out += fmt::format("{} {} {}\n", pending.at, pending.proposal, pending.level);
  out += fmt::format("{}\n", state.posture.closed);
}

void agreements(std::string& out, const State& state) {
  for (const auto& [id, one] : state.agreements.agreements) {
    out += fmt::format("{} {} {} {} {} {} {} {} {}\n", id, one.title, static_cast<int>(one.state),
                       static_cast<int>(one.held_from), one.deposited, one.version, one.sponsors, one.declined,
                       places(one.audience));
    for (const auto& clause : one.clauses) out += fmt::format("{} {}\n", clause.id, clause.text);
    for (const auto& term : one.commitments)
      out += fmt::format("{} {} {} {} {} {} {}\n", term.id, term.dimension, term.level, term.by.value_or(-1),
                         term.effective_at.value_or(-1), term.in_force, term.breached);
    for (const auto& [team, signature] : one.signatures)
      out += fmt::format("{} {} {}\n", team, signature.seat, signature.version);
    for (const auto& reservation : one.reservations) out += fmt::format("{} {}\n", reservation.id, reservation.text);
    for (const auto& [annex, text] : one.annexes)
      out += fmt::format("{} {} {}\n", annex, text.text, places(text.audience));
  }
  for (const auto& [id, one] : state.documents.documents) {
    out += fmt::format("{} {} {}\n", id, static_cast<int>(one.state), one.edition);
    for (const auto& clause : one.clauses)
      out += fmt::format("{} {} {} {} {}\n", clause.id, clause.text, clause.version, clause.claimed_by,
                         clause.claimed_wall);
    for (const auto& [suggestion, text] : one.suggestions)
      out += fmt::format("{} {} {}\n", suggestion, text.text, text.version);
    for (const auto& [team, signature] : one.signatures) out += fmt::format("{} {}\n", team, signature.seat);
  }
}

void desk(std::string& out, const State& state) {
  for (const auto& [id, rfi] : state.requests.rfis)
    out +=
        fmt::format("{} {} {} {} {}\n", id, static_cast<int>(rfi.state), rfi.claimed, rfi.overdue, rfi.asked_played_ms);
  for (const auto& [id, action] : state.actions.actions)
    out += fmt::format("{} {} {} {} {} {}\n", id, static_cast<int>(action.state), action.called, action.arguments,
                       action.estimates, places(action.audience));
  for (const auto& [id, poll] : state.polls.polls)
    out += fmt::format("{} {} {} {}\n", id, poll.closed, poll.answers, places(poll.result_to));
  for (const auto& [id, statement] : state.press.waiting) out += fmt::format("{} {}\n", id, statement.body);
  out += fmt::format("{} {} {}\n", state.press.published, state.press.returned, state.press.published_by);
}

void engagements(std::string& out, const State& state) {
  for (const auto& asset : state.engagements.assets)
    out += fmt::format("{} {} {} {} {}\n", asset.model.id, asset.model.ready, asset.stock, asset.present,
                       asset.reload_at.value_or(-1));
  for (const auto& [id, one] : state.engagements.engagements)
    out += fmt::format("{} {} {} {} {} {}\n", id, one.failed, one.leaked, one.intercepted, one.narrative,
                       one.assess_at.value_or(-1));
}

}  // namespace

std::string digest(const State& state) {
  std::string out;
  for (const auto part : {play, messages, world, posture, agreements, desk, engagements, notes}) part(out, state);
  return out;
}

}  // namespace startex::test
