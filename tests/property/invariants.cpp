#include "property/invariants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace startex::test {
namespace {

using exercise::Agreement;
using exercise::Document;
using exercise::State;
using Broken = std::optional<std::string>;

Broken agreement_broken(const Agreement& one) {
  using S = Agreement::State;
  const bool all = one.signatures.size() == one.parties.size();
  for (const auto& [team, signature] : one.signatures) {
    if (!one.is_party(team)) return one.id + " is signed by a team that is no party";
    if (signature.version != one.version) return one.id + " holds a signature under another version";
  }
  for (const auto& [team, version] : one.declined)
    if (version == one.version && one.signatures.contains(team)) return one.id + " is signed and declined by one team";
  const bool stands = one.state == S::concluded || one.state == S::denounced;
  if ((stands || one.state == S::completed) && !all) return one.id + " stands without all signatures";
  if (one.state == S::open && all) return one.id + " is open with all signatures";
  if (one.state == S::draft && !one.signatures.empty()) return one.id + " is signed before it is circulated";
  if (one.deposited && !stands && one.state != S::annulled) return one.id + " is deposited and not concluded";
  for (const auto& term : one.commitments) {
    if (term.in_force && one.state != S::concluded) return one.id + " has a commitment in force and does not stand";
  }
  if (one.clauses.size() > limits::clauses_max || one.bytes() > limits::agreement_bytes_max)
    return one.id + " is larger than may be";
  return std::nullopt;
}

Broken document_broken(const Document& one) {
  for (const auto& [team, signature] : one.signatures)
    if (!one.is_party(team)) return one.id + " is signed by a team that is no party";
  if (one.state == Document::State::open && !one.signatures.empty()) return one.id + " is written on and signed";
  if (one.state == Document::State::published && one.signatures.size() != one.parties.size())
    return one.id + " is published unsigned";
  for (const auto& clause : one.clauses)
    if (one.state != Document::State::open && !clause.claimed_by.empty()) return one.id + " has a claim and is frozen";
  return std::nullopt;
}

Broken posture_broken(const exercise::Postures& posture) {
  std::set<std::string> pending;
  for (const auto& one : posture.pending)
    if (!pending.insert(one.dimension).second) return one.dimension + " has two changes pending";
  for (const auto& [id, one] : posture.dimensions) {
    if (!one.find(one.level)) return id + " stands at a level that it does not have";
    if (!one.declared.empty() && !one.find(one.declared)) return id + " is declared at a level that it does not have";
  }
  for (const auto& [id, one] : posture.open)
    if (posture.closed.contains(id)) return id + " is open and closed";
  return std::nullopt;
}

// Every place of `audience` is one of the teams, or a seat of one of them.
bool within(const State& state, const exercise::Audience& audience, const std::vector<std::string>& teams) {
  const auto& places = audience.places();
  return std::all_of(places.begin(), places.end(), [&](const std::string& place) {
    const auto* seat = state.seats.seat(place);
    return std::find(teams.begin(), teams.end(), seat ? seat->team : place) != teams.end();
  });
}

bool exists(const State& state, const std::string& place) {
  return place == "public" || place == "observer" || place == "evaluator" || state.seats.is_team(place) ||
         state.seats.seat(place);
}

}  // namespace

Broken broken_invariant(const State& state) {
  for (const auto& [id, one] : state.indicators.indicators)
    if (!(one.value >= one.min && one.value <= one.max))
      return fmt::format("{} stands at {}, out of its range", id, one.value);
  for (const auto& [id, one] : state.agreements.agreements)
    if (auto broken = agreement_broken(one)) return broken;
  for (const auto& [id, one] : state.documents.documents)
    if (auto broken = document_broken(one)) return broken;
  for (const auto& [id, one] : state.effects.effects)
    if (one.firings > one.limit) return id + " fired more often than it may";
  for (const auto& [id, poll] : state.polls.polls)
    for (const auto& [voter, option] : poll.answers)
      if (option < 0 || option >= static_cast<std::int64_t>(poll.options.size())) return id + " has a vote for nothing";
  for (const auto& asset : state.engagements.assets)
    if (asset.model.ready < 0 || asset.model.ready > asset.capacity || asset.stock < 0)
      return asset.model.id + " has interceptors that cannot be";
  return posture_broken(state.posture);
}

Broken broken_audience(const State& state, const exercise::Event& event) {
  for (const auto& place : event.audience.places())
    if (!exists(state, place)) return event.type + " is addressed to " + place + ", which is no place";
  const auto& data = event.data;
  if (data.contains("agreement") && event.type.starts_with("agreement.") && event.type != "agreement.deposited") {
    const auto& agreement = state.agreements.agreements.at(data.at("agreement").get<std::string>());
    if (!agreement.deposited && !within(state, event.audience, agreement.parties))
      return event.type + " reaches others than the parties";
  }
  if (event.type.starts_with("document.") && event.type != "document.published") {
    const auto& document = state.documents.documents.at(data.at("document").get<std::string>());
    if (!within(state, event.audience, document.parties)) return event.type + " reaches others than the parties";
  }
  if (event.type.starts_with("rfi.") && event.type != "rfi.published") {
    const auto& rfi = state.requests.rfis.at(data.at("rfi").get<std::string>());
    if (!within(state, event.audience, {rfi.team})) return event.type + " reaches others than the asker";
  }
  if (event.type.starts_with("evaluation.") && event.type != "evaluation.published" &&
      event.audience != exercise::Audience{"evaluator"})
    return event.type + " reaches others than evaluators";
  if (event.type == "engagement.resolved") {
    int ended = data.at("failed").get<int>();
    for (const auto* fate : {"leaked", "intercepted"})
      for (const auto& [where, count] : data.at(fate).items()) ended += count.get<int>();
    if (ended != static_cast<int>(data.at("fates").size()))
      return std::string("an engagement has lost or made a threat");
  }
  if (event.type == "action.estimated" && event.audience.places().size() != 1)
    return std::string("a probability is told to others");
  const bool planning = event.type.starts_with("inject.") && event.type != "inject.released" &&
                        event.type != "inject.read" && event.type != "inject.acknowledged" &&
                        event.type != "inject.responded";
  const bool controls_own = planning || event.type.starts_with("effect.") || event.type == "rfi.overdue" ||
                            event.type == "engagement.resolved" || event.type == "engagement.previewed" ||
                            event.type == "engagement.overruled";
  if (controls_own && !event.audience.empty()) return event.type + " reaches others than control";
  if (event.type == "message.held" && event.audience != exercise::Audience{event.by.at("seat").get<std::string>()})
    return std::string("a held message is told to others than its sender's seat");
  return std::nullopt;
}

}  // namespace startex::test
