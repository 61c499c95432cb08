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
  const auto first = rehearsal::rehearse(small_scenario(), {7, true}),
             again = rehearsal::rehearse(small_scenario(), {7, true});
  EXPECT_TRUE(first.ended);
  EXPECT_GT(first.asked, 100U);
  EXPECT_EQ(rehearsal::to_text(first), rehearsal::to_text(again));
  EXPECT_NE(rehearsal::to_text(first), rehearsal::to_text(rehearsal::rehearse(small_scenario(), {8, true})));
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
  const auto quiet = rehearsal::rehearse(scenario, {1, false});
  EXPECT_EQ(fate(quiet, "soon").fate, "on schedule");
  EXPECT_EQ(fate(quiet, "a-stalls").fate, "by condition");
  EXPECT_EQ(fate(quiet, "no-statement").fate, "by condition");
  EXPECT_EQ(fate(quiet, "never").fate, "conditional: not met");
  EXPECT_EQ(fate(quiet, "by-hand").fate, "manual: not released");
  EXPECT_GE(quiet.longest_silence.at("a"), 4 * calendar::day);
  EXPECT_THAT(rehearsal::to_text(quiet), HasSubstr("never  Never (conditional: not met)"));
}

// With people at the table every shipped scenario reaches its end, and whatever can come by itself either comes or
// rests on a condition.
TEST(Rehearsal, EveryShippedScenarioHolds) {
  const std::filesystem::path folder = std::string(STARTEX_SOURCE_DIR) + "/scenarios";
  const auto schema = scenario::read_schema(folder);
  ASSERT_TRUE(schema);
  std::size_t played = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.is_directory()) continue;
    const auto package = scenario::load(entry.path(), *schema);
    ASSERT_TRUE(package) << entry.path();
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      const auto coverage = rehearsal::rehearse(package->document, {seed, true});
      EXPECT_TRUE(coverage.ended) << entry.path();
      for (const auto& inject : coverage.injects)
        EXPECT_TRUE(inject.at != 0 || inject.fate.starts_with("conditional") || inject.fate.starts_with("manual"))
            << inject.id;
      EXPECT_TRUE(coverage.scripted_refusals.empty() || !package->document.contains("scripted"))
          << rehearsal::to_text(coverage);
    }
    ++played;
  }
  EXPECT_GE(played, 3U);
}

}  // namespace
}  // namespace startex::test
