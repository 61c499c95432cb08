// The event log as one SQLite file: WAL, synchronous FULL, locked exclusively, so that a second writer on this host is
// shut out. The file holds the events, their chain, what they are events of, their media and the signed checkpoints.
//
// Never open a live file in any other way, not even to read it: closing any descriptor of it would drop this process's
// locks (POSIX). What leaves the server is a record (log/record.hpp).
#pragma once

#include <memory>
#include <string>

#include "log/event_log.hpp"

namespace startex::log {

struct SqliteOptions {
  std::string vfs;                   // empty: the usual one
  std::string synchronous = "FULL";  // what a test lowers to show that it would find the loss
  std::int64_t pages_max = 0;        // of 4 KiB; 0: as many as the disk takes
};

class SqliteLog {
 public:
  // Makes a new file, readable by its owner only. An existing one is a conflict.
  static tl::expected<std::unique_ptr<EventLog>, Error> create(const std::string& path, const Founding& founding,
                                                               const SqliteOptions& options = {});
  // Opens and checks it: format, order, every hash. `busy` when another process has it open.
  static tl::expected<std::unique_ptr<EventLog>, Error> open(const std::string& path,
                                                             const SqliteOptions& options = {});
  // Opens a file that nobody writes, for reading and verifying; checks the format only. Appending to it fails.
  static tl::expected<std::unique_ptr<EventLog>, Error> open_at_rest(const std::string& path);
};

}  // namespace startex::log
