// The log is one line an event, and nothing that comes from outside makes it anything else.
#include "telemetry/logging.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

namespace startex::telemetry {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

std::string logged(const LogOptions& options, std::string_view message) {
  set_up(options);
  testing::internal::CaptureStderr();
  warn("{}", message);
  return testing::internal::GetCapturedStderr();
}

TEST(Logging, WhatReadsAsItStandsIsWrittenAsItStands) {
  for (const auto* text : {"exercise h3zh opened", "Übung für 한국 🇰🇷 ✓ – “so”", "100 % of {} and {0} at /a/b"})
    EXPECT_EQ(escaped(text), text);
}

TEST(Logging, NothingEndsALineMovesTheCursorOrTurnsTheText) {
  EXPECT_EQ(escaped("a\r\nb\tc"), R"(a\u000d\u000ab\u0009c)");
  EXPECT_EQ(escaped("\x1B[31mred\x07"), R"(\u001b[31mred\u0007)");
  EXPECT_EQ(escaped(std::string_view("a\0b\x7F", 4)), R"(a\u0000b\u007f)");
  EXPECT_EQ(escaped("\xC2\x9B"
                    "31m"),
            R"(\u009b31m)");
  EXPECT_EQ(escaped("a\xE2\x80\xAE"
                    "b\xE2\x81\xA6"
                    "c\xE2\x80\x8F\xD8\x9C"),
            R"(a\u202eb\u2066c\u200f\u061c)");
  EXPECT_EQ(escaped("a\xE2\x80\xA8"
                    "b\xE2\x80\xA9\xEF\xBB\xBF"),
            R"(a\u2028b\u2029\ufeff)");
}

TEST(Logging, ABackslashOfTheInputIsNotTakenForOneOfOurs) { EXPECT_EQ(escaped(R"(\u000a "x")"), R"(\\u000a \"x\")"); }

TEST(Logging, BytesThatAreNotUtf8AreShownAsSuch) {
  for (const auto* bytes :
       {"\x80", "\xC0\xAF", "\xE2\x82", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xF4\x90\x80\x80", "\xFF"}) {
    const auto text = escaped(bytes);
    EXPECT_EQ(text.size() % 6, 0U);
    EXPECT_THAT(text, testing::StartsWith("\\ufffd")) << text;
  }
  EXPECT_EQ(escaped("a\xE2\x82z"), "a\\ufffd\\ufffdz");
}

TEST(Logging, APlainLineIsTimeLevelMessage) {
  EXPECT_THAT(
      logged({.json = false}, "the store is slow"),
      MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z warning the store is slow\n"));
}

TEST(Logging, AJsonLineIsOneObject) {
  const auto line = logged({.json = true}, "a \"quoted\" \\ line\nand {} %v another");
  const auto object = nlohmann::json::parse(line);
  EXPECT_EQ(object.at("level"), "warning");
  EXPECT_EQ(object.at("message"), "a \"quoted\" \\ line\nand {} %v another");
  EXPECT_EQ(object.size(), 3U);
}

TEST(Logging, SeveritiesAreTold) {
  set_up({.json = true});
  testing::internal::CaptureStderr();
  info("one {}", 1);
  error("two {}", "2");
  std::istringstream lines(testing::internal::GetCapturedStderr());
  std::string line;
  std::getline(lines, line);
  EXPECT_THAT(line, HasSubstr(R"("level":"info","message":"one 1")"));
  std::getline(lines, line);
  EXPECT_THAT(line, HasSubstr(R"("level":"error","message":"two 2")"));
}

TEST(Logging, AnyBytesMakeOneLineThatIsJson) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  // Mostly the pieces that could do harm, between bytes of any kind.
  const std::vector<std::string> pieces{"\n",   "\r",   "\x1B", "\"",   "\\",   "\\u",          "{", "}", "%v",
                                        "\xE2", "\x80", "\xAE", "\xC2", "\x9B", "\xEF\xBB\xBF", "é"};
  for (int round = 0; round < 2000; ++round) {
    std::string message;
    for (auto left = random() % 40; left > 0; --left)
      message += random() % 3 ? pieces[random() % pieces.size()] : std::string(1, static_cast<char>(random() % 256));
    const auto text = escaped(message);
    for (const char c : text) ASSERT_GE(static_cast<unsigned char>(c), 0x20) << text;
    ASSERT_NO_THROW(nlohmann::json::parse("\"" + text + "\"")) << text;
  }
}

}  // namespace
}  // namespace startex::telemetry
