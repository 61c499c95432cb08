#include "exercise/agreement_course.hpp"

#include <algorithm>

#include "exercise/agreement_text.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

using S = Agreement::State;

const Json& by_system() {
  static const Json by{{"role", "system"}};
  return by;
}

// When a commitment begins to bind: at its date, and not before the posture can have followed.
calendar::Millis effective_at(const Turn& turn, const Commitment& commitment) {
  const Dimension& dimension = turn.state().posture.dimensions.at(commitment.dimension);
  const Level* level = dimension.find(commitment.level);
  const auto lead = commitment.is_kept(dimension) || !level ? 0 : level->lead_time;
  return std::max(turn.at() + lead, commitment.by.value_or(turn.at()));
}

// Something that a commitment does by itself: it comes into force, or is found broken.
struct Due {
  const Agreement* agreement = nullptr;
  const Commitment* commitment = nullptr;
  calendar::Millis at = 0;
};

bool is_broken(const State& state, const Commitment& commitment) {
  return commitment.in_force && !commitment.breached &&
         !commitment.is_kept(state.posture.dimensions.at(commitment.dimension));
}

Due first_due(const State& state) {
  Due first;
  for (const auto& [id, agreement] : state.agreements.agreements) {
    if (agreement.state != S::concluded) continue;
    for (const Commitment& commitment : agreement.commitments) {
      const bool broken = is_broken(state, commitment);
      if (!broken && (commitment.in_force || !commitment.effective_at)) continue;
      const auto at = broken ? state.moment() : *commitment.effective_at;
      if (!first.commitment || at < first.at) first = {&agreement, &commitment, at};
    }
  }
  return first;
}

// The parties that know where the dimension stands now; the public where both are public.
Audience told_of_breach(const Agreement& agreement, const Dimension& dimension) {
  Audience audience;
  for (const auto& party : agreement.parties)
    if (dimension.told.holds("public") || dimension.told.holds(party)) audience.add(party);
  if (agreement.deposited && dimension.told.holds("public")) audience.add("public");
  return audience;
}

// The posture follows the commitment, where it can: what is locked, not ready or not paid for stays, and that is a
// breach.
void bring_into_force(Turn& turn, const Agreement& agreement, const Commitment& commitment) {
  const Dimension& dimension = turn.state().posture.dimensions.at(commitment.dimension);
  turn.emit_by(by_system(), "agreement.in_force", agreement.audience,
               {{"agreement", agreement.id}, {"commitment", commitment.id}});
  const Level* level = dimension.find(commitment.level);
  if (commitment.is_kept(dimension) || !level || !reachable(turn, dimension, *level)) return;
  const Json why{{"cause", "cost"}, {"agreement", agreement.id}};
  pay(turn, *level, why);
  turn.emit_by(by_system(), "posture.changed", dimension.audience, {{"dimension", dimension.id}, {"level", level->id}},
               {{"agreement", agreement.id}, {"commitment", commitment.id}});
}

bool may_bind_together(Dimension dimension, const Commitment& one, const Commitment& other) {
  return std::any_of(dimension.levels.begin(), dimension.levels.end(), [&](const Level& level) {
    dimension.level = level.id;
    return one.is_kept(dimension) && other.is_kept(dimension);
  });
}

}  // namespace

void conclude(Turn& turn, const Agreement& agreement) {
  const int offset = turn.state().clock.offset_minutes;
  Json commitments = Json::array(), moments = Json::object();
  for (const Commitment& commitment : agreement.commitments) {
    const auto at = effective_at(turn, commitment);
    commitments.push_back({{"commitment", commitment.id}, {"effectiveAt", calendar::format_exercise(at, offset)}});
    moments[commitment.id] = at;
  }
  turn.emit_by(by_system(), "agreement.concluded", agreement.audience,
               {{"agreement", agreement.id}, {"version", agreement.version}, {"commitments", std::move(commitments)}},
               {{"effectiveAtMs", moments}});
  for (const Commitment& commitment : agreement.commitments)
    if (!commitment.is_kept(turn.state().posture.dimensions.at(commitment.dimension)))
      turn.emit_by(by_system(), "posture.committed", agreement.audience,
                   {{"dimension", commitment.dimension},
                    {"level", commitment.level},
                    {"effectiveAt", calendar::format_exercise(effective_at(turn, commitment), offset)},
                    {"agreement", agreement.id},
                    {"commitment", commitment.id}});
  if (agreement.disclosure == "public")
    turn.emit_by(by_system(), "agreement.deposited", Audience::everybody(), deposited_text(agreement, offset));
}

Outcome can_commit(const Turn& turn, const Agreement& agreement) {
  const State& state = turn.state();
  const std::string& team = turn.actor().team;
  for (const Commitment& own : agreement.commitments) {
    if (!own.team.empty() && own.team != team) continue;
    const Dimension& dimension = state.posture.dimensions.at(own.dimension);
    const Level* level = dimension.find(own.level);
    if (level && !own.is_kept(dimension))
      if (const auto possible = reachable(turn, dimension, *level); !possible) return possible;
    for (const auto& [id, other] : state.agreements.agreements) {
      const bool standing = other.state == S::concluded || other.state == S::open || other.state == S::completed ||
                            other.state == S::held;
      if (id == agreement.id || !standing || !other.signatures.contains(team)) continue;
      for (const Commitment& theirs : other.commitments)
        if (theirs.dimension == own.dimension && !may_bind_together(dimension, own, theirs))
          return refuse(ErrorCode::conflict, "Your delegation has signed \"" + other.title +
                                                 "\": its commitment on \"" + own.dimension_title +
                                                 "\" contradicts this one. Denounce that, or amend this.");
    }
  }
  return {};
}

std::optional<calendar::Millis> next_agreement_due(const State& state) {
  if (!state.clock.running) return std::nullopt;
  const Due due = first_due(state);
  return due.commitment ? std::optional(state.wall_of(due.at)) : std::nullopt;
}

void fire_agreement(Turn& turn) {
  const Due due = first_due(turn.state());
  if (!due.commitment) return;
  const Commitment& commitment = *due.commitment;
  if (!commitment.in_force) {
    bring_into_force(turn, *due.agreement, commitment);
    return;
  }
  const Dimension& dimension = turn.state().posture.dimensions.at(commitment.dimension);
  turn.emit_by(by_system(), "agreement.breached", told_of_breach(*due.agreement, dimension),
               {{"agreement", due.agreement->id},
                {"commitment", commitment.id},
                {"dimension", dimension.id},
                {"level", dimension.level},
                {"team", commitment.team.empty() ? Json(nullptr) : Json(commitment.team)}});
}

}  // namespace startex::exercise
