// A replay in one file: what a text in it can do, and what is in its bytes.
#include "review/one_file.hpp"

#include <gmock/gmock.h>

#include "review/perspective.hpp"
#include "support/stage.hpp"

namespace startex::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view page =
    R"(<!doctype html><script type="application/json" id="startex-record"></script><script>play()</script>)";

std::string texts(const Stage& stage, std::string_view as) {
  return review::one_file(page, *review::export_log(stage.stored(), as, review::Format::jsonl), "x1", as).value();
}

// The events that stand in the page, as its script reads them.
std::vector<Json> events_in(const std::string& file) {
  const std::string begin = "data-as=\"";
  const auto from = file.find('>', file.find(begin)) + 1;
  std::istringstream lines(file.substr(from, file.find("</script>", from) - from));
  std::vector<Json> events;
  for (std::string line; std::getline(lines, line);) events.push_back(Json::parse(line));
  return events;
}

TEST(OneFile, NoTextEndsTheElementThatHoldsIt) {
  Stage stage;
  stage.join("Ann", "a.head");
  stage.start();
  const std::string nasty = "</script><script>alert(1)</script><!-- \xE2\x80\xA8\xE2\x80\xA9 ]]> &amp; \\u003c 안녕";
  (void)stage.ask("Ann", "message.send", {{"channel", "tri"}, {"body", nasty}});
  const auto file = texts(stage, "control");
  EXPECT_THAT(file, Not(HasSubstr("alert(1)</script>")));
  EXPECT_THAT(file, Not(HasSubstr("<!--")));
  EXPECT_THAT(file, Not(HasSubstr("\xE2\x80\xA8")));
  EXPECT_THAT(file, HasSubstr("<script>play()</script>"));
  bool found = false;
  for (const Json& event : events_in(file)) found = found || event.at("data").value("body", "") == nasty;
  EXPECT_TRUE(found);
}

TEST(OneFile, HoldsWhatItsViewerReceivedAndNothingOfOthers) {
  Stage stage;
  stage.join("Ann", "a.head");
  stage.join("Bob", "b.head");
  stage.join("Cat", "c.head");
  stage.start();
  const std::map<std::string, std::string> who{{"a", "Ann"}, {"b", "Bob"}, {"c", "Cat"}};
  for (const auto& [team, name] : who) {
    (void)stage.ask(
        name, "action.submit",
        {{"title", "canary-" + team}, {"body", "canary-body-" + team}, {"intent", "canary-intent-" + team}});
    (void)stage.ask("control", "inject.compose",
                    {{"title", "canary-inject-" + team},
                     {"body", "For " + team},
                     {"type", "cable"},
                     {"from", "world"},
                     {"to", Json::array({team})}});
  }
  (void)stage.ask("control", "exercise.end");
  for (const auto& [team, name] : who) {
    const auto file = texts(stage, team + ".head");
    EXPECT_THAT(file, HasSubstr("canary-body-" + team));
    for (const auto& [other, someone] : who) {
      if (other == team) continue;
      EXPECT_THAT(file, Not(testing::ContainsRegex("canary[a-z-]*-" + other + "\""))) << team << " reads " << other;
    }
    EXPECT_EQ(events_in(file).back().at("n"), events_in(file).size());
  }
}

TEST(OneFile, APageWithoutAPlaceForARecordIsNone) {
  EXPECT_FALSE(review::one_file("<!doctype html>", "{}", "x1", "a"));
  const auto odd = review::one_file(page, "", "x\"><script>", "a\" onload=\"x");
  EXPECT_THAT(*odd, HasSubstr(R"(data-exercise="xscript" data-as="aonloadx")"));
}

}  // namespace
}  // namespace startex::test
