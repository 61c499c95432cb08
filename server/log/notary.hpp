// When the server signs where a log stands.
#pragma once

#include "log/event_log.hpp"

namespace startex::log {

inline constexpr std::uint64_t attest_events = 250;             // at the latest after so many
inline constexpr std::int64_t attest_every_ms = 5 * 60 * 1000;  // or after so long, when something has happened

// Signs the log's head, and keeps the signature beside it, if it has gone on that far since the last time, or at all
// when it is to be done at once. On the log's thread.
tl::expected<void, Error> attest(EventLog& log, const SigningKey& key, std::int64_t wall_ms, bool at_once);

}  // namespace startex::log
