// Guessing is slow for whoever guesses, and nobody else notices. Time is an argument: nothing here waits.
#include "access/rate_limit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace startex::access {
namespace {

constexpr std::int64_t start = 1'750'000'000'000;

// Tries at `now` if that is allowed.
bool tried(GuessLimiter& limiter, const std::string& address, std::int64_t now) {
  if (limiter.retry_after(address, now)) return false;
  limiter.wrong(address, now);
  return true;
}

std::string address_of(int i) { return "10.1." + std::to_string(i / 250) + "." + std::to_string(i % 250); }

// The most of `times` that any 60 seconds hold.
std::size_t most_in_a_minute(const std::vector<std::int64_t>& times) {
  std::size_t most = 0;
  for (auto from = times.begin(); from != times.end(); ++from)
    most = std::max(most, static_cast<std::size_t>(std::lower_bound(from, times.end(), *from + 60'000) - from));
  return most;
}

TEST(GuessLimiter, AnAddressIsWrongAtMostFiveTimesInAnyMinute) {
  GuessLimiter limiter;
  std::vector<std::int64_t> wrong;
  for (std::int64_t now = start; now < start + 600'000; now += 100)
    if (tried(limiter, "192.0.2.7", now)) wrong.push_back(now);
  EXPECT_EQ(most_in_a_minute(wrong), 5U);
  EXPECT_EQ(wrong.size(), 50U);
}

TEST(GuessLimiter, AllTogetherAreWrongAtMostSixtyTimesInAnyMinute) {
  GuessLimiter limiter;
  std::vector<std::int64_t> wrong;
  int i = 0;
  for (std::int64_t now = start; now < start + 600'000; now += 50)
    if (tried(limiter, address_of(i++ % 3000), now)) wrong.push_back(now);
  EXPECT_EQ(most_in_a_minute(wrong), 60U);
  EXPECT_EQ(wrong.size(), 600U);
}

TEST(GuessLimiter, BothLimitsHoldForAnyOrderOfTries) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  GuessLimiter limiter;
  std::map<std::string, std::vector<std::int64_t>> wrong;
  std::vector<std::int64_t> all;
  std::int64_t now = start;
  for (int i = 0; i < 20'000; ++i) {
    now += std::uniform_int_distribution<std::int64_t>(0, random() % 10 == 0 ? 20'000 : 200)(random);
    const auto address = address_of(static_cast<int>(random() % 30));
    if (!tried(limiter, address, now)) continue;
    wrong[address].push_back(now);
    all.push_back(now);
  }
  EXPECT_LE(most_in_a_minute(all), 60U);
  for (const auto& [address, times] : wrong) EXPECT_LE(most_in_a_minute(times), 5U) << address;
}

TEST(GuessLimiter, RightCodesDoNotCount) {
  GuessLimiter limiter;
  // A class of 60 behind one address, four of whom first mistype.
  for (int student = 0; student < 60; ++student) {
    const auto now = start + student * 10;
    if (student % 15 == 0) limiter.wrong("203.0.113.1", now);
    EXPECT_EQ(limiter.retry_after("203.0.113.1", now), std::nullopt);
  }
}

TEST(GuessLimiter, OneWhoGuessesStopsNobodyElse) {
  GuessLimiter limiter;
  for (int i = 0; i < 10'000; ++i) tried(limiter, "192.0.2.7", start + i);
  EXPECT_TRUE(limiter.retry_after("192.0.2.7", start + 10'000));
  EXPECT_FALSE(limiter.retry_after("192.0.2.8", start + 10'000));
}

TEST(GuessLimiter, TheAnswerSaysWhenToComeBackAndThatIsTrue) {
  GuessLimiter limiter;
  for (int i = 0; i < 5; ++i) limiter.wrong("192.0.2.7", start + i * 1000);
  const auto wait = limiter.retry_after("192.0.2.7", start + 4000);
  ASSERT_EQ(wait, 56);
  EXPECT_TRUE(limiter.retry_after("192.0.2.7", start + 4000 + (*wait - 1) * 1000));
  EXPECT_FALSE(limiter.retry_after("192.0.2.7", start + 4000 + *wait * 1000));
}

TEST(GuessLimiter, TheWaitIsNeverLessThanASecond) {
  GuessLimiter limiter;
  for (int i = 0; i < 5; ++i) limiter.wrong("192.0.2.7", start);
  EXPECT_EQ(limiter.retry_after("192.0.2.7", start + 59'999), 1);
  EXPECT_EQ(limiter.retry_after("192.0.2.7", start), 60);
}

TEST(GuessLimiter, WhoHoldsAnIPv6NetworkIsOneGuesser) {
  GuessLimiter limiter;
  int allowed = 0;
  for (int i = 1; i <= 100; ++i)
    if (tried(limiter, "2001:db8:1:2::" + std::to_string(i), start)) ++allowed;
  EXPECT_EQ(allowed, 5);
  EXPECT_FALSE(limiter.retry_after("2001:db8:1:3::1", start));
}

TEST(GuessLimiter, AnIPv4AddressIsOneGuesserHoweverItIsWritten) {
  GuessLimiter limiter;
  for (int i = 0; i < 5; ++i) limiter.wrong("::ffff:192.0.2.7", start);
  EXPECT_TRUE(limiter.retry_after("192.0.2.7", start));
  EXPECT_FALSE(limiter.retry_after("::ffff:192.0.2.8", start));
}

TEST(GuessLimiter, AClockThatIsSetBackLengthensNoWaitBeyondAMinute) {
  GuessLimiter limiter;
  for (int i = 0; i < 5; ++i) limiter.wrong("192.0.2.7", start);
  const auto earlier = start - 86'400'000;
  EXPECT_EQ(limiter.retry_after("192.0.2.7", earlier), 60);
  EXPECT_FALSE(limiter.retry_after("192.0.2.7", earlier + 60'000));
}

}  // namespace
}  // namespace startex::access
