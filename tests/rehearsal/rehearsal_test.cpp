// A rehearsal plays to the end, the same twice, and says truly what went out and what did not.
#include "rehearsal/rehearsal.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "scenario/package.hpp"
#include "support/stage.hpp"

namespace startex::test {
namespace {

using testing::HasSubstr;

const rehearsal::InjectFate& fate(const rehearsal::Coverage& coverage, const std::string& id) {
  return *std::find_if(coverage.injects.begin(), coverage.injects.end(), [&](const auto& one) { return one.id == id; });
}

TEST(Rehearsal, PlaysToTheEndAndTheSameTwice) {
  const auto first = rehearsal::rehearse(small_scenario(), {7, true, nullptr}),
             again = rehearsal::rehearse(small_scenario(), {7, true, nullptr});
  EXPECT_TRUE(first.ended);
  EXPECT_GT(first.asked, 100U);
  EXPECT_EQ(rehearsal::to_text(first, small_scenario()), rehearsal::to_text(again, small_scenario()));
  EXPECT_NE(rehearsal::to_text(first, small_scenario()), rehearsal::to_text(rehearsal::rehearse(small_scenario(), {8, true, nullptr}), small_scenario()));
}

TEST(Rehearsal, SaysWhyEachInjectWentOutOrDidNot) {
  Json scenario = small_scenario();
  scenario["injects"].push_back({{"id", "never"},
                                 {"number", "9"},
                                 {"title", "Never"},
                                 {"type", "news"},
                                 {"from", "world"},
                                 {"to", {"all"}},
                                 {"body", "No"},
                                 {"when", {{"indicator", "hidden"}, {"above", 9}}}});
  scenario["clock"]["moves"][1]["start"] = "D+4 09:00";
  const auto quiet = rehearsal::rehearse(scenario, {1, false, nullptr});
  EXPECT_EQ(fate(quiet, "soon").fate, "on schedule");
  EXPECT_EQ(fate(quiet, "a-stalls").fate, "by condition");
  EXPECT_EQ(fate(quiet, "no-statement").fate, "by condition");
  EXPECT_EQ(fate(quiet, "never").fate, "conditional");
  EXPECT_EQ(fate(quiet, "by-hand").fate, "manual");
  EXPECT_FALSE(fate(quiet, "never").at);
  EXPECT_TRUE(quiet.whole());
  EXPECT_EQ(quiet.counts().at("fired") + quiet.counts().at("unfired"), static_cast<int>(quiet.injects.size()));
  const auto silence = quiet.longest_silence.at("a");
  EXPECT_GE(silence.to - silence.from, 4 * calendar::day);
  EXPECT_THAT(rehearsal::to_text(quiet, scenario), HasSubstr("Never (until Hidden is above 9)"));
}

TEST(Rehearsal, IsAsJsonWhatItIsAsText) {
  const Json scenario = small_scenario();
  const auto coverage = rehearsal::rehearse(scenario, {3, true, nullptr});
  const Json json = rehearsal::to_json(coverage, scenario);
  EXPECT_EQ(json.at("scenario").at("id"), scenario.at("id"));
  EXPECT_EQ(json.at("ended"), true);
  EXPECT_EQ(json.at("injects").size(), scenario.at("injects").size());
  EXPECT_EQ(json.at("effects").size(), scenario.at("effects").size());
  for (const Json& inject : json.at("injects")) {
    EXPECT_EQ(inject.contains("words"), inject.contains("when"));
    EXPECT_FALSE(inject.at("fate").get<std::string>().empty());
  }
}

TEST(Rehearsal, TellsHowFarItIsAndStopsWhenItIsTold) {
  std::vector<double> told;
  const auto stopped = rehearsal::rehearse(small_scenario(), {1, true, [&](double progress) {
                                                                told.push_back(progress);
                                                                return told.size() < 10;
                                                              }});
  EXPECT_FALSE(stopped.ended);
  EXPECT_FALSE(stopped.whole());
  EXPECT_EQ(told.size(), 10U);
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
  EXPECT_LE(told.back(), 1.0);
}

// With people at the table every shipped scenario reaches its end, and whatever can come by itself either comes or
// rests on a condition, an effect or a hand; so it does with nobody there.
TEST(Rehearsal, EveryShippedScenarioHolds) {
  const std::filesystem::path folder = std::string(STARTEX_SOURCE_DIR) + "/scenarios";
  const auto schema = scenario::read_schema(folder);
  ASSERT_TRUE(schema);
  std::size_t played = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.is_directory()) continue;
    const auto package = scenario::load(entry.path(), *schema);
    ASSERT_TRUE(package) << entry.path();
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
      const auto coverage = rehearsal::rehearse(package->document, {seed, seed != 4, nullptr});
      EXPECT_TRUE(coverage.whole()) << entry.path() << "\n" << rehearsal::to_text(coverage, package->document);
      for (const auto& act : coverage.acts) EXPECT_NE(act.fate, "refused") << act.id << ": " << act.hint;
    }
    ++played;
  }
  EXPECT_GE(played, 4U);
}

}  // namespace
}  // namespace startex::test
