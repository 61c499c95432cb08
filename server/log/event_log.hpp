// The port behind which events are kept: append-only, in order, hash-chained. What is stored is text; nothing here
// knows what an exercise is.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "log/checkpoint.hpp"
#include "log/hash_chain.hpp"

namespace startex::log {

struct Head {
  std::uint64_t seq = 0;
  Digest hash{};
};

// What the log is of: kept beside the events from the beginning.
struct Founding {
  std::string exercise;
  std::string scenario;  // the scenario document as canonical text
  std::string seed;      // hex; secret until ENDEX
  std::int64_t created_ms = 0;
};

enum class ErrorKind { conflict, busy, read_only, full, corrupt, io, not_found, foreign };

struct Error {
  ErrorKind kind = ErrorKind::io;
  std::string message;  // a sentence for the operator
};

// What became of a log since it was written.
struct Verification {
  bool ok = false;
  std::uint64_t events = 0;
  std::string head;           // the last hash, hex
  std::uint64_t bad_seq = 0;  // the first event that is not as it was written; 0 when all are
  std::string message;        // a sentence, when not ok
};

// Used by one thread at a time.
class EventLog {
 public:
  virtual ~EventLog() = default;

  virtual const Founding& founding() const = 0;
  virtual Head head() const = 0;

  // Appends the bodies as rows first_seq, first_seq + 1, …: all of them, durably, or none. `conflict` when first_seq is
  // not head().seq + 1. Any other failure leaves the outcome unknown, and every later append fails until the log is
  // opened anew.
  virtual tl::expected<Head, Error> append(std::uint64_t first_seq, std::span<const std::string> bodies) = 0;

  // The bodies of the rows after `after`, at most `count_max`.
  virtual tl::expected<std::vector<std::string>, Error> read(std::uint64_t after, std::size_t count_max) = 0;

  // The heartbeat of a running exercise, so that a crash loses no exercise time.
  virtual tl::expected<void, Error> mark_alive(std::int64_t wall_ms) = 0;
  virtual std::int64_t alive_ms() const = 0;

  // Reads every row and computes the chain anew.
  virtual Verification verify() = 0;

  // Files that events speak of, by the SHA-256 of their bytes (hex). Putting one twice is no error.
  virtual tl::expected<void, Error> put_media(const std::string& sha256, std::string_view bytes) = 0;
  virtual tl::expected<std::string, Error> media(const std::string& sha256) = 0;

  // What was signed about this log, in order of `seq`; the last of it, without reading: `seq` 0 when nothing was.
  virtual tl::expected<void, Error> add_checkpoint(const Checkpoint& checkpoint) = 0;
  virtual tl::expected<std::vector<Checkpoint>, Error> checkpoints() = 0;
  virtual const Checkpoint& last_checkpoint() const = 0;
};

}  // namespace startex::log
