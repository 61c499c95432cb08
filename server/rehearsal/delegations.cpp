#include "rehearsal/delegations.hpp"

#include <algorithm>

namespace startex::rehearsal {
namespace {

using exercise::Agreement;
using exercise::Document;
using exercise::Participant;
using exercise::Role;
using exercise::State;

exercise::Asker by(const Participant& person) { return {person.role, person.id}; }
exercise::Asker control() { return {Role::control, ""}; }

exercise::Viewer view_of(const Participant& person) { return {person.role, person.team, person.seat}; }

bool may(const State& state, const Participant& person, std::string_view right) {
  const exercise::Actor actor{person.role, person.id, person.name, person.team, person.seat, false};
  return state.seats.may(actor, right);
}

}  // namespace

std::vector<Wish> Delegations::of_seat(const State& state, const Participant& person) {
  std::vector<Wish> wishes;
  inbox(state, person, wishes);
  if (chance(0.25)) talk(state, person, wishes);
  posture(state, person, wishes);
  agreements(state, person, wishes);
  if (chance(0.3)) documents(state, person, wishes);
  desk(state, person, wishes);
  return wishes;
}

void Delegations::inbox(const State& state, const Participant& person, std::vector<Wish>& wishes) {
  for (const auto& [id, inject] : state.injects.injects) {
    if (!inject.reached(view_of(person)) || inject.acknowledged.contains(person.seat)) continue;
    if (chance(0.5)) wishes.push_back({by(person), "inject.acknowledge", {{"inject", id}}});
    if (chance(0.15))
      wishes.push_back({by(person), "inject.respond", {{"inject", id}, {"body", "We have read it, and will see."}}});
  }
}

void Delegations::talk(const State& state, const Participant& person, std::vector<Wish>& wishes) {
  std::vector<std::string> channels;
  for (const auto& [id, channel] : state.messages.channels)
    if (std::find(channel.members.begin(), channel.members.end(), person.team) != channel.members.end() ||
        std::find(channel.members.begin(), channel.members.end(), person.seat) != channel.members.end())
      channels.push_back(id);
  if (!channels.empty())
    wishes.push_back(
        {by(person),
         "message.send",
         {{"channel", pick(channels)}, {"body", "Word " + std::to_string(++said_) + " of the rehearsal."}}});
  if (chance(0.08) && may(state, person, "press.publish"))
    wishes.push_back(
        {by(person),
         "press.publish",
         {{"title", "Statement " + std::to_string(++said_)}, {"body", "We are in touch with our partners."}}});
}

void Delegations::posture(const State& state, const Participant& person, std::vector<Wish>& wishes) {
  for (const auto& [id, dimension] : state.posture.dimensions) {
    if (!dimension.proposers.contains(person.seat) || !chance(0.02)) continue;
    const int at = dimension.index(dimension.level);
    const int to = at + (chance(0.8) ? 1 : -1);
    if (to < 0 || to >= static_cast<int>(dimension.levels.size())) continue;
    wishes.push_back({by(person),
                      "posture.propose",
                      {{"dimension", id},
                       {"level", dimension.levels[static_cast<std::size_t>(to)].id},
                       {"rationale", "It is time."}}});
  }
  for (const auto& [id, proposal] : state.posture.open) {
    if (!exercise::may_see(proposal.audience, view_of(person)) || !chance(0.4)) continue;
    if (proposal.waits_for_second && proposal.team == person.team && proposal.seat != person.seat)
      wishes.push_back({by(person), "posture.second", {{"proposal", id}}});
    else if (!proposal.waits_for_second && proposal.team != person.team)
      wishes.push_back({by(person), "posture.rule", {{"proposal", id}, {"ruling", chance(0.8) ? "approve" : "deny"}}});
  }
}

void Delegations::agreements(const State& state, const Participant& person, std::vector<Wish>& wishes) {
  const auto& all = state.agreements.agreements;
  for (const auto& [id, agreement] : all) {
    if (!agreement.is_party(person.team) || agreement.state != Agreement::State::open || !chance(0.25)) continue;
    if (may(state, person, "agreement.sign") && !agreement.signatures.contains(person.team))
      wishes.push_back({by(person), "agreement.sign", {{"agreement", id}, {"version", agreement.version}}});
    else if (agreement.signatures.empty() && chance(0.3))
      wishes.push_back({by(person),
                        "agreement.amend",
                        {{"agreement", id},
                         {"version", agreement.version},
                         {"changes", {{{"text", "They meet again " + std::to_string(++said_) + " weeks later."}}}}}});
  }
  if (all.size() > 8 || !chance(0.03)) return;
  std::vector<std::string> others;
  for (const auto& team : state.seats.teams)
    if (team != person.team) others.push_back(team);
  if (others.empty()) return;
  std::vector<std::pair<std::string, std::string>> terms;
  for (const auto& [id, dimension] : state.posture.dimensions)
    if (dimension.team.empty() || dimension.team == person.team)
      for (const auto& level : dimension.levels) terms.emplace_back(id, level.id);
  Json params{{"title", "Arrangement " + std::to_string(++said_)},
              {"parties", {person.team, pick(others)}},
              {"clauses", {"The parties act together."}}};
  if (!terms.empty()) {
    const auto& [dimension, level] = pick(terms);
    params["commitments"] = {{{"dimension", dimension}, {"level", level}}};
  }
  wishes.push_back({by(person), "agreement.draft", std::move(params)});
}

void Delegations::documents(const State& state, const Participant& person, std::vector<Wish>& wishes) {
  for (const auto& [id, document] : state.documents.documents) {
    if (!document.is_party(person.team)) continue;
    const bool binds = may(state, person, "agreement.sign");
    if (document.state == Document::State::open && chance(0.3))
      wishes.push_back({by(person),
                        "document.edit",
                        {{"document", id}, {"text", "Sentence " + std::to_string(++said_) + " of what was agreed."}}});
    else if (document.state == Document::State::open && binds && document.clauses.size() > 5 && chance(0.1))
      wishes.push_back({by(person), "document.freeze", {{"document", id}}});
    else if (document.state == Document::State::frozen && binds && !document.signatures.contains(person.team))
      wishes.push_back({by(person), "document.sign", {{"document", id}, {"edition", document.edition}}});
    else if (document.state == Document::State::frozen && binds &&
             document.signatures.size() == document.parties.size())
      wishes.push_back({by(person), "document.publish", {{"document", id}, {"to", {"all"}}}});
  }
}

void Delegations::desk(const State& state, const Participant& person, std::vector<Wish>& wishes) {
  for (const auto& [id, poll] : state.polls.polls)
    if (!poll.closed && exercise::may_see(poll.voters, view_of(person)) && chance(0.2))
      wishes.push_back({by(person), "poll.answer", {{"poll", id}, {"option", random_() % poll.options.size()}}});
  if (chance(0.03))
    wishes.push_back({by(person),
                      "rfi.ask",
                      {{"to", "control"}, {"body", "What is known of point " + std::to_string(++said_) + "?"}}});
  if (chance(0.02))
    wishes.push_back({by(person),
                      "action.submit",
                      {{"title", "Step " + std::to_string(++said_)},
                       {"body", "We send somebody."},
                       {"intent", "To be heard."},
                       {"reasons", {"It has worked before."}}}});
}

std::vector<Wish> Delegations::of_control(const State& state) {
  std::vector<Wish> wishes;
  for (const auto& [id, message] : state.messages.waiting)
    if (!message.due_played_ms) wishes.push_back({control(), "message.approve", {{"message", id}}});
  for (const auto& [id, proposal] : state.posture.open) {
    if (proposal.waits_for_second || !chance(0.4)) continue;
    wishes.push_back({control(), "posture.rule", {{"proposal", id}, {"ruling", chance(0.75) ? "approve" : "deny"}}});
  }
  for (const auto& [id, rfi] : state.requests.rfis)
    if (rfi.state == exercise::Rfi::State::asked && chance(0.5))
      wishes.push_back({control(), "rfi.answer", {{"rfi", id}, {"body", "Little is known, and none of it for sure."}}});
  for (const auto& [id, action] : state.actions.actions)
    if (action.state == exercise::Action::State::submitted && chance(0.3))
      wishes.push_back({control(),
                        "action.adjudicate",
                        {{"action", id}, {"narrative", "It went as such things go."}, {"odds", 50}}});
  for (const auto& [id, agreement] : state.agreements.agreements)
    if (agreement.state == Agreement::State::completed)
      wishes.push_back({control(), "agreement.confirm", {{"agreement", id}}});
  for (const auto& [id, statement] : state.press.waiting)
    wishes.push_back({control(), "press.approve", {{"statement", id}}});
  for (const auto& [id, inject] : state.injects.injects)
    if (inject.state == exercise::InjectState::manual && chance(0.01))
      wishes.push_back({control(), "inject.release", {{"inject", id}}});
  const auto& engagements = state.engagements;
  if (engagements.modelled && engagements.engagements.size() < 3 && chance(0.005)) {
    const auto threat =
        std::next(engagements.threats.begin(), static_cast<std::ptrdiff_t>(random_() % engagements.threats.size()))
            ->first;
    wishes.push_back(
        {control(),
         "engagement.run",
         {{"title", "Salvo " + std::to_string(++said_)},
          {"salvo", {{{"threat", threat}, {"count", 4 + random_() % 12}, {"target", pick(engagements.sites)}}}}}});
  }
  return wishes;
}

}  // namespace startex::rehearsal
