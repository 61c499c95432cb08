#include "log/memory_log.hpp"

#include <algorithm>

namespace startex::log {

tl::expected<Head, Error> MemoryLog::append(std::uint64_t first_seq, std::span<const std::string> bodies) {
  if (first_seq != head_.seq + 1)
    return tl::unexpected(Error{ErrorKind::conflict, "the event does not follow the last one"});
  for (const std::string& body : bodies) {
    head_ = {head_.seq + 1, chained(head_.hash, body)};
    bodies_.push_back(body);
  }
  return head_;
}

tl::expected<std::vector<std::string>, Error> MemoryLog::read(std::uint64_t after, std::size_t count_max) {
  const auto first = std::min<std::size_t>(after, bodies_.size());
  const auto count = std::min(count_max, bodies_.size() - first);
  const auto begin = bodies_.begin() + static_cast<std::ptrdiff_t>(first);
  return std::vector<std::string>(begin, begin + static_cast<std::ptrdiff_t>(count));
}

tl::expected<void, Error> MemoryLog::mark_alive(std::int64_t wall_ms) {
  alive_ms_ = wall_ms;
  return {};
}

Verification MemoryLog::verify() { return {true, head_.seq, to_hex(head_.hash), 0, ""}; }

tl::expected<void, Error> MemoryLog::put_media(const std::string& sha256, std::string_view bytes) {
  media_.try_emplace(sha256, bytes);
  return {};
}

tl::expected<std::string, Error> MemoryLog::media(const std::string& sha256) {
  const auto it = media_.find(sha256);
  if (it == media_.end()) return tl::unexpected(Error{ErrorKind::not_found, "there is no such file"});
  return it->second;
}

tl::expected<void, Error> MemoryLog::add_checkpoint(const Checkpoint& checkpoint) {
  checkpoints_.push_back(checkpoint);
  last_checkpoint_ = checkpoint;
  return {};
}

}  // namespace startex::log
