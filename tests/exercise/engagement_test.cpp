// Engagements in play: what stands when a salvo flies, what is spent and reloaded, who is told what, and control's
// word.
#include "exercise/table.hpp"

#include "exercise/limits.hpp"

namespace startex::test {
namespace {

class Engagements : public Table {
 protected:
  std::string_view run(Json salvo, const std::string& title = "A salvo") {
    const auto outcome = ask("control", "engagement.run",
                             {{"title", title}, {"salvo", std::move(salvo)}, {"report", "Something flies"}});
    if (outcome == "done") id = id_of("engagement.resolved", "engagement");
    return outcome;
  }
  static Json at(const std::string& target, int count, const std::string& threat = "missile") {
    return {{{"threat", threat}, {"count", count}, {"target", target}}};
  }
  Json resolved() const { return stage.events("engagement.resolved").back().data; }
  const exercise::EngagementAsset& asset(std::size_t index) const { return stage.state().engagements.assets.at(index); }
  std::string id;
};

TEST_F(Engagements, TellSensorsFirstAndTheAssessmentLater) {
  EXPECT_EQ(run(at("port", 3)), "done");
  EXPECT_TRUE(sees("a.head", "Something flies"));
  EXPECT_TRUE(sees("a.head", "\"launched\":3"));
  EXPECT_FALSE(sees("c.head", "Something flies"));
  EXPECT_FALSE(sees("a.head", "engagement.assessed"));
  EXPECT_FALSE(sees("a.head", "\"fates\""));
  hours(1);
  EXPECT_TRUE(sees("a.head", "engagement.assessed"));
  EXPECT_FALSE(sees("c.head", "engagement.assessed"));
  const auto assessed = stage.events("engagement.assessed").back();
  EXPECT_EQ(assessed.at, stage.events("engagement.resolved").back().at + calendar::hour);
  EXPECT_EQ(assessed.data.at("leaked"), resolved().at("leaked"));
}

TEST_F(Engagements, SpentInterceptorsStaySpentUntilTheLaunchersAreLoadedAgain) {
  EXPECT_EQ(run(at("port", 10)), "done");
  EXPECT_EQ(asset(0).model.ready, 0);
  EXPECT_EQ(resolved().at("spent").at("a.high"), 4);
  EXPECT_TRUE(sees("a.head", "engagement.spent"));
  EXPECT_FALSE(sees("b.head", "engagement.spent"));
  EXPECT_EQ(run(at("port", 2), "Another"), "done");
  EXPECT_TRUE(resolved().at("shots").empty());
  hours(2);
  EXPECT_EQ(asset(0).model.ready, 4);
  EXPECT_EQ(asset(0).stock, 0);
  EXPECT_TRUE(sees("a.head", "engagement.reloaded"));
  EXPECT_EQ(run(at("port", 10), "A third"), "done");
  hours(20);
  EXPECT_EQ(asset(0).model.ready, 0);
  EXPECT_EQ(count("engagement.reloaded"), 1U);
}

TEST_F(Engagements, AnAssetThatWasPromisedIsThereOnItsDate) {
  EXPECT_FALSE(asset(1).present);
  EXPECT_EQ(run(at("town", 3, "rocket")), "done");
  EXPECT_TRUE(resolved().at("shots").empty());
  EXPECT_EQ(ask("Bob", "posture.propose", {{"dimension", "b.secret"}, {"level", "one"}, {"rationale", "Quietly"}}),
            "done");
  hours(23);
  EXPECT_FALSE(asset(1).present);
  hours(1);
  EXPECT_TRUE(asset(1).present);
  EXPECT_TRUE(sees("b.head", "engagement.deployed"));
  EXPECT_FALSE(sees("a.head", "engagement.deployed"));
  EXPECT_EQ(run(at("town", 3, "rocket"), "Another"), "done");
  EXPECT_EQ(resolved().at("spent").at("b.low"), 3);
}

TEST_F(Engagements, SensorsThatAreSharedCueEveryShot) {
  EXPECT_EQ(ask("control", "engagement.preview", {{"salvo", at("port", 2)}}), "done");
  EXPECT_EQ(stage.events("engagement.previewed").back().data.at("cueing"), 0.7);
  EXPECT_EQ(ask("Cat", "posture.propose", {{"dimension", "shared"}, {"level", "on"}, {"rationale", "Together"}}),
            "done");
  EXPECT_EQ(ask("Cat", "posture.rule", {{"proposal", id_of("posture.proposed", "proposal")}, {"ruling", "approve"}}),
            "done");
  EXPECT_EQ(ask("control", "engagement.preview", {{"salvo", at("port", 2)}}), "done");
  EXPECT_EQ(stage.events("engagement.previewed").back().data.at("cueing"), 1.0);
}

TEST_F(Engagements, APreviewSpendsNothingAndOnlyControlSeesIt) {
  EXPECT_EQ(ask("control", "engagement.preview", {{"salvo", at("port", 2)}}), "done");
  const auto preview = stage.events("engagement.previewed").back();
  EXPECT_TRUE(preview.audience.empty());
  const double single = 0.6 * 0.7, leak = 0.9 * (1 - single) * (1 - single);
  EXPECT_NEAR(preview.data.at("expected").at("leaked").get<double>(), 2 * leak, 1e-9);
  EXPECT_NEAR(preview.data.at("seen").at("leakedAt").at("port").get<double>(), 2 * leak, 0.02);
  EXPECT_EQ(preview.data.at("seen").at("trials"), limits::preview_trials);
  EXPECT_EQ(asset(0).model.ready, 4);
}

TEST_F(Engagements, ADrawGivesOneCourseThatCanBeComputedAgain) {
  EXPECT_EQ(run(at("port", 3)), "done");
  exercise::State before;
  for (const auto& event : stage.log()) {
    if (event.type == "engagement.resolved") {
      EXPECT_EQ(exercise::wrong_engagement(before, event), std::nullopt);
      auto other = event;
      other.data["failed"] = event.data.at("failed").get<int>() + 1;
      EXPECT_NE(exercise::wrong_engagement(before, other), std::nullopt);
    }
    exercise::apply(before, event);
  }
}

TEST_F(Engagements, ControlsWordStandsAboveTheDice) {
  EXPECT_EQ(run(at("port", 3)), "done");
  EXPECT_EQ(ask("control", "engagement.overrule",
                {{"engagement", id},
                 {"leaked", {{{"site", "port"}, {"count", 4}}}},
                 {"narrative", "Hit"},
                 {"reason", "Story"}}),
            "invalid");
  EXPECT_EQ(ask("control", "engagement.overrule",
                {{"engagement", id},
                 {"leaked", {{{"site", "port"}, {"count", 1}}}},
                 {"narrative", "One came down"},
                 {"reason", "Story"}}),
            "done");
  EXPECT_FALSE(sees("a.head", "One came down"));
  hours(1);
  EXPECT_TRUE(sees("a.head", "One came down"));
  EXPECT_FALSE(sees("a.head", "Story"));
  EXPECT_EQ(stage.events("engagement.assessed").back().data.at("leaked"), Json({{"port", 1}}));
  EXPECT_EQ(ask("control", "engagement.overrule",
                {{"engagement", id}, {"narrative", "None after all"}, {"reason", "Mistaken"}}),
            "done");
  EXPECT_TRUE(stage.events("engagement.assessed").back().data.at("revised").get<bool>());
  EXPECT_EQ(ask("control", "engagement.overrule", {{"engagement", "none"}, {"narrative", "N"}, {"reason", "R"}}),
            "not_found");
}

// Control stops the clock to look at the preview, and need not start it again to let the salvo fly.
TEST_F(Engagements, MayBeRunWhileTheClockStands) {
  EXPECT_EQ(ask("control", "exercise.pause", {{"reason", "Computation"}}), "done");
  EXPECT_EQ(run(at("port", 3)), "done");
  EXPECT_TRUE(sees("a.head", "Something flies"));
  EXPECT_EQ(ask("control", "exercise.end", Json::object()), "done");
  EXPECT_EQ(run(at("port", 3)), "not_running");
}

TEST_F(Engagements, WhatIsNoSalvoIsRefused) {
  for (const auto& salvo : {Json::array(), at("nowhere", 1), at("port", 1, "arrow"), at("port", 0), at("port", 201),
                            at("port", -3), Json("many")})
    EXPECT_EQ(run(salvo), "invalid") << salvo;
  EXPECT_EQ(run(Json(std::vector<Json>(3, at("port", 100)[0]))), "invalid");
  EXPECT_EQ(ask("Ann", "engagement.run", {{"title", "Mine"}, {"salvo", at("port", 1)}}), "forbidden");
  Json scenario = small_scenario();
  scenario.erase("engagement");
  stage = Stage(scenario);
  stage.start();
  EXPECT_EQ(ask("control", "engagement.preview", {{"salvo", at("port", 1)}}), "invalid");
}

TEST_F(Engagements, HaveConsequencesByTheScenariosEffects) {
  Json scenario = small_scenario();
  scenario["effects"] = Json::parse(
      R"([{"id":"shock","title":"What comes down shocks","when":{"engagement":"leaked","atLeast":1,"at":"port"},"then":[{"adjust":"tension","by":20}]}])");
  stage = Stage(scenario);
  stage.start();
  EXPECT_EQ(run(at("port", 20)), "done");
  EXPECT_EQ(value("tension"), 50);  // nobody knows yet
  hours(1);
  EXPECT_EQ(value("tension"), 70);
}

}  // namespace
}  // namespace startex::test
