// Conditions, indicators, effects and conditional injects: what moves by itself, when, and what the log says of it.
#include "exercise/condition.hpp"
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class Effects : public Table {
 protected:
  bool holds(const Json& condition) {
    const auto& clock = stage.state().clock;
    return exercise::holds(exercise::parse_condition(condition, {clock.start, clock.offset_minutes}), stage.state(),
                           clock.at(now));
  }
  void share() {
    (void)ask("Cat", "posture.propose", {{"dimension", "c.share"}, {"level", "some"}, {"rationale", "Some"}});
    (void)ask("control", "posture.rule", {{"proposal", id_of("posture.proposed", "proposal")}, {"ruling", "approve"}});
  }
};

TEST_F(Effects, AConditionIsTrueOfWhatIsSo) {
  EXPECT_TRUE(holds({{"posture", "b.face"}, {"is", "ready"}}));
  EXPECT_TRUE(holds({{"declared", "b.face"}, {"is", "calm"}}));
  EXPECT_TRUE(holds({{"posture", "b.face"}, {"atMost", "ready"}}));
  EXPECT_FALSE(holds({{"posture", "b.face"}, {"atLeast", "alarm"}}));
  EXPECT_TRUE(holds({{"indicator", "tension"}, {"above", 49}}));
  EXPECT_FALSE(holds({{"indicator", "tension"}, {"below", 50}}));
  EXPECT_TRUE(holds({{"indicator", "tension"}, {"atMost", 50}}));
  EXPECT_TRUE(holds({{"all", {{{"move", "one"}}, {{"not", {{"move", "two"}}}}}}}));
  EXPECT_FALSE(holds({{"any", Json::array()}}));
  (void)ask("Ann", "message.send", {{"channel", "tri"}, {"body", "One"}});
  (void)ask("Cat", "message.send", {{"channel", "tri"}, {"body", "Two"}});
  EXPECT_TRUE(holds({{"messages", "tri"}, {"atLeast", 2}}));
  EXPECT_FALSE(holds({{"messages", "tri"}, {"atLeast", 2}, {"from", "a"}}));
  (void)ask("control", "inject.release", {{"inject", "by-hand"}});
  EXPECT_TRUE(holds({{"inject", "by-hand"}, {"is", "released"}}));
  (void)ask("Bob", "inject.respond", {{"inject", "by-hand"}, {"body", "Yes"}});
  EXPECT_TRUE(holds({{"inject", "by-hand"}, {"is", "responded"}, {"by", "b"}}));
  EXPECT_FALSE(holds({{"inject", "by-hand"}, {"is", "responded"}, {"by", "a"}}));
  EXPECT_FALSE(holds({{"after", "D+1 09:00"}}));
  EXPECT_TRUE(holds({{"before", "D+1 09:00"}}));
  hours(30);
  EXPECT_TRUE(holds({{"after", "D+1 09:00"}}));
  EXPECT_TRUE(holds({{"silent", "c"}, {"for", "29h"}}));
  for (const Json& nonsense :
       {Json("text"), Json(nullptr), Json::object(), Json{{"posture", "a.stance"}}, Json{{"after", "soon"}},
        Json{{"indicator", "none"}, {"above", 1}}, Json{{"unheard", 1}}})
    EXPECT_FALSE(holds(nonsense)) << nonsense;
}

