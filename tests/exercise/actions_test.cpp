// Actions: argued, and decided by a ruling, by dice that anybody can roll again, or by the room's own estimate.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class Actions : public Table {
 protected:
  std::string_view submit(const std::string& who, Json more = Json::object()) {
    Json params{{"title", "Exercise at sea"},
                {"body", "We sail"},
                {"intent", "To show resolve"},
                {"reasons", {"We have ships"}}};
    params.update(more);
    const auto outcome = ask(who, "action.submit", params);
    if (outcome == "done") id = id_of("action.submitted", "action");
    return outcome;
  }
  std::string_view adjudicate(Json params) {
    Json all{{"action", id}, {"narrative", "It went so"}};
    all.update(params);
    return ask("control", "action.adjudicate", std::move(all));
  }
  Json outcome() const { return stage.events("action.adjudicated").back().data; }
  std::string id;
};

TEST_F(Actions, AreSecretUnlessTheDelegationMakesThemOpen) {
  EXPECT_EQ(submit("Ann"), "done");
  EXPECT_TRUE(sees("a.aide", "We sail"));
  EXPECT_FALSE(sees("b.head", "We sail"));
  EXPECT_EQ(ask("Bob", "action.argue", {{"action", id}, {"side", "against"}, {"body", "No ships"}}), "not_found");
  EXPECT_EQ(submit("Ann", {{"title", "Openly"}, {"open", true}}), "done");
  EXPECT_EQ(ask("Bob", "action.argue", {{"action", id}, {"side", "against"}, {"body", "No ships"}}), "done");
  EXPECT_TRUE(sees("c.head", "No ships"));
  EXPECT_FALSE(sees("observer", "No ships"));
  EXPECT_EQ(ask("Bob", "action.withdraw", {{"action", id}}), "forbidden");
  EXPECT_EQ(ask("Aid", "action.withdraw", {{"action", id}}), "done");
  EXPECT_EQ(adjudicate({{"ruling", "success"}}), "conflict");
}

TEST_F(Actions, AreRuledOnOnceAndTheRestOfTheAudienceReadsTheNarrativeAlone) {
  EXPECT_EQ(submit("Ann"), "done");
  EXPECT_EQ(adjudicate({{"ruling", "partial"}, {"narrative", "Some ships were seen"}, {"audience", {"all"}}}), "done");
  EXPECT_EQ(outcome().at("outcome"), "partial");
  EXPECT_EQ(outcome().at("method"), "ruling");
  EXPECT_TRUE(sees("b.head", "Some ships were seen"));
  EXPECT_FALSE(sees("b.head", "To show resolve"));
  EXPECT_FALSE(sees("b.head", id));
  EXPECT_EQ(adjudicate({{"ruling", "success"}}), "conflict");
  EXPECT_EQ(ask("Ann", "action.withdraw", {{"action", id}}), "conflict");
}

TEST_F(Actions, OddsAreDecidedByADrawFromTheCommittedSeed) {
  EXPECT_EQ(submit("Ann"), "done");
  EXPECT_EQ(adjudicate({{"odds", 60}}), "done");
  const auto draw = stage.events("action.adjudicated").back().control.at("draw");
  EXPECT_EQ(draw.at("label"), "action/" + id);
  EXPECT_EQ(draw.at("sides"), 100);
  EXPECT_EQ(draw.at("result"), engine::SeededChance("0123456789abcdef").draw("action/" + id, 100));
  EXPECT_EQ(outcome().at("roll"), draw.at("result"));
  EXPECT_EQ(outcome().at("outcome"), draw.at("result") <= 60 ? "success" : "failure");
  EXPECT_FALSE(sees("a.head", "\"draw\""));
}

TEST_F(Actions, CertainAndImpossibleAreWhatTheySay) {
  for (const int odds : {0, 100}) {
    EXPECT_EQ(submit("Ann", {{"title", "Odds of " + std::to_string(odds)}}), "done");
    EXPECT_EQ(adjudicate({{"odds", odds}}), "done");
    EXPECT_EQ(outcome().at("outcome"), odds == 100 ? "success" : "failure");
  }
}

TEST_F(Actions, TheRoomsEstimateIsTheMeanOfTheLastProbabilityOfEachPerson) {
  EXPECT_EQ(submit("Ann", {{"open", true}}), "done");
  const auto estimate = [&](const char* who, int probability) {
    return ask(who, "action.estimate", {{"action", id}, {"probability", probability}});
  };
  EXPECT_EQ(estimate("Bob", 10), "conflict");
  EXPECT_EQ(adjudicate({{"estimate", true}}), "conflict");
  EXPECT_EQ(ask("control", "action.call", {{"action", id}}), "done");
  EXPECT_EQ(ask("control", "action.call", {{"action", id}}), "conflict");
  EXPECT_EQ(adjudicate({{"estimate", true}}), "conflict");
  EXPECT_EQ(estimate("Bob", 10), "done");
  EXPECT_EQ(estimate("Bob", 30), "done");
  EXPECT_EQ(estimate("Cat", 50), "done");
  EXPECT_EQ(estimate("Ann", 101), "invalid");
  EXPECT_FALSE(sees("c.head", "\"probability\":30"));
  EXPECT_EQ(adjudicate({{"estimate", true}}), "done");
  EXPECT_EQ(outcome().at("odds"), 40);
  EXPECT_EQ(stage.events("action.adjudicated").back().control.at("estimates"), 2);
  EXPECT_EQ(estimate("Ann", 90), "conflict");
}

TEST_F(Actions, AreDecidedInOneWayOnly) {
  EXPECT_EQ(submit("Ann"), "done");
  for (const auto& params : {Json::object(), Json({{"ruling", "success"}, {"odds", 50}}),
                             Json({{"odds", 50}, {"estimate", true}}), Json({{"odds", 101}})})
    EXPECT_EQ(adjudicate(params), "invalid") << params;
  EXPECT_EQ(ask("Ann", "action.adjudicate", {{"action", id}, {"narrative", "We win"}, {"ruling", "success"}}),
            "forbidden");
}

TEST_F(Actions, AreNotOpenWhereTheScenarioDoesNotSayThatTheyMayBe) {
  Json scenario = small_scenario();
  scenario.erase("actions");
  stage = Stage(scenario);
  stage.join("Ann", "a.head");
  stage.start();
  EXPECT_EQ(submit("Ann", {{"open", true}}), "forbidden");
  EXPECT_EQ(submit("Ann"), "done");
}

}  // namespace
}  // namespace startex::test
