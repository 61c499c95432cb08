#include "exercise/agreement_record.hpp"

#include <algorithm>

#include "exercise/agreement_text.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

using S = Agreement::State;

Agreement& named(State& state, const Event& event) {
  return state.agreements.agreements[event.data.at("agreement").get<std::string>()];
}

template <S next>
void enter(State& state, const Event& event) {
  named(state, event).state = next;
}

void read_text(Agreement& agreement, const Json& data) {
  agreement.id = data.at("agreement").get<std::string>();
  agreement.version = data.at("version").get<std::int64_t>();
  agreement.title = data.at("title").get<std::string>();
  agreement.parties = data.at("parties").get<std::vector<std::string>>();
  agreement.sponsors = data.at("sponsors").get<std::set<std::string>>();
  agreement.disclosure = data.at("disclosure").get<std::string>();
  agreement.clauses.clear();
  agreement.commitments.clear();
  for (const Json& clause : data.at("clauses"))
    agreement.clauses.push_back({clause.at("clause").get<std::string>(), clause.at("text").get<std::string>()});
  for (const Json& commitment : data.at("commitments"))
    agreement.commitments.push_back(read_stored_commitment(commitment));
}

void drafted(State& state, const Event& event) {
  Agreement agreement;
  read_text(agreement, event.data);
  agreement.team = event.by.value("team", "");
  agreement.audience = event.audience;
  agreement.state = event.data.value("private", false) ? S::draft : S::open;
  state.agreements.agreements[agreement.id] = std::move(agreement);
}

void circulated(State& state, const Event& event) {
  Agreement& agreement = named(state, event);
  read_text(agreement, event.data);
  agreement.audience = event.audience;
  agreement.state = S::open;
}

void amended(State& state, const Event& event) {
  Agreement& agreement = named(state, event);
  for (const Json& change : event.data.at("changes")) apply_change(agreement, change);
  agreement.version = event.data.at("version").get<std::int64_t>();
  agreement.signatures.clear();
}

void annexed(State& state, const Event& event) {
  const Json& data = event.data;
  Annex annex{data.at("annex").get<std::string>(),           event.by.value("team", ""),
              data.at("title").get<std::string>(),           data.at("text").get<std::string>(),
              data.at("to").get<std::vector<std::string>>(), event.audience};
  Agreement& agreement = named(state, event);
  // Told again when the agreement is circulated: its authors stay who they were.
  if (const auto it = agreement.annexes.find(annex.id); it != agreement.annexes.end()) annex.team = it->second.team;
  agreement.annexes[annex.id] = std::move(annex);
}

void reserved(State& state, const Event& event) {
  const Json& data = event.data;
  named(state, event)
      .reservations.push_back({data.at("reservation").get<std::string>(), data.at("team").get<std::string>(),
                               data.value("clause", ""), data.at("text").get<std::string>(),
                               data.at("version").get<std::int64_t>()});
}

void lifted(State& state, const Event& event) {
  std::erase_if(named(state, event).reservations, [&](const auto& r) { return event.data.at("reservation") == r.id; });
}

void signed_by(State& state, const Event& event) {
  Agreement& agreement = named(state, event);
  const auto team = event.data.at("team").get<std::string>();
  agreement.signatures[team] = {team, event.by.value("seat", ""), event.by.value("name", ""),
                                event.data.at("version").get<std::int64_t>()};
  agreement.declined.erase(team);
}

void unsigned_by(State& state, const Event& event) {
  Agreement& agreement = named(state, event);
  agreement.signatures.erase(event.data.at("team").get<std::string>());
  if (agreement.state == S::completed) agreement.state = S::open;
}

void declined(State& state, const Event& event) {
  const auto team = event.data.at("team").get<std::string>();
  named(state, event).declined[team] = event.data.at("version").get<std::int64_t>();
}

void concluded(State& state, const Event& event) {
  Agreement& agreement = named(state, event);
  agreement.state = S::concluded;
  for (Commitment& commitment : agreement.commitments)
    if (const Json& moments = event.control.at("effectiveAtMs"); moments.contains(commitment.id))
      commitment.effective_at = moments.at(commitment.id).get<calendar::Millis>();
}

void deposited(State& state, const Event& event) {
  Agreement& agreement = named(state, event);
  agreement.deposited = true;
  agreement.audience.add("public");
}

void held(State& state, const Event& event) {
  Agreement& agreement = named(state, event);
  agreement.held_from = agreement.state;
  agreement.state = S::held;
}

void returned(State& state, const Event& event) {
  Agreement& agreement = named(state, event);
  agreement.state = S::open;
  agreement.signatures.clear();
}

// It no longer binds anybody.
template <S state_after>
void end(State& state, const Event& event) {
  Agreement& agreement = named(state, event);
  agreement.state = state_after;
  for (Commitment& commitment : agreement.commitments) commitment.in_force = false;
}

Commitment* commitment_of(State& state, const Event& event) {
  for (Commitment& commitment : named(state, event).commitments)
    if (event.data.at("commitment") == commitment.id) return &commitment;
  return nullptr;
}

// A commitment that is kept again can be broken again.
void posture_changed(State& state, const Event& event) {
  for (auto& [id, agreement] : state.agreements.agreements)
    for (Commitment& commitment : agreement.commitments)
      if (event.data.at("dimension") == commitment.dimension &&
          commitment.is_kept(state.posture.dimensions.at(commitment.dimension)))
        commitment.breached = false;
}

}  // namespace

std::vector<EventType> agreement_events() {
  return {
      {"exercise.created",
       [](State& state, const Event& event) {
         if (event.control.is_object() && event.control.contains("rules"))
           state.agreements.reviewed = event.control.at("rules").value("agreementsReviewed", false);
       }},
      {"agreement.drafted", drafted},
      {"agreement.circulated", circulated},
      {"agreement.amended", amended},
      {"agreement.annexed", annexed},
      {"agreement.sponsored",
       [](State& state, const Event& event) {
         named(state, event).sponsors.insert(event.data.at("team").get<std::string>());
       }},
      {"agreement.reserved", reserved},
      {"agreement.lifted", lifted},
      {"agreement.signed", signed_by},
      {"agreement.unsigned", unsigned_by},
      {"agreement.declined", declined},
      {"agreement.withdrawn", enter<S::withdrawn>},
      {"agreement.completed", enter<S::completed>},
      {"agreement.concluded", concluded},
      {"agreement.deposited", deposited},
      {"agreement.denounced", end<S::denounced>},
      {"agreement.held", held},
      {"agreement.released",
       [](State& state, const Event& event) { named(state, event).state = named(state, event).held_from; }},
      {"agreement.returned", returned},
      {"agreement.annulled", end<S::annulled>},
      {"agreement.in_force",
       [](State& state, const Event& event) {
         if (Commitment* commitment = commitment_of(state, event)) commitment->in_force = true;
       }},
      {"agreement.breached",
       [](State& state, const Event& event) {
         if (Commitment* commitment = commitment_of(state, event)) commitment->breached = true;
       }},
      {"posture.changed", posture_changed},
  };
}

}  // namespace startex::exercise
