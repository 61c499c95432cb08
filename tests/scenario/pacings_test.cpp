// A scenario's choice of paces: what is chosen is what the clock does, and what does not fit is named.
#include "scenario/pacings.hpp"

#include <gmock/gmock.h>

#include "scenario/library.hpp"
#include "support/folder.hpp"
#include "support/stage.hpp"

namespace startex::scenario {
namespace {

// Wall minutes until the exercise clock shows `at`.
double minutes_until(const Json& document, const std::string& at) {
  test::Stage stage(document);
  stage.start();
  const auto until =
      *calendar::parse_day_time(at, *calendar::parse_iso(document.at("clock").at("start").get<std::string>()));
  calendar::Millis wall = 0;
  while (stage.state().clock.at(wall) < until) stage.at(wall += 10 * calendar::second);
  return static_cast<double>(wall) / static_cast<double>(calendar::minute);
}

TEST(Pacings, TheFlagshipPlaysInNinetyMinutesOrInAHundredAndEighty) {
  const auto library = Library::read(test::shipped);
  const Json& document = library->find("iron-dome")->document;
  EXPECT_NEAR(minutes_until(*paced(document, "ninety"), "D+60 09:00"), 90, 1);
  const Json slow = *paced(document, "hundred-eighty");
  EXPECT_NEAR(minutes_until(slow, "D+60 09:00"), 180, 2);
  EXPECT_NEAR(minutes_until(slow, "D+40 09:00") - minutes_until(slow, "D+14 09:00"), 97.5, 1) << "the pressure is slow";
  EXPECT_FALSE(paced(document, "none"));
}

TEST(Pacings, NameTheOneThatWasChosenInTheFirstEvent) {
  Json document = test::small_scenario();
  document["clock"]["pacings"] = {{{"id", "quick"},
                                   {"title", "Quick"},
                                   {"minutes", 5},
                                   {"pace", 120},
                                   {"moves", {{{"move", "two"}, {"pace", 30}}}}}};
  test::Stage stage(*paced(document, "quick"));
  const Json& clock = stage.log().front().data.at("clock");
  EXPECT_EQ(clock.at("pacing"), "quick");
  EXPECT_EQ(clock.at("pace"), 120);
  EXPECT_EQ(clock.at("moves")[0].at("pace"), 120);
  EXPECT_EQ(clock.at("moves")[1].at("pace"), 30);
}

TEST(Pacings, AreCheckedWithTheRest) {
  Json document = test::small_scenario();
  document["clock"]["pacings"] = {
      {{"id", "quick"}, {"title", "Quick"}, {"minutes", 9000}, {"pace", 60}},
      {{"id", "quick"}, {"title", "Again"}, {"minutes", 5}, {"pace", 60}, {"moves", {{{"move", "tow"}, {"pace", 3}}}}}};
  std::map<std::string, std::string> told;
  for (const auto& fault : check_pacings(document)) told[fault.pointer] = fault.message;
  EXPECT_THAT(told["/clock/pacings/0/minutes"], testing::HasSubstr("minutes, and not"));
  EXPECT_THAT(told["/clock/pacings/1/id"], testing::HasSubstr("twice"));
  EXPECT_THAT(told["/clock/pacings/1/moves/0/move"], testing::HasSubstr("Did you mean \"two\""));
}

}  // namespace
}  // namespace startex::scenario