TEST_F(Effects, KnowWhatControlHasDoneWithWhatWasAsked) {
  stage.start();
  const Json answered{{"request", "answered"}, {"by", "a"}}, denied{{"ruling", "a.stance"}, {"is", "deny"}},
      failed{{"action", "failure"}, {"by", "a"}};
  for (const Json& fact : {answered, denied, failed}) EXPECT_FALSE(holds(fact)) << fact;
  ASSERT_TRUE(stage.ask("Ann", "rfi.ask", {{"to", "control"}, {"body", "One?"}}));
  ASSERT_TRUE(stage.ask("Ann", "posture.propose", {{"dimension", "a.stance"}, {"level", "mid"}, {"rationale", "Now"}}));
  ASSERT_TRUE(stage.ask("Ann", "action.submit", {{"title", "Go"}, {"body", "We go"}, {"intent", "To be there"}}));
  for (const Json& fact : {answered, denied, failed}) EXPECT_FALSE(holds(fact)) << fact;
  const auto id = [&](const char* type, const char* key) { return stage.events(type).back().data.at(key); };
  ASSERT_TRUE(stage.ask("control", "rfi.answer", {{"rfi", id("rfi.asked", "rfi")}, {"body", "One."}}));
  ASSERT_TRUE(stage.ask("control", "posture.rule",
                        {{"proposal", id("posture.proposed", "proposal")}, {"ruling", "deny"}, {"comment", "Not yet"}}));
  ASSERT_TRUE(stage.ask("control", "action.adjudicate",
                        {{"action", id("action.submitted", "action")}, {"ruling", "failure"}, {"narrative", "Fog"}}));
  for (const Json& fact : {answered, denied, failed}) EXPECT_TRUE(holds(fact)) << fact;
  EXPECT_TRUE(holds({{"request", "answered"}}));
  EXPECT_FALSE(holds({{"request", "answered"}, {"by", "b"}}));
  EXPECT_FALSE(holds({{"request", "answered"}, {"by", "a"}, {"atLeast", 2}}));
  EXPECT_FALSE(holds({{"ruling", "a.stance"}, {"is", "approve"}}));
  EXPECT_FALSE(holds({{"action", "success"}}));
}

TEST_F(Effects, AnEffectMovesIndicatorsReleasesAndUnlocksAndSaysWhy) {
  share();
  EXPECT_EQ(count("effect.fired"), 0U);
  hours(1);
  // 50 + 30, and what is high sinks by 15 once: an hour has to pass before it may again.
  EXPECT_EQ(value("tension"), 65);
  const auto fired = stage.events("effect.fired");
  ASSERT_EQ(fired.size(), 2U);
  EXPECT_EQ(fired[0].data.at("effect"), "share-tension");
  EXPECT_TRUE(fired[0].audience.empty());
  EXPECT_EQ(fired[0].data.at("because"),
            Json::parse(R"([{"condition":{"posture":"c.share","atLeast":"some"},"holds":true,"value":"some"}])"));
  EXPECT_EQ(
      fired[0].data.at("did"),
      Json::parse(
          R"([{"indicator":"tension","from":50.0,"value":80.0},{"dimension":"c.share","level":"all"},{"inject":"reaction"}])"));
  EXPECT_EQ(fired[1].data.at("effect"), "swing");
  EXPECT_TRUE(sees("observer", "The world reacts"));
  EXPECT_TRUE(sees("c.head", "indicator.changed"));
  EXPECT_FALSE(sees("c.head", "share-tension"));
  hours(20);
  EXPECT_EQ(count("effect.fired"), 2U);
}

TEST_F(Effects, ARepeatedEffectRestsAndIsBoundedSoThatNoLoopRunsAway) {
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(ask("control", "indicator.adjust", {{"indicator", "tension"}, {"by", 100}, {"reason", "Heat"}}), "done");
    EXPECT_EQ(value("tension"), i < 3 ? 85 : 100);
    hours(2);
    EXPECT_EQ(value("tension"), i < 3 ? 85 : 100);  // it has not rested: once a time that it is above
    EXPECT_EQ(ask("control", "indicator.adjust", {{"indicator", "tension"}, {"by", -50}, {"reason", "Rest"}}), "done");
  }
  EXPECT_EQ(count("effect.fired"), 3U);
  EXPECT_EQ(count("effect.rested"), 2U);  // after the last firing there is nothing to rest for
}

TEST_F(Effects, RulesThatFeedEachOtherEnd) {
  Json scenario = small_scenario();
  scenario["effects"] = Json::parse(R"([
    {"id":"up","title":"Up","when":{"indicator":"hidden","below":5},"then":[{"set":"hidden","to":9}],"again":{"after":"10m","limit":100}},
    {"id":"down","title":"Down","when":{"indicator":"hidden","above":5},"then":[{"set":"hidden","to":1}],"again":{"after":"10m","limit":100}}])");
  Stage loop(scenario);
  loop.start();
  loop.at(100 * exercise_hour);
  EXPECT_EQ(loop.events("effect.fired").size(), 200U);
  for (std::size_t i = 1; i < loop.log().size(); ++i) EXPECT_GE(loop.log()[i].at, loop.log()[i - 1].at);
}

