// How often somebody may be wrong. Right codes do not count, so that a class behind one address joins in seconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace startex::access {

// Counts the wrong tries of the last minute, for each network and in all: never more than the limit in any 60 seconds,
// wherever they begin. A network is an IPv4 address, or the first 64 bits of an IPv6 one: whoever holds one address of
// those holds them all. What is remembered is at most `in_all` tries, however many addresses ask.
//
// Times are milliseconds. A clock that is set back lengthens no wait beyond a minute. One thread.
class GuessLimiter {
 public:
  static constexpr std::size_t per_network = 5;
  static constexpr std::size_t in_all = 60;
  static constexpr std::int64_t window_ms = 60'000;

  // Seconds to wait before this address may try again; nothing when it may now.
  std::optional<std::int64_t> retry_after(const std::string& address, std::int64_t now_ms);
  void wrong(const std::string& address, std::int64_t now_ms);

 private:
  struct Try {
    std::string network;
    std::int64_t at_ms;
  };
  void forget(std::int64_t now_ms);

  std::deque<Try> tries_;  // oldest first
};

}  // namespace startex::access
