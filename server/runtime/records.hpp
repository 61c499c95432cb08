// Records as this program makes, judges and takes in: server/log reads and writes their lines, server/review knows what
// the events promise.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "exercise/state.hpp"
#include "log/catalog.hpp"
#include "log/record.hpp"

namespace startex::runtime {

// A record that is as it was written.
struct RecordFacts {
  std::string exercise, title, scenario;  // the scenario's id
  std::int64_t created_ms = 0;
  std::uint64_t events = 0;
  std::string head;  // hex
  std::uint64_t media = 0;
  bool ended = false;
  std::vector<log::Checkpoint> checkpoints;
  exercise::State state;
};

// Where it is not. `seq` 0: not an event.
struct RecordTrouble {
  std::uint64_t seq = 0;
  std::string sentence;
};

// Everything that can be known from the file alone: each line, chain, signatures, scenario, seed, draws, and that the
// events can be folded. A portable record, or a server's file that no server has open.
tl::expected<RecordFacts, std::string> check_record(const std::string& path);
// The same of a log that is open, on its log thread.
tl::expected<RecordFacts, RecordTrouble> check_log(log::EventLog& log);

// The hashes of the files that the events name, sorted.
std::vector<std::string> media_named(const std::vector<std::string>& rows);

// Writes the log as a portable record.
tl::expected<void, log::Error> write_record(log::EventLog& log, std::ostream& out);

enum class Refusal { bad, there_already, store };
struct ImportFault {
  Refusal why = Refusal::bad;
  std::string sentence;
};
// Takes a record in as a file of the folder; on any fault nothing is left of it. The catalog is the caller's.
tl::expected<RecordFacts, ImportFault> import_record(std::istream& in, const std::filesystem::path& exercises);

// An exercise that was taken in as the catalog lists it, with fresh codes: of its teams and roles, and while it can be
// played on a personal one for everybody who is in it, with which they are who they were.
log::Listing listing_of(const RecordFacts& facts);

}  // namespace startex::runtime