TEST_F(Effects, ControlMovesAnIndicatorWithAReasonThatOnlyControlReads) {
  EXPECT_EQ(ask("control", "indicator.adjust", {{"indicator", "a-b.trust"}, {"by", 2.5}, {"reason", "A good dinner"}}),
            "done");
  EXPECT_EQ(value("a-b.trust"), 7.5);
  EXPECT_TRUE(sees("b.aide", "\"value\":7.5"));
  EXPECT_FALSE(sees("b.aide", "A good dinner"));
  EXPECT_FALSE(sees("c.head", "a-b.trust"));
  EXPECT_EQ(ask("control", "indicator.adjust", {{"indicator", "a-b.trust"}, {"by", 50}, {"reason", "Friends"}}),
            "done");
  EXPECT_EQ(value("a-b.trust"), 10);
  EXPECT_EQ(ask("control", "indicator.adjust", {{"indicator", "a-b.trust"}, {"by", 1}, {"reason", "More"}}),
            "conflict");
  EXPECT_EQ(ask("Ann", "indicator.adjust", {{"indicator", "a-b.trust"}, {"by", 1}, {"reason", "More"}}), "forbidden");
}

TEST_F(Effects, ATeamThatStallsGetsItsContingencyInjectAndOneThatActsDoesNot) {
  hours(19);
  EXPECT_EQ(ask("Ann", "message.send", {{"channel", "tri"}, {"body", "Still here"}}), "done");
  hours(19);
  EXPECT_FALSE(sees("a.head", "Still there?"));
  hours(2);
  EXPECT_TRUE(sees("a.head", "Still there?"));
  const auto released = stage.events("inject.released").back();
  EXPECT_EQ(released.at, stage.state().clock.start + 39 * calendar::hour);
  EXPECT_EQ(released.control.at("released"), "by condition");
  EXPECT_TRUE(released.control.at("because").at(0).at("holds").get<bool>());
}

TEST_F(Effects, TheAbsenceOfSomethingIsAConditionLikeAnyOther) {
  hours(71);
  EXPECT_FALSE(sees("observer", "Nothing was agreed"));
  hours(1);
  EXPECT_TRUE(sees("observer", "Nothing was agreed"));
  EXPECT_EQ(stage.events("inject.released").back().at, stage.state().clock.start + 72 * calendar::hour);
}

TEST_F(Effects, AHeldConditionalInjectWaitsAndGoesOnWhenItIsLetGo) {
  EXPECT_EQ(ask("control", "inject.hold", {{"inject", "no-statement"}}), "done");
  hours(80);
  EXPECT_FALSE(sees("observer", "Nothing was agreed"));
  EXPECT_EQ(ask("control", "inject.unhold", {{"inject", "no-statement"}}), "done");
  EXPECT_EQ(id_of("inject.unheld", "state"), "conditional");
  EXPECT_TRUE(sees("observer", "Nothing was agreed"));
  EXPECT_EQ(ask("control", "inject.unhold", {{"inject", "no-statement"}}), "conflict");
  EXPECT_EQ(ask("control", "inject.unhold", {{"inject", "by-hand"}}), "conflict");
}

TEST_F(Effects, AHeldInjectWhoseTimeIsPastGoesOutNowAndNotBefore) {
  EXPECT_EQ(ask("control", "inject.hold", {{"inject", "soon"}}), "done");
  hours(5);
  EXPECT_EQ(ask("control", "inject.unhold", {{"inject", "soon"}}), "done");
  const auto let_go = stage.events("inject.unheld").back(), released = stage.events("inject.released").back();
  EXPECT_EQ(released.data.at("inject"), "soon");
  EXPECT_EQ(released.at, let_go.at);
  EXPECT_EQ(released.wall, let_go.wall);
}

TEST_F(Effects, NothingHappensByItselfWhileTheClockStands) {
  (void)ask("control", "exercise.pause");
  (void)ask("control", "indicator.adjust", {{"indicator", "tension"}, {"by", 40}, {"reason", "Heat"}});
  EXPECT_EQ(count("effect.fired"), 0U);
  (void)ask("control", "exercise.resume");
  EXPECT_EQ(count("effect.fired"), 1U);
}

}  // namespace
}  // namespace startex::test
