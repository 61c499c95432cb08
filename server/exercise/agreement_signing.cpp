#include "exercise/agreement_signing.hpp"

#include <algorithm>

#include "exercise/agreement_access.hpp"
#include "exercise/agreement_course.hpp"
#include "exercise/agreement_text.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

using S = Agreement::State;

Outcome rule(Turn& turn, json::Reader& in, const char* event, std::initializer_list<S> states, bool with_reason) {
  const auto found = agreement_named(turn, in);
  if (!found) return tl::unexpected(found.error());
  Json data{{"agreement", (*found)->id}};
  if (with_reason) data["reason"] = in.text("reason", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (std::find(states.begin(), states.end(), (*found)->state) == states.end())
    return refuse(ErrorCode::conflict, "The agreement is not in a state in which this can be done.");
  turn.emit(event, (*found)->audience, std::move(data));
  return {};
}

}  // namespace

Outcome sign_agreement(Turn& turn, json::Reader& in) {
  const auto found = as_signatory(turn, in);
  if (!found) return tl::unexpected(found.error());
  const auto version = in.integer("version", 1, limits::version_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  Agreement agreement = **found;
  const Actor& actor = turn.actor();
  if (const auto open = in_state(agreement, {S::open}, "This agreement is not open for signature."); !open) return open;
  if (const auto current = at_version(agreement, version); !current) return current;
  if (agreement.signatures.contains(actor.team))
    return refuse(ErrorCode::conflict, "Your delegation has signed this version already.");
  if (const auto possible = can_commit(turn, agreement); !possible) return possible;
  turn.emit("agreement.signed", agreement.audience,
            {{"agreement", agreement.id}, {"version", version}, {"team", actor.team}});
  agreement.signatures[actor.team] = {actor.team, actor.seat, actor.name, version};
  if (agreement.signatures.size() < agreement.parties.size()) return {};
  if (turn.state().agreements.reviewed)
    turn.emit_by({{"role", "system"}}, "agreement.completed", agreement.audience,
                 {{"agreement", agreement.id}, {"version", version}});
  else
    conclude(turn, agreement);
  return {};
}

Outcome unsign_agreement(Turn& turn, json::Reader& in) {
  const auto found = as_signatory(turn, in);
  if (!found) return tl::unexpected(found.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto open = in_state(**found, {S::open, S::completed},
                                 "A signature can be withdrawn only before the agreement is concluded.");
      !open)
    return open;
  if (!(*found)->signatures.contains(turn.actor().team))
    return refuse(ErrorCode::conflict, "Your delegation has not signed this version.");
  turn.emit("agreement.unsigned", (*found)->audience, {{"agreement", (*found)->id}, {"team", turn.actor().team}});
  return {};
}

Outcome decline_agreement(Turn& turn, json::Reader& in) {
  const auto found = as_signatory(turn, in);
  if (!found) return tl::unexpected(found.error());
  const auto version = in.integer("version", 1, limits::version_max);
  const auto reason = in.optional_text("reason", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const Agreement& agreement = **found;
  const std::string& team = turn.actor().team;
  if (const auto open = in_state(agreement, {S::open}, "This agreement is not open for signature."); !open) return open;
  if (const auto current = at_version(agreement, version); !current) return current;
  if (agreement.signatures.contains(team))
    return refuse(ErrorCode::conflict, "Your delegation has signed this version. Withdraw the signature first.");
  if (const auto it = agreement.declined.find(team); it != agreement.declined.end() && it->second == version)
    return refuse(ErrorCode::conflict, "Your delegation has declined this version already.");
  Json data{{"agreement", agreement.id}, {"version", version}, {"team", team}};
  if (reason) data["reason"] = *reason;
  turn.emit("agreement.declined", agreement.audience, std::move(data));
  return {};
}

Outcome deposit_agreement(Turn& turn, json::Reader& in) {
  const auto found = as_signatory(turn, in);
  if (!found) return tl::unexpected(found.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto concluded = in_state(**found, {S::concluded}, "Only a concluded agreement is deposited."); !concluded)
    return concluded;
  if ((*found)->deposited) return refuse(ErrorCode::conflict, "This agreement has been deposited already.");
  turn.emit("agreement.deposited", Audience::everybody(), deposited_text(**found, turn.state().clock.offset_minutes));
  return {};
}

Outcome denounce_agreement(Turn& turn, json::Reader& in) {
  const auto found = as_signatory(turn, in);
  if (!found) return tl::unexpected(found.error());
  const auto reason = in.text("reason", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto concluded = in_state(**found, {S::concluded}, "Only an agreement in force is denounced."); !concluded)
    return concluded;
  turn.emit("agreement.denounced", (*found)->audience,
            {{"agreement", (*found)->id}, {"team", turn.actor().team}, {"reason", reason}});
  return {};
}

Outcome hold_agreement(Turn& turn, json::Reader& in) {
  return rule(turn, in, "agreement.held", {S::open, S::completed}, true);
}
Outcome release_agreement(Turn& turn, json::Reader& in) {
  return rule(turn, in, "agreement.released", {S::held}, false);
}
Outcome return_agreement(Turn& turn, json::Reader& in) {
  return rule(turn, in, "agreement.returned", {S::open, S::held, S::completed}, true);
}
Outcome annul_agreement(Turn& turn, json::Reader& in) {
  return rule(turn, in, "agreement.annulled", {S::open, S::held, S::completed, S::concluded}, true);
}

Outcome confirm_agreement(Turn& turn, json::Reader& in) {
  const auto found = agreement_named(turn, in);
  if (!found) return tl::unexpected(found.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if ((*found)->state != S::completed)
    return refuse(ErrorCode::conflict, "This agreement does not wait for control's confirmation.");
  conclude(turn, **found);
  return {};
}

}  // namespace startex::exercise
