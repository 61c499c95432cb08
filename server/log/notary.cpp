#include "log/notary.hpp"

namespace startex::log {

tl::expected<void, Error> attest(EventLog& log, const SigningKey& key, std::int64_t wall_ms, bool at_once) {
  const Head head = log.head();
  const Checkpoint& last = log.last_checkpoint();
  if (head.seq <= last.seq) return {};
  if (!at_once && head.seq - last.seq < attest_events && wall_ms - last.wall < attest_every_ms) return {};
  return log.add_checkpoint(key.sign({log.founding().exercise, head.seq, to_hex(head.hash), wall_ms, "", ""}));
}

}  // namespace startex::log
