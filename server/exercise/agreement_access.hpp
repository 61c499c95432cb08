// Who reaches which agreement, and in which state: what every command on one asks first.
#pragma once

#include "exercise/agreements.hpp"

namespace startex::exercise {

// The agreement that the params name, as the actor may see it: not theirs and not there are one answer.
Result<const Agreement*> agreement_named(const Turn& turn, json::Reader& in);
// The same by a party, and by somebody who can bind the delegation.
Result<const Agreement*> as_party(const Turn& turn, json::Reader& in);
Result<const Agreement*> as_signatory(const Turn& turn, json::Reader& in);

Outcome in_state(const Agreement& agreement, std::initializer_list<Agreement::State> states, const char* hint);
Outcome at_version(const Agreement& agreement, std::int64_t version);

}  // namespace startex::exercise
