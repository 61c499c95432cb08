// A code that is read aloud and typed on a phone opens what it was made for.
#include "access/join_codes.hpp"

#include <gtest/gtest.h>

#include <set>

namespace startex::access {
namespace {

TEST(JoinCodes, TheAlphabetHas31LettersNoneOfThemMistakenForAnother) {
  EXPECT_EQ(std::set<char>(code_alphabet.begin(), code_alphabet.end()).size(), 31U);
  for (const char mistaken : std::string_view("01OIL"))
    EXPECT_EQ(code_alphabet.find(mistaken), std::string_view::npos) << mistaken;
}

TEST(JoinCodes, AFreshCodeIsItsOwnNormalFormAndNoOtherIsLikeIt) {
  std::set<std::string> made, letters;
  for (int i = 0; i < 2000; ++i) {
    for (const std::size_t length : {8U, 12U}) {
      const auto code = new_code(length);
      ASSERT_EQ(code.size(), length);
      ASSERT_EQ(normalise_code(code), code);
      made.insert(code);
      for (const char c : code) letters.insert(std::string(1, c));
    }
  }
  EXPECT_EQ(made.size(), 4000U);
  EXPECT_EQ(letters.size(), code_alphabet.size());
}

TEST(JoinCodes, CaseBlanksAndDashesDoNotCount) {
  for (const auto* typed :
       {"KX7P2M4Q", "kx7p2m4q", "KX7P-2M4Q", "kx7p 2m4q", "  KX7P-2M4Q ", "K-X-7-P-2-M-4-Q", "\tKX7P2M4Q\r\n"})
    EXPECT_EQ(normalise_code(typed), "KX7P2M4Q") << typed;
  EXPECT_EQ(normalise_code("kx7p-2m4q-9abc"), "KX7P2M4Q9ABC");
}

TEST(JoinCodes, WhatCanBeNoCodeIsNone) {
  for (const auto* typed : {"", " ", "--------", "KX7P2M4", "KX7P2M4QA", "KX7P2M4QABC", "KX7P2M4QABCDE", "KX7P2M40",
                            "KX7P2M4O", "KX7P2M4I", "KX7P2M4l", "KX7P2M4_", "KX7P2M4\xC3\x96",
                            "KX7P\xE2\x80\x93"
                            "2M4Q",
                            "' OR 1=1--", "%2e%2e%2f"})
    EXPECT_EQ(normalise_code(typed), std::nullopt) << typed;
  EXPECT_EQ(normalise_code(std::string_view("KX7P\0M4Q2", 9)), std::nullopt);
  EXPECT_EQ(normalise_code(std::string(1'000'000, 'A')), std::nullopt);
}

}  // namespace
}  // namespace startex::access
