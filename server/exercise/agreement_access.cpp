#include "exercise/agreement_access.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {

using S = Agreement::State;

Result<const Agreement*> agreement_named(const Turn& turn, json::Reader& in) {
  const auto id = in.text("agreement", limits::id_max);
  if (in.faulted()) return invalid(*in.faulted());
  const auto& agreements = turn.state().agreements.agreements;
  const auto it = agreements.find(id);
  if (it == agreements.end() || !may_see(it->second.audience, turn.actor().viewer())) return not_found("agreement");
  return &it->second;
}

Result<const Agreement*> as_party(const Turn& turn, json::Reader& in) {
  const auto found = agreement_named(turn, in);
  if (found && !(*found)->is_party(turn.actor().team))
    return refuse(ErrorCode::forbidden, "Your delegation is not a party to this agreement.");
  return found;
}

Result<const Agreement*> as_signatory(const Turn& turn, json::Reader& in) {
  const auto found = as_party(turn, in);
  if (found && !turn.state().seats.may(turn.actor(), "agreement.sign"))
    return refuse(ErrorCode::forbidden, "Your seat does not bind your delegation. Ask a seat that signs for it.");
  return found;
}

Outcome in_state(const Agreement& agreement, std::initializer_list<S> states, const char* hint) {
  if (std::find(states.begin(), states.end(), agreement.state) != states.end()) return {};
  if (agreement.state == S::held)
    return refuse(ErrorCode::conflict, "Control holds this agreement. Wait until it is released or returned.");
  return refuse(ErrorCode::conflict, hint);
}

Outcome at_version(const Agreement& agreement, std::int64_t version) {
  if (version == agreement.version) return {};
  return overtaken("The text is at version " + std::to_string(agreement.version) + " now. Read it, and act again.",
                   {{"version", agreement.version}});
}

}  // namespace startex::exercise
