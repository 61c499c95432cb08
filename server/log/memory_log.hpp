// The event log as a list in memory: for rehearsals and tests, gone with the process.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "log/event_log.hpp"

namespace startex::log {

class MemoryLog : public EventLog {
 public:
  explicit MemoryLog(Founding founding) : founding_(std::move(founding)) {}

  const Founding& founding() const override { return founding_; }
  Head head() const override { return head_; }
  tl::expected<Head, Error> append(std::uint64_t first_seq, std::span<const std::string> bodies) override;
  tl::expected<std::vector<std::string>, Error> read(std::uint64_t after, std::size_t count_max) override;
  tl::expected<void, Error> mark_alive(std::int64_t wall_ms) override;
  std::int64_t alive_ms() const override { return alive_ms_; }
  Verification verify() override;
  tl::expected<void, Error> put_media(const std::string& sha256, std::string_view bytes) override;
  tl::expected<std::string, Error> media(const std::string& sha256) override;
  tl::expected<void, Error> add_checkpoint(const Checkpoint& checkpoint) override;
  tl::expected<std::vector<Checkpoint>, Error> checkpoints() override { return checkpoints_; }
  const Checkpoint& last_checkpoint() const override { return last_checkpoint_; }

 private:
  Founding founding_;
  Head head_;
  std::vector<std::string> bodies_;
  std::map<std::string, std::string> media_;
  std::vector<Checkpoint> checkpoints_;
  Checkpoint last_checkpoint_;
  std::int64_t alive_ms_ = 0;
};

}  // namespace startex::log
