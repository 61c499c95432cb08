// What holds of every scenario that is shipped: it plays to its end by itself, nothing is left over, every seat knows
// what it wants, and whoever runs it finds a guide.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "scenario/library.hpp"
#include "support/folder.hpp"
#include "support/stage.hpp"

namespace startex::scenario {
namespace {

struct Play {
  const char* id;
  int minutes;
  std::size_t seats;
};

class ShippedPlay : public ::testing::TestWithParam<Play> {
 protected:
  const Library library = *Library::read(test::shipped);
  const Json document = library.find(GetParam().id)->document;
};

// What waits for a condition of its own, or for an effect.
std::set<std::string> conditional_injects(const Json& document) {
  std::set<std::string> ids;
  for (const Json& inject : document.at("injects"))
    if (inject.contains("when")) ids.insert(inject.at("id").get<std::string>());
  for (const Json& effect : document.value("effects", Json::array()))
    for (const Json& act : effect.at("then"))
      if (act.contains("release")) ids.insert(act.at("release").get<std::string>());
  return ids;
}

TEST_P(ShippedPlay, RunsToItsEndAtTenTimesItsPaceAndLeavesNothingOver) {
  test::Stage stage(document);
  ASSERT_TRUE(stage.ask("control", "clock.set_pace", {{"pace", document.at("clock").at("pace").get<double>() * 10}}));
  stage.start();
  stage.at(GetParam().minutes * calendar::minute / 10);
  const auto conditional = conditional_injects(document);
  for (const auto& [id, inject] : stage.state().injects.injects)
    EXPECT_TRUE(inject.state == exercise::InjectState::released || conditional.contains(id)) << id;
  EXPECT_EQ(stage.state().clock.moves_begun, document.at("clock").at("moves").size());
  ASSERT_TRUE(stage.ask("control", "exercise.end"));
  EXPECT_EQ(stage.state().lifecycle.phase, exercise::Phase::ended);
}

TEST_P(ShippedPlay, TellsEverySeatAloneWhatItWants) {
  std::size_t seats = 0;
  for (const Json& team : document.at("teams"))
    for (const Json& seat : team.at("seats")) {
      ++seats;
      const bool told = std::any_of(document.at("briefs").begin(), document.at("briefs").end(), [&](const Json& brief) {
        return brief.at("to") == Json::array({seat.at("id")}) &&
               brief.at("body").get<std::string>().find("goal") != std::string::npos;
      });
      EXPECT_TRUE(told) << seat.at("id");
    }
  EXPECT_EQ(seats, GetParam().seats);
}

TEST_P(ShippedPlay, SaysThatItIsFictionAndHasAGuide) {
  EXPECT_EQ(document.at("briefs").at(0).at("to"), Json::array({"all"}));
  EXPECT_NE(document.at("briefs").at(0).at("body").get<std::string>().find("This is an exercise."), std::string::npos);
  std::ifstream file(test::shipped + "/" + GetParam().id + "/GUIDE.md");
  std::stringstream guide;
  guide << file.rdbuf();
  for (const auto* chapter : {"## Prepare", "## Pacing", "## What to watch", "## End"})
    EXPECT_NE(guide.str().find(chapter), std::string::npos) << chapter;
}

INSTANTIATE_TEST_SUITE_P(All, ShippedPlay,
                         ::testing::Values(Play{"iron-dome", 90, 15}, Play{"first-hour", 45, 6},
                                           Play{"silent-cables", 90, 9}, Play{"hotline", 10, 6}),
                         [](const auto& played) {
                           std::string name = played.param.id;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace startex::scenario
