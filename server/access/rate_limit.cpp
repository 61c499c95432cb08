#include "access/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace startex::access {
namespace {

std::int64_t seconds_until_one(double left, double a_minute) {
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil((1 - left) * 60 / a_minute)));
}

}  // namespace

void GuessLimiter::Allowance::refill(double a_minute, std::int64_t now_ms) {
  left = std::min(a_minute, left + static_cast<double>(std::max<std::int64_t>(0, now_ms - at_ms)) * a_minute / 60'000);
  at_ms = now_ms;
}

std::optional<std::int64_t> GuessLimiter::retry_after(const std::string& address, std::int64_t now_ms) {
  all_.refill(in_all_a_minute, now_ms);
  if (all_.left < 1) return seconds_until_one(all_.left, in_all_a_minute);
  const auto it = addresses_.find(address);
  if (it == addresses_.end()) return std::nullopt;
  it->second.refill(per_address_a_minute, now_ms);
  if (it->second.left < 1) return seconds_until_one(it->second.left, per_address_a_minute);
  return std::nullopt;
}

void GuessLimiter::wrong(const std::string& address, std::int64_t now_ms) {
  if (!addresses_.contains(address) && addresses_.size() >= addresses_max) {
    // Whoever has waited longest is the nearest to being forgiven.
    addresses_.erase(std::min_element(addresses_.begin(), addresses_.end(),
                                      [](const auto& a, const auto& b) { return a.second.at_ms < b.second.at_ms; }));
  }
  Allowance& mine = addresses_.try_emplace(address, Allowance{per_address_a_minute, now_ms}).first->second;
  mine.refill(per_address_a_minute, now_ms);
  all_.refill(in_all_a_minute, now_ms);
  mine.left -= 1;
  all_.left -= 1;
}

}  // namespace startex::access
