// The record: one exercise as one text file that another server takes in and that anybody can check. JSON lines, each
// an object of two members, what it holds and what proves it, in canonical form (json::to_text): so every byte of the
// file is covered by a hash or a signature, and a fault has a line. docs/record-format.md has the whole.
//
//   1        {"record":{format,version,exercise,title,created,events,media,checkpoints,head},"sha256":H}
//   2        {"scenario":{…},"sha256":H}
//   3        {"seed":"…","sha256":H}
//   events   {"event":{…},"hash":H}             H: the hash chain's
//   media    {"media":"base64","sha256":H}
//   checks   {"checkpoint":{exercise,hash,key,seq,wall},"signature":S}
//   last     {"end":true,"sha256":H}            over all bytes before this line
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "log/event_log.hpp"

namespace startex::log {

inline constexpr std::string_view record_format = "startex-record";
inline constexpr std::int64_t record_version = 1;

// What a reader takes. A file over any of these is refused where it passes the limit; nothing grows beyond.
struct RecordLimits {
  std::uint64_t bytes_max = 512ULL * 1024 * 1024;
  std::size_t line_max = 8ULL * 1024 * 1024;
  std::uint64_t events_max = 1'000'000;
  std::uint64_t media_max = 1'000;
  std::uint64_t checkpoints_max = 100'000;
};

struct RecordHeader {
  std::string exercise;
  std::string title;
  std::int64_t created_ms = 0;
  std::uint64_t events = 0, media = 0, checkpoints = 0;
  std::string head;  // the last event's hash, hex
};

struct RecordFault {
  std::uint64_t line = 0;  // from 1
  std::string part;        // "event 42", "the scenario"
  std::string message;     // a sentence
};
// "line 45: event 42: its text or its hash is not what was written"
std::string to_text(const RecordFault& fault);

// Where the parts of a record go as they are read, each already checked. A sentence ends the reading.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  using Outcome = std::optional<std::string>;
  virtual Outcome founding(const RecordHeader& header, Founding founding) = 0;
  virtual Outcome event(std::uint64_t seq, std::string body) = 0;
  virtual Outcome media(const std::string& sha256, std::string bytes) = 0;
  virtual Outcome checkpoint(const Checkpoint& checkpoint) = 0;
};

// Writes the whole log with those media, by their hashes, which are sorted. `corrupt` when what is stored does not give
// the stored head.
tl::expected<void, Error> write_record(EventLog& log, const std::string& title, const std::vector<std::string>& media,
                                       std::ostream& out);

// Reads to the end, or to the first fault. Takes any bytes. Knows nothing of what the events mean.
std::optional<RecordFault> read_record(std::istream& in, RecordSink& sink, const RecordLimits& limits = {});

}  // namespace startex::log
