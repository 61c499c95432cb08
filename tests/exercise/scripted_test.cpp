// Scripted delegations: they sit from the start, act when their time has come, and are refused like anybody.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

Json with_script() {
  Json scenario = small_scenario();
  scenario["scripted"] = Json::parse(R"({
    "people": [ { "seat": "b.head", "name": "Robot" } ],
    "acts": [
      { "id": "greet", "by": "b.head", "when": { "after": "D+0 10:00" }, "ask": "message.send", "with": { "channel": "tri", "body": "Beep" } },
      { "id": "sign", "by": "b.head", "when": { "agreement": "open", "parties": ["a", "b"] }, "ask": "agreement.sign",
        "with": { "agreement": "=Pact", "version": "=" } },
      { "id": "overstep", "by": "b.head", "when": { "move": "two" }, "ask": "posture.propose", "with": { "dimension": "a.stance", "level": "mid", "rationale": "Mine" } } ] })");
  return scenario;
}

class ScriptedDelegations : public testing::Test {
 protected:
  ScriptedDelegations() : stage(with_script()) {
    stage.join("Ann", "a.head");
    stage.start();
  }
  bool sees(const std::string& viewer, const std::string& text) const {
    for (const auto& event : stage.seen_by(viewer))
      if (event.find(text) != std::string::npos) return true;
    return false;
  }
  Stage stage;
};

TEST_F(ScriptedDelegations, ActAtTheirMomentOnceAndLikeAnybody) {
  stage.at(exercise_hour - 1);
  EXPECT_FALSE(sees("c.head", "Beep"));
  stage.at(exercise_hour);
  EXPECT_TRUE(sees("c.head", "Beep"));
  EXPECT_EQ(stage.events("message.sent").back().by, Json({{"team", "b"}, {"seat", "b.head"}, {"name", "Robot"}}));
  stage.at(20 * exercise_hour);
  EXPECT_EQ(stage.events("message.sent").size(), 1U);
  EXPECT_FALSE(sees("a.head", "scripted."));
}

TEST_F(ScriptedDelegations, AnswerWhatOthersDo) {
  EXPECT_TRUE(
      stage.ask("Ann", "agreement.draft", {{"title", "Pact"}, {"parties", {"a", "b"}}, {"clauses", {"We meet"}}}));
  ASSERT_EQ(stage.events("agreement.signed").size(), 1U);
  EXPECT_EQ(stage.events("agreement.signed").back().data.at("team"), "b");
}

TEST_F(ScriptedDelegations, WhatMayNotBeIsRefusedAndControlReadsWhy) {
  EXPECT_TRUE(stage.ask("control", "move.advance"));
  const auto refused = stage.events("scripted.refused");
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused[0].data.at("code"), "forbidden");
  EXPECT_TRUE(refused[0].audience.empty());
  EXPECT_TRUE(stage.events("posture.proposed").empty());
}

TEST_F(ScriptedDelegations, WaitWhileTheExerciseStands) {
  EXPECT_TRUE(stage.ask("control", "exercise.pause"));
  stage.at(5 * exercise_hour);
  EXPECT_FALSE(sees("c.head", "Beep"));
}

TEST_F(ScriptedDelegations, ReplayAsTheyPlayed) {
  stage.at(30 * exercise_hour);
  exercise::State replayed;
  for (const auto& body : stage.stored()) exercise::apply(replayed, exercise::from_stored(body));
  EXPECT_EQ(replayed.seq, stage.state().seq);
  EXPECT_TRUE(replayed.scripted.acts.at("greet").done);
}

}  // namespace
}  // namespace startex::test
