#include <fmt/format.h>
#include <sodium.h>

#include <ostream>

#include "log/record.hpp"
#include "log/record_lines.hpp"

namespace startex::log {
namespace {

constexpr std::size_t rows_at_once = 500;

class Writer {
 public:
  Writer(EventLog& log, std::ostream& out) : log_(log), out_(out) { crypto_hash_sha256_init(&all_); }

  tl::expected<void, Error> write(const std::string& title, const std::vector<std::string>& media) {
    const auto checkpoints = log_.checkpoints();
    if (!checkpoints) return tl::unexpected(checkpoints.error());
    const Founding& founding = log_.founding();
    const Head head = log_.head();
    proven(header_line, json::to_text({{"format", record_format},
                                       {"version", record_version},
                                       {"exercise", founding.exercise},
                                       {"title", title},
                                       {"created", founding.created_ms},
                                       {"events", head.seq},
                                       {"media", media.size()},
                                       {"checkpoints", checkpoints->size()},
                                       {"head", to_hex(head.hash)}}));
    proven(scenario_line, founding.scenario);
    proven(seed_line, json::to_text(founding.seed));
    if (const auto written = events(head); !written) return written;
    for (const auto& sha256 : media) {
      const auto bytes = log_.media(sha256);
      if (!bytes) return tl::unexpected(bytes.error());
      line(write_line(media_line, json::to_text(to_base64(*bytes)), sha256));
    }
    for (const Checkpoint& one : *checkpoints)
      line(write_line(
          checkpoint_line,
          json::to_text(
              {{"exercise", one.exercise}, {"seq", one.seq}, {"hash", one.hash}, {"wall", one.wall}, {"key", one.key}}),
          one.signature));
    Digest digest{};
    crypto_hash_sha256_final(&all_, digest.data());
    out_ << write_line(end_line, "true", to_hex(digest)) << '\n';
    if (!out_.flush()) return tl::unexpected(Error{ErrorKind::io, "the record cannot be written"});
    return {};
  }

 private:
  tl::expected<void, Error> events(const Head& head) {
    Head at;
    while (at.seq < head.seq) {
      const auto bodies = log_.read(at.seq, rows_at_once);
      if (!bodies) return tl::unexpected(bodies.error());
      for (const auto& body : *bodies) {
        at = {at.seq + 1, chained(at.hash, body)};
        line(write_line(event_line, body, to_hex(at.hash)));
      }
      if (bodies->empty() || !out_) break;
    }
    if (!out_) return tl::unexpected(Error{ErrorKind::io, "the record cannot be written"});
    // A log that was altered must not leave as one that was not.
    if (at.seq != head.seq || at.hash != head.hash)
      return tl::unexpected(Error{ErrorKind::corrupt, "the events are not those that were written: verify the file"});
    return {};
  }

  void proven(RecordLine shape, const std::string& text) { line(write_line(shape, text, sha256_hex(text))); }

  void line(std::string text) {
    text += '\n';
    crypto_hash_sha256_update(&all_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    out_ << text;
  }

  EventLog& log_;
  std::ostream& out_;
  crypto_hash_sha256_state all_{};
};

}  // namespace

tl::expected<void, Error> write_record(EventLog& log, const std::string& title, const std::vector<std::string>& media,
                                       std::ostream& out) {
  return Writer(log, out).write(title, media);
}

}  // namespace startex::log
