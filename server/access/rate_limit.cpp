#include "access/rate_limit.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

namespace startex::access {
namespace {

std::string network_of(const std::string& address) {
  in6_addr six{};
  if (::inet_pton(AF_INET6, address.c_str(), &six) != 1) return address;
  const auto* bytes = reinterpret_cast<const char*>(six.s6_addr);
  // An IPv4 address in IPv6 clothes is the IPv4 address.
  if (!IN6_IS_ADDR_V4MAPPED(&six)) return std::string(bytes, 8);
  std::string text(INET_ADDRSTRLEN, '\0');
  ::inet_ntop(AF_INET, bytes + 12, text.data(), static_cast<socklen_t>(text.size()));
  return text.c_str();
}

}  // namespace

void GuessLimiter::forget(std::int64_t now_ms) {
  for (auto& made : tries_) made.at_ms = std::min(made.at_ms, now_ms);
  while (!tries_.empty() && now_ms - tries_.front().at_ms >= window_ms) tries_.pop_front();
}

std::optional<std::int64_t> GuessLimiter::retry_after(const std::string& address, std::int64_t now_ms) {
  forget(now_ms);
  const auto until_free = [now_ms](const Try& oldest) { return (oldest.at_ms + window_ms - now_ms + 999) / 1000; };
  if (tries_.size() >= in_all) return until_free(tries_.front());
  const std::string network = network_of(address);
  const auto is_mine = [&network](const Try& made) { return made.network == network; };
  if (std::count_if(tries_.begin(), tries_.end(), is_mine) < static_cast<std::ptrdiff_t>(per_network))
    return std::nullopt;
  return until_free(*std::find_if(tries_.begin(), tries_.end(), is_mine));
}

void GuessLimiter::wrong(const std::string& address, std::int64_t now_ms) {
  forget(now_ms);
  if (tries_.size() >= in_all) tries_.pop_front();
  tries_.push_back({network_of(address), now_ms});
}

}  // namespace startex::access
