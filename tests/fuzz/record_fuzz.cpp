// Any file: a record that is taken is the very record that would be written from it; everything else is refused with a
// line and a sentence.
#include <sstream>

#include "fuzz/target.hpp"
#include "log/memory_log.hpp"
#include "log/record.hpp"

namespace {

using namespace startex::log;

struct Copy : RecordSink {
  Outcome founding(const RecordHeader& of, Founding founding) override {
    title = of.title;
    log = std::make_unique<MemoryLog>(std::move(founding));
    return {};
  }
  Outcome event(std::uint64_t seq, std::string body) override {
    return log->append(seq, std::vector{std::move(body)}) ? Outcome{} : "refused";
  }
  Outcome media(const std::string& sha256, std::string bytes) override {
    (void)log->put_media(sha256, bytes);
    hashes.push_back(sha256);
    return {};
  }
  Outcome checkpoint(const Checkpoint& checkpoint) override {
    (void)log->add_checkpoint(checkpoint);
    return {};
  }
  std::string title;
  std::vector<std::string> hashes;
  std::unique_ptr<MemoryLog> log;
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using startex::fuzz::require;
  const std::string text(startex::fuzz::text_of(data, size));
  std::istringstream in(text);
  Copy copy;
  RecordLimits limits;
  limits.line_max = 1 << 20;
  if (const auto fault = read_record(in, copy, limits)) {
    require(fault->line > 0 && !fault->part.empty() && !fault->message.empty(), "a fault has a line and a sentence");
    return 0;
  }
  std::ostringstream out;
  require(write_record(*copy.log, copy.title, copy.hashes, out).has_value(), "what was read can be written");
  require(out.str() == text, "a record is written in one way only");
  return 0;
}
