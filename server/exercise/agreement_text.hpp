// The text of an agreement: read from what a delegation sends, changed clause by clause, written for those who see it.
#pragma once

#include "exercise/agreements.hpp"

namespace startex::exercise {

// The commitment that `in` asks for. Faults go to the reader; an unknown dimension or level is refused as not there.
Result<Commitment> read_commitment(const Turn& turn, json::Reader& in, std::string_view agreement, std::size_t place);

// The changes of an amendment as the event tells them, applied to `agreement`. Faults go to the reader.
Result<Json> read_changes(const Turn& turn, json::Reader& in, Agreement& agreement);

// Total: a change that no longer fits changes nothing.
void apply_change(Agreement& agreement, const Json& change);

// Two commitments of one text that no level satisfies together.
Outcome check_together(const Turn& turn, const Agreement& agreement);

Json to_json(const Commitment& commitment, int offset_minutes);
Commitment read_stored_commitment(const Json& json);

// TEXT of docs/protocol.md.
Json text_of(const Agreement& agreement, int offset_minutes);
// The same with who signed and what was reserved, for whoever has never seen it.
Json deposited_text(const Agreement& agreement, int offset_minutes);

}  // namespace startex::exercise
