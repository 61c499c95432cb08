#include "engine/feeds.hpp"

#include <algorithm>

namespace startex::engine {

void Feeds::open(const std::vector<exercise::Viewer>& viewers, int offset_minutes) {
  offset_minutes_ = offset_minutes;
  for (const auto& viewer : viewers) seen_[viewer];
}

void Feeds::add(const exercise::Event& event) {
  events_.push_back(exercise::render(event, offset_minutes_));
  for (auto& [viewer, seqs] : seen_)
    if (exercise::may_see(event.audience, viewer)) seqs.push_back(static_cast<std::uint32_t>(event.seq));
}

const std::vector<std::uint32_t>& Feeds::feed(const exercise::Viewer& viewer) const {
  static const std::vector<std::uint32_t> nothing;
  const auto it = seen_.find(viewer);
  return it == seen_.end() ? nothing : it->second;
}

std::uint64_t Feeds::head(const exercise::Viewer& viewer) const { return feed(viewer).size(); }

std::uint64_t Feeds::seq_of(const exercise::Viewer& viewer, std::uint64_t n) const { return feed(viewer)[n - 1]; }

std::string Feeds::event_text(const exercise::Viewer& viewer, std::uint64_t n) const {
  return exercise::numbered(events_[seq_of(viewer, n) - 1], viewer.role, n);
}

std::optional<std::uint64_t> Feeds::number_of(const exercise::Viewer& viewer, std::uint64_t seq) const {
  const auto& seqs = feed(viewer);
  const auto it = std::lower_bound(seqs.begin(), seqs.end(), seq);
  if (it == seqs.end() || *it != seq) return std::nullopt;
  return static_cast<std::uint64_t>(it - seqs.begin()) + 1;
}

}  // namespace startex::engine
