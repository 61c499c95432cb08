// A new exercise that goes on from a moment of another: its log begins with the same events.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "log/event_log.hpp"
#include "runtime/records.hpp"

namespace startex::runtime {

// The moment after event `at` of a log, or, where that would cut in half what one command or the founding brought
// about, the next at which nothing is. 0: the log has no such event.
std::uint64_t whole_step(const std::vector<std::string>& rows, std::uint64_t at);

// What a fork takes over from its parent.
struct Origin {
  log::Founding founding;  // the parent's
  std::vector<std::string> rows;
  std::vector<log::Checkpoint> checkpoints;
  std::map<std::string, std::string> media;  // bytes by hash
};
// Everything up to event `at`, which stands at a whole step. On the parent's log thread.
tl::expected<Origin, log::Error> origin_of(log::EventLog& parent, std::uint64_t at);

// Writes the new exercise's file; on a fault nothing is left of it. The catalog is the caller's.
tl::expected<RecordFacts, ImportFault> write_fork(Origin origin, const std::string& title,
                                                  const std::filesystem::path& exercises, std::int64_t now);

}  // namespace startex::runtime
