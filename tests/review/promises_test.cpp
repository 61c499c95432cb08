// What verification finds beyond the hash chain: another scenario, another seed, dice that were not rolled.
#include "review/promises.hpp"

#include <gmock/gmock.h>

#include "support/stage.hpp"

namespace startex::test {
namespace {

using testing::HasSubstr;
using testing::Optional;

constexpr auto seed = "0123456789abcdef";  // the stage's

class Promises : public testing::Test {
 protected:
  Promises() {
    stage.join("Ann", "a.head");
    stage.start();
    for (int i = 0; i < 3; ++i) {
      (void)stage.ask("Ann", "action.submit",
                      {{"title", "Deed " + std::to_string(i)}, {"body", "We act"}, {"intent", "To win"}});
      const auto id = stage.events("action.submitted").back().data.at("action");
      (void)stage.ask("control", "action.adjudicate", {{"action", id}, {"narrative", "So it went"}, {"odds", 50}});
    }
    (void)stage.ask("control", "exercise.end");
    log = stage.log();
  }
  std::optional<std::string> broken(const std::string& scenario = "scenario") const {
    std::vector<std::string> stored;
    for (const auto& event : log) stored.push_back(exercise::to_stored(event));
    return review::broken_promise(stored, scenario, {hash, chance});
  }
  exercise::Event& last(const std::string& type) {
    for (auto event = log.rbegin(); event != log.rend(); ++event)
      if (event->type == type) return *event;
    throw std::logic_error("no " + type);
  }
  // The stage commits to fixed texts in place of hashes.
  static std::string hash(std::string_view text) {
    return text == seed ? "seed-hash" : text == "scenario" ? "scenario-hash" : "another";
  }
  static std::unique_ptr<exercise::Chance> chance(const std::string& text) {
    return std::make_unique<engine::SeededChance>(text);
  }

  Stage stage;
  std::vector<exercise::Event> log;
};

TEST_F(Promises, AreKeptByARecordAsItWasWritten) {
  EXPECT_EQ(stage.events("action.adjudicated").size(), 3U);
  EXPECT_EQ(broken(), std::nullopt);
}

TEST_F(Promises, ADrawThatTheSeedDoesNotGiveIsFoundAndNamed) {
  auto& event = last("action.adjudicated");
  const auto truth = event.control.at("draw").at("result").get<int>();
  event.control["draw"]["result"] = truth % 100 + 1;
  event.data["roll"] = truth % 100 + 1;
  EXPECT_THAT(broken(),
              Optional(HasSubstr("Event " + std::to_string(event.seq) + ": the seed gives " + std::to_string(truth))));
}

TEST_F(Promises, ARollThatWasShownOtherwiseThanItWasDrawnIsFound) {
  auto& event = last("action.adjudicated");
  event.data["roll"] = event.data.at("roll").get<int>() % 100 + 1;
  EXPECT_THAT(broken(), Optional(HasSubstr("Event " + std::to_string(event.seq))));
}

TEST_F(Promises, AnotherSeedOrScenarioThanTheFirstEventNamesIsFound) {
  EXPECT_THAT(broken("another scenario"), Optional(HasSubstr("scenario")));
  last("exercise.ended").data["seed"] = "fedcba9876543210";
  EXPECT_THAT(broken(), Optional(HasSubstr("seed")));
}

TEST_F(Promises, CannotBeCheckedBeforeTheSeedIsRevealed) {
  log.pop_back();
  last("action.adjudicated").control["draw"]["result"] = 0;
  EXPECT_EQ(broken(), std::nullopt);
}

}  // namespace
}  // namespace startex::test
