// What is drawn rests on the seed's text and the label alone, by arithmetic that anybody can do again.
#include "engine/chance.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>

namespace startex::engine {
namespace {

// Computed apart from this program, with Python's hashlib:
//   1 + int.from_bytes(blake2b(label, digest_size=32, key=sha256(seed).digest()).digest()[:8], "big") % sides
TEST(Chance, ADrawIsWhatTheDocumentationSaysItIs) {
  const SeededChance chance("0123456789abcdef");
  EXPECT_EQ(chance.draw("action/one", 100), 61);
  EXPECT_EQ(chance.draw("action/two", 100), 78);
  EXPECT_EQ(chance.draw("", 6), 5);
  EXPECT_EQ(SeededChance("another seed").draw("action/one", 100), 18);
}

TEST(Chance, EverySideComesUpAboutEquallyOften) {
  const SeededChance chance("a seed");
  constexpr int sides = 20, draws = 20'000;
  std::array<int, sides> counts{};
  for (int i = 0; i < draws; ++i) {
    const auto drawn = chance.draw("roll " + std::to_string(i), sides);
    ASSERT_GE(drawn, 1);
    ASSERT_LE(drawn, sides);
    ++counts[static_cast<std::size_t>(drawn - 1)];
  }
  double chi_square = 0;
  for (const int count : counts) chi_square += std::pow(count - draws / sides, 2) / (draws / sides);
  EXPECT_LT(chi_square, 43.8);  // 19 degrees of freedom, p = 0.001; the seed is fixed
}

TEST(Chance, WhatIsSealedIsReadWithTheSameSecretUnderTheSameLabelOnly) {
  const SeededChance chance("a seed", "a secret");
  const std::string text(3000, 'x');
  const auto sealed = chance.seal("one", text);
  EXPECT_EQ(sealed, chance.seal("one", text));
  EXPECT_NE(sealed, chance.seal("two", text));
  EXPECT_EQ(sealed.find("xxx"), std::string::npos);
  EXPECT_EQ(chance.unseal("one", sealed), text);
  EXPECT_EQ(SeededChance("another seed", "a secret").unseal("one", sealed), text);
  EXPECT_FALSE(chance.unseal("two", sealed));
  EXPECT_FALSE(SeededChance("a seed", "another secret").unseal("one", sealed));
  EXPECT_FALSE(SeededChance("a seed").unseal("one", sealed));
  std::string altered = sealed;
  altered[100] = altered[100] == 'A' ? 'B' : 'A';
  for (const auto& bad : {altered, sealed.substr(0, 40), std::string("AAAA"), std::string("not base64!"), std::string()})
    EXPECT_FALSE(chance.unseal("one", bad)) << bad.substr(0, 20);
}

TEST(Chance, IdsOfDifferentLabelsDiffer) {
  const SeededChance chance("a seed");
  std::set<std::string> ids;
  for (int i = 0; i < 10'000; ++i) ids.insert(chance.id(std::to_string(i)));
  EXPECT_EQ(ids.size(), 10'000U);
}

}  // namespace
}  // namespace startex::engine
