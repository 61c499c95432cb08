// How often somebody may be wrong. Right codes do not count, so that a class behind one address joins in seconds.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace startex::access {

// Times are milliseconds of any clock that does not go back. One thread.
class GuessLimiter {
 public:
  static constexpr double per_address_a_minute = 5;
  static constexpr double in_all_a_minute = 60;
  static constexpr std::size_t addresses_max = 10'000;

  // Seconds to wait before this address may try again; nothing when it may now.
  std::optional<std::int64_t> retry_after(const std::string& address, std::int64_t now_ms);
  void wrong(const std::string& address, std::int64_t now_ms);

 private:
  // What is left of a minute's wrong tries; it fills again evenly.
  struct Allowance {
    double left = 0;
    std::int64_t at_ms = 0;
    void refill(double a_minute, std::int64_t now_ms);
  };
  std::map<std::string, Allowance> addresses_;
  Allowance all_{in_all_a_minute, 0};
};

}  // namespace startex::access
