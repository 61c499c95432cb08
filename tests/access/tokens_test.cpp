// What is secret cannot be guessed, and what is stored in its place cannot be turned back.
#include "access/tokens.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <thread>

namespace startex::access {
namespace {

using testing::MatchesRegex;

TEST(Tokens, ATokenIs256BitsInLettersThatAUrlAndACookieCarry) {
  EXPECT_THAT(new_token(), MatchesRegex("[A-Za-z0-9_-]{43}"));
}

TEST(Tokens, AnIdIsSixteenLowerCaseLettersAndDigitsOf32Kinds) {
  std::set<char> seen;
  for (int i = 0; i < 500; ++i) {
    const auto id = new_id();
    ASSERT_THAT(id, MatchesRegex("[0-9a-z]{16}"));
    seen.insert(id.begin(), id.end());
  }
  EXPECT_EQ(seen.size(), 32U);
}

TEST(Tokens, ASeedIs256BitsInHex) { EXPECT_THAT(new_seed(), MatchesRegex("[0-9a-f]{64}")); }

TEST(Tokens, NoTwoAreAlikeWhicheverThreadMakesThem) {
  std::array<std::vector<std::string>, 4> made;
  std::vector<std::thread> threads;
  for (auto& mine : made)
    threads.emplace_back([&mine] {
      for (int i = 0; i < 1000; ++i) mine.insert(mine.end(), {new_token(), new_id(), new_seed()});
    });
  for (auto& thread : threads) thread.join();
  std::set<std::string> all;
  for (const auto& mine : made) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 12'000U);
}

TEST(Tokens, EachChoiceBelowABoundComesUp) {
  std::array<int, 31> times{};
  for (int i = 0; i < 31'000; ++i) ++times.at(random_below(31));
  // 1,000 expected, deviation 31: nine deviations either way.
  for (const int count : times) EXPECT_NEAR(count, 1000, 280);
}

// The examples of FIPS 180-2.
TEST(Tokens, TheHashIsSha256InHex) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(token_hash("abc"), sha256_hex("abc"));
}

TEST(Tokens, ComparisonTellsEqualFromUnequal) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("same", "same"));
  EXPECT_FALSE(equal_in_constant_time("same", "sama"));
  EXPECT_FALSE(equal_in_constant_time("same", "Same"));
  EXPECT_FALSE(equal_in_constant_time("same", "same "));
  EXPECT_FALSE(equal_in_constant_time("same", ""));
}

}  // namespace
}  // namespace startex::access
