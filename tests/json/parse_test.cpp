// Text from outside becomes a value only within bounds; anything else is refused and never harms.
#include "json/json.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

namespace startex::json {
namespace {

std::string refusal(std::string_view text, Bounds bounds = {}) {
  const auto value = parse(text, bounds);
  return value ? "accepted: " + to_text(*value) : value.error().message;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(Parse, DepthIsBounded) {
  EXPECT_TRUE(parse(nested(16)));
  EXPECT_EQ(refusal(nested(17)), "The JSON is nested too deeply.");
  EXPECT_EQ(refusal(R"({"a":)" + nested(16) + "}"), "The JSON is nested too deeply.");
  EXPECT_TRUE(parse(nested(5), {.bytes_max = 100, .depth_max = 5}));
  EXPECT_FALSE(parse(nested(6), {.bytes_max = 100, .depth_max = 5}));
}

TEST(Parse, AHundredThousandBracketsAreOnlyAFault) {
  const Bounds wide{.bytes_max = 1'000'000, .depth_max = 16};
  EXPECT_EQ(refusal(std::string(100'000, '['), wide), "The JSON is nested too deeply.");
  EXPECT_EQ(refusal(nested(100'000), wide), "The JSON is nested too deeply.");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += R"({"a":)";
  EXPECT_EQ(refusal(objects, wide), "The JSON is nested too deeply.");
}

TEST(Parse, LengthIsBounded) {
  EXPECT_TRUE(parse("\"" + std::string(64 * 1024 - 2, 'a') + "\""));
  EXPECT_EQ(refusal("\"" + std::string(64 * 1024 - 1, 'a') + "\""), "The text is too long.");
}

TEST(Parse, AKeyStandsOnce) {
  for (const auto* text :
       {R"({"a":1,"a":2})", R"({"a":1,"\u0061":1})", R"([{"x":{"b":[],"c":0,"b":{}}}])", R"({"":1,"":2})"})
    EXPECT_EQ(refusal(text), "A key stands twice in one object.") << text;
  EXPECT_TRUE(parse(R"({"a":{"a":{"a":1}},"A":2,"b":[{"a":1},{"a":1}]})"));
}

TEST(Parse, HalvesOfACharacterAreRefused) {
  for (const auto* text :
       {R"("\ud800")", R"("\udc00")", R"("\ud800x")", R"("\ud800\ud800")", R"("\udc00\ud800")", R"({"\ud800":1})"})
    EXPECT_EQ(refusal(text), "The text is not JSON.") << text;
  EXPECT_EQ(parse(R"("\ud83d\ude00")").value(), "😀");
}

TEST(Parse, BytesThatAreNotUtf8AreRefused) {
  for (const auto* bytes : {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x80\x80", "\xE2\x82",
                            "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                            "\xF8\x88\x80\x80\x80", "\xFE", "\xFF"}) {
    EXPECT_EQ(refusal("\"" + std::string(bytes) + "\""), "The text is not valid UTF-8.");
    EXPECT_EQ(refusal(bytes), "The text is not valid UTF-8.");
  }
  for (const auto* bytes : {"\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
                            "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    EXPECT_EQ(parse("\"" + std::string(bytes) + "\"").value(), bytes);
}

TEST(Parse, NulIsNoBlankAndEndsNothing) {
  EXPECT_EQ(refusal(std::string_view("1\0", 2)), "The text is not JSON.");
  EXPECT_EQ(refusal(std::string_view("{}\0{}", 5)), "The text is not JSON.");
  EXPECT_FALSE(
      parse(std::string_view("\0"
                             "1",
                             2)));
  EXPECT_FALSE(parse(std::string_view("\"a\0b\"", 5)));
  EXPECT_EQ(parse(R"("a\u0000b")").value().get<std::string>(), std::string("a\0b", 3));
}

TEST(Parse, NumbersOutsideADoubleAreRefused) {
  for (const auto* text : {"1e999999", "-1e999999", "[1e400]", "1e309"}) EXPECT_FALSE(parse(text)) << text;
  EXPECT_EQ(parse("1e308").value(), 1e308);
  EXPECT_EQ(parse("1e-999999").value(), 0.0);
}

TEST(Parse, WholeNumbersAreExactAsFarAs64BitsReach) {
  EXPECT_EQ(parse("9007199254740993").value().get<std::int64_t>(), 9007199254740993);
  EXPECT_EQ(parse("9223372036854775807").value().get<std::int64_t>(), INT64_MAX);
  EXPECT_EQ(parse("-9223372036854775808").value().get<std::int64_t>(), INT64_MIN);
  EXPECT_TRUE(parse("9223372036854775808").value().is_number_unsigned());
  EXPECT_EQ(parse("18446744073709551615").value().get<std::uint64_t>(), UINT64_MAX);
  EXPECT_TRUE(parse("18446744073709551616").value().is_number_float());
  EXPECT_TRUE(parse("-9223372036854775809").value().is_number_float());
}

TEST(Parse, OnlyJsonIsJson) {
  for (const auto* text : {"",    " ",      "{",       "}",         "[1,]",     "{\"a\":1,}", "{a:1}", "{'a':1}",
                           "nul", "True",   "NaN",     "Infinity",  "-",        "+1",         "01",    "1.",
                           ".5",  "1e",     "0x10",    "// c\n1",   "/* c */1", "1 2",        "{}{}",  "[]]",
                           "\"a", "\"\t\"", "\"\\x\"", "\"\\u12\"", "{\"a\"}",  "{\"a\":}",   "{1:2}", "[1 2]"})
    EXPECT_EQ(refusal(text), "The text is not JSON.") << text;
}

TEST(Parse, TheFaultSaysWhereAndTellsNothingOfTheText) {
  const auto value = parse(R"({"a":1,"secret-word" 2})");
  ASSERT_FALSE(value);
  EXPECT_GE(value.error().offset, 20U);
  EXPECT_LE(value.error().offset, 23U);
  EXPECT_EQ(value.error().message.find("secret"), std::string::npos);
}

TEST(ToText, SortsKeysAndWritesNoBlanks) {
  EXPECT_EQ(to_text(parse(R"( { "b" : [ 1 , 2.50 ] , "a" : null } )").value()), R"({"a":null,"b":[1,2.5]})");
}

TEST(ToText, NeverThrowsAtBytesThatAreNotUtf8) { EXPECT_EQ(to_text(Json("a\xFF")), "\"a\xEF\xBF\xBD\""); }

TEST(Pointer, EscapesAsRfc6901Says) {
  EXPECT_EQ(pointer("", "a/b~c"), "/a~1b~0c");
  EXPECT_EQ(pointer("/injects", 3), "/injects/3");
  EXPECT_EQ(pointer("/a", ""), "/a/");
}

TEST(CodePoints, AreCountedNotBytes) {
  EXPECT_EQ(code_points(""), 0U);
  EXPECT_EQ(code_points("한국🇰🇷"), 4U);
}

// Values of every kind, nested at most `depth` deep.
class Values {
 public:
  explicit Values(std::uint32_t seed) : random_(seed) {}

  Json any(int depth) {
    switch (random_() % (depth > 0 ? 8 : 6)) {
      case 0:
        return nullptr;
      case 1:
        return random_() % 2 == 0;
      case 2:
        return static_cast<std::int64_t>(random_()) >> (random_() % 64);
      case 3:
        return random_();
      case 4:
        return finite();
      case 5:
        return text();
      case 6:
        return list(depth);
      default:
        return object(depth);
    }
  }

 private:
  double finite() {
    const double value = std::bit_cast<double>(random_());
    return std::isfinite(value) ? value : -0.0;
  }
  std::string text() {
    static const std::vector<std::string> pieces{
        "a",    "\"", "\\", "/", "\n",           std::string(1, '\0'), "\x1F",
        "\x7F", "é",  "한", "😀", "\xEF\xBF\xBD", "\xE2\x80\xA8",       "\\u0000"};
    std::string out;
    for (auto left = random_() % 12; left > 0; --left) out += pieces[random_() % pieces.size()];
    return out;
  }
  Json list(int depth) {
    Json out = Json::array();
    for (auto left = random_() % 5; left > 0; --left) out.push_back(any(depth - 1));
    return out;
  }
  Json object(int depth) {
    Json out = Json::object();
    for (auto left = random_() % 5; left > 0; --left) out[text()] = any(depth - 1);
    return out;
  }

  std::mt19937_64 random_;
};

TEST(RoundTrip, WhatIsWrittenIsReadAgainAndWrittenTheSame) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  Values values(seed);
  for (int i = 0; i < 5000; ++i) {
    const Json value = values.any(6);
    const auto text = to_text(value);
    const auto read = parse(text);
    ASSERT_TRUE(read) << text << ": " << read.error().message;
    ASSERT_EQ(*read, value) << text;
    ASSERT_EQ(to_text(*read), text);
  }
}

}  // namespace
}  // namespace startex::json
