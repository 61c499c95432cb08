#include "exercise/sight.hpp"

#include <algorithm>

namespace startex::exercise {

void Sight::open(const std::vector<Viewer>& viewers) {
  for (const auto& viewer : viewers) seen_[viewer];
}

void Sight::add(const Event& event) {
  for (auto& [viewer, seqs] : seen_)
    if (may_see(event.audience, viewer)) seqs.push_back(static_cast<std::uint32_t>(event.seq));
}

std::optional<std::uint64_t> Sight::seq_of(const Viewer& viewer, std::uint64_t n) const {
  const auto& own = seqs(viewer);
  if (n == 0 || n > own.size()) return std::nullopt;
  return own[n - 1];
}

std::optional<std::uint64_t> Sight::number_of(const Viewer& viewer, std::uint64_t seq) const {
  const auto& own = seqs(viewer);
  const auto it = std::lower_bound(own.begin(), own.end(), seq);
  if (it == own.end() || *it != seq) return std::nullopt;
  return static_cast<std::uint64_t>(it - own.begin()) + 1;
}

const std::vector<std::uint32_t>& Sight::seqs(const Viewer& viewer) const {
  static const std::vector<std::uint32_t> nothing;
  const auto it = seen_.find(viewer);
  return it == seen_.end() ? nothing : it->second;
}

}  // namespace startex::exercise
