// What delegations and control do to each other: seats, messages, injects, posture, and who is told of it.
#include <gtest/gtest.h>

#include "exercise/table.hpp"

namespace startex::test {
namespace {

bool sees(const Stage& stage, const std::string& viewer, const std::string& text) {
  for (const auto& event : stage.seen_by(viewer))
    if (event.find(text) != std::string::npos) return true;
  return false;
}

class Play : public testing::Test {
 protected:
  Play() {
    stage.join("Ann", "a.head");
    stage.join("Bob", "b.head");
    stage.join("Cat", "c.head");
    stage.start();
  }
  std::string id_of(const std::string& type, const char* key) const {
    return stage.events(type).back().data.at(key).get<std::string>();
  }
  Stage stage;
};

TEST_F(Play, ASeatIsTakenSharedAndGivenUpWithinTheTeam) {
  stage.join("Amy", "a");
  EXPECT_EQ(code(stage.ask("Amy", "message.send", {{"channel", "tri"}, {"body", "Hello"}})), "forbidden");
  EXPECT_EQ(code(stage.ask("Amy", "seat.claim", {{"seat", "b.aide"}})), "not_found");
  EXPECT_EQ(code(stage.ask("Amy", "seat.claim", {{"seat", "nowhere"}})), "not_found");
  EXPECT_EQ(code(stage.ask("Amy", "seat.claim", {{"seat", "a.head"}})), "done");
  EXPECT_EQ(code(stage.ask("Amy", "seat.claim", {{"seat", "a.head"}})), "conflict");
  EXPECT_EQ(code(stage.ask("Amy", "message.send", {{"channel", "tri"}, {"body", "Hello"}})), "done");
  EXPECT_EQ(code(stage.ask("Amy", "seat.release")), "done");
  EXPECT_EQ(code(stage.ask("Amy", "seat.release")), "forbidden");
  EXPECT_TRUE(sees(stage, "a.aide", "\"seat.claimed\""));
  EXPECT_FALSE(sees(stage, "b.head", "seat.claimed"));
}

TEST_F(Play, ControlSeatsSomebodyInAnotherTeamAndTheOldOneLearnsOnlyThatTheyLeft) {
  const auto ann = stage.asker("Ann").participant;
  EXPECT_EQ(code(stage.ask("control", "seat.assign", {{"participant", ann}, {"seat", "b.aide"}})), "done");
  EXPECT_TRUE(sees(stage, "a.aide", "participant.left"));
  EXPECT_FALSE(sees(stage, "a.aide", "b.aide\",\"team"));
  EXPECT_EQ(exercise::identify(stage.state(), stage.asker("Ann"))->seat, "b.aide");
}

TEST_F(Play, AnOpenChannelIsReadByItsMembersOnly) {
  EXPECT_EQ(code(stage.ask("Ann", "message.send", {{"channel", "slow"}, {"body", "x"}})), "done");
  EXPECT_EQ(code(stage.ask("Bob", "message.send", {{"channel", "slow"}, {"body", "x"}})), "not_found");
  const auto foreign = stage.ask("Bob", "message.send", {{"channel", "slow"}, {"body", "x"}});
  const auto missing = stage.ask("Bob", "message.send", {{"channel", "missing"}, {"body", "x"}});
  EXPECT_EQ(foreign.error().hint, missing.error().hint);
  EXPECT_EQ(code(stage.ask("Ann", "message.send", {{"channel", "press"}, {"body", "To the public"}})), "done");
  EXPECT_TRUE(sees(stage, "observer", "To the public"));
  EXPECT_FALSE(sees(stage, "observer", "\"slow\""));
}

TEST_F(Play, AHeldMessageIsKnownToItsSenderAloneUntilControlRules) {
  ASSERT_EQ(code(stage.ask("Ann", "message.send", {{"channel", "a-b"}, {"body", "First"}})), "done");
  EXPECT_TRUE(sees(stage, "a.head", "First"));
  EXPECT_FALSE(sees(stage, "a.aide", "First"));
  EXPECT_FALSE(sees(stage, "b.head", "First"));
  const auto id = id_of("message.held", "message");
  EXPECT_EQ(code(stage.ask("Bob", "message.approve", {{"message", id}})), "forbidden");
  EXPECT_EQ(code(stage.ask("control", "message.approve", {{"message", id}})), "done");
  EXPECT_EQ(code(stage.ask("control", "message.approve", {{"message", id}})), "conflict");
  EXPECT_EQ(code(stage.ask("control", "message.reject", {{"message", id}, {"reason", "late"}})), "conflict");
  EXPECT_TRUE(sees(stage, "b.aide", "First"));
  EXPECT_EQ(stage.events("message.sent").back().by.at("name"), "Ann");
  EXPECT_FALSE(sees(stage, "c.head", "First"));
}

TEST_F(Play, AnEditedMessageGoesOutWithControlsTextAndOnlyControlSeesBoth) {
  (void)stage.ask("Ann", "message.send", {{"channel", "a-b"}, {"body", "Rude words"}});
  ASSERT_EQ(code(stage.ask("control", "message.edit",
                           {{"message", id_of("message.held", "message")}, {"body", "Kind words"}})),
            "done");
  EXPECT_TRUE(sees(stage, "b.head", "Kind words"));
  EXPECT_FALSE(sees(stage, "b.head", "Rude words"));
  EXPECT_EQ(stage.events("message.sent").back().control.at("original"), "Rude words");
}

TEST_F(Play, AReturnedMessageReachesNobodyElse) {
  (void)stage.ask("Ann", "message.send", {{"channel", "a-b"}, {"body", "Never sent"}});
  ASSERT_EQ(code(stage.ask("control", "message.reject",
                           {{"message", id_of("message.held", "message")}, {"reason", "Because of that"}})),
            "done");
  const auto id = id_of("message.held", "message");
  for (const auto* again : {"message.approve", "message.reject"}) {
    const Json params =
        std::string_view(again) == "message.reject" ? Json{{"message", id}, {"reason", "x"}} : Json{{"message", id}};
    EXPECT_EQ(code(stage.ask("control", again, params)), "conflict") << again;
  }
  EXPECT_EQ(code(stage.ask("control", "message.approve", {{"message", "missing"}})), "not_found");
  EXPECT_TRUE(sees(stage, "a.head", "Because of that"));
  EXPECT_FALSE(sees(stage, "b.head", "Never sent"));
}

TEST_F(Play, ADelayedMessageArrivesAfterSoMuchPlayAndPausesDoNotCount) {
  stage.at(10 * second);
  (void)stage.ask("Ann", "message.send", {{"channel", "slow"}, {"body", "Slowly"}});
  stage.at(20 * second);
  (void)stage.ask("control", "exercise.pause");
  stage.at(500 * second);
  EXPECT_TRUE(stage.events("message.sent").empty());
  (void)stage.ask("control", "exercise.resume");
  stage.at(519 * second);
  EXPECT_TRUE(stage.events("message.sent").empty());
  stage.at(520 * second);
  ASSERT_EQ(stage.events("message.sent").size(), 1U);
  EXPECT_EQ(stage.events("message.sent")[0].wall, 520 * second);
}

TEST_F(Play, WhatFallsDueIsStampedWithItsOwnMomentHoweverLateSomebodyLooks) {
  (void)stage.ask("Ann", "message.send", {{"channel", "slow"}, {"body", "Slowly"}});
  stage.at(300 * second);
  EXPECT_EQ(stage.events("message.sent").at(0).wall, 30 * second);
}

TEST_F(Play, ControlSpeaksAsAnEntityAndNobodyElseDoes) {
  EXPECT_EQ(code(stage.ask("Ann", "message.send", {{"channel", "press"}, {"body", "x"}, {"as", "world"}})),
            "forbidden");
  EXPECT_EQ(code(stage.ask("control", "message.send", {{"channel", "press"}, {"body", "x"}, {"as", "nobody"}})),
            "not_found");
  EXPECT_EQ(code(stage.ask("control", "message.send", {{"channel", "a-b"}, {"body", "We watch"}, {"as", "world"}})),
            "done");
  EXPECT_EQ(stage.events("message.sent").back().by.at("name"), "The world");
}

TEST_F(Play, AReplyNamesAMessageOfTheSameChannel) {
  (void)stage.ask("Ann", "message.send", {{"channel", "tri"}, {"body", "Question"}});
  const auto id = id_of("message.sent", "message");
  EXPECT_EQ(code(stage.ask("Bob", "message.send", {{"channel", "tri"}, {"body", "Answer"}, {"replyTo", id}})), "done");
  EXPECT_EQ(code(stage.ask("Bob", "message.send", {{"channel", "press"}, {"body", "Answer"}, {"replyTo", id}})),
            "not_found");
}

TEST_F(Play, AnInjectComesAtItsTimeAndEachRecipientGetsTheirVersion) {
  stage.at(60 * second);
  ASSERT_EQ(stage.events("inject.released").size(), 2U);
  EXPECT_EQ(stage.events("inject.released")[0].at, calendar::parse_iso("2025-01-28T10:00:00+09:00")->ms);
  EXPECT_TRUE(sees(stage, "a.head", "\"Common\""));
  EXPECT_TRUE(sees(stage, "observer", "\"Common\""));
  EXPECT_TRUE(sees(stage, "b.aide", "\"Common\""));
  EXPECT_TRUE(sees(stage, "b.head", "Only for the head of B"));
  EXPECT_FALSE(sees(stage, "b.head", "\"Common\""));
}

TEST_F(Play, AHeldInjectWaitsAndASkippedOneIsGone) {
  EXPECT_EQ(code(stage.ask("control", "inject.hold", {{"inject", "soon"}})), "done");
  EXPECT_EQ(code(stage.ask("control", "inject.skip", {{"inject", "after-two"}})), "done");
  stage.at(600 * second);
  EXPECT_TRUE(stage.events("inject.released").empty());
  EXPECT_EQ(code(stage.ask("control", "inject.release", {{"inject", "soon"}})), "done");
  EXPECT_EQ(code(stage.ask("control", "inject.release", {{"inject", "soon"}})), "conflict");
  EXPECT_EQ(code(stage.ask("control", "inject.hold", {{"inject", "missing"}})), "not_found");
}

TEST_F(Play, AnInjectIsEditedAndRescheduledBeforeItIsReleased) {
  EXPECT_EQ(code(stage.ask("control", "inject.edit", {{"inject", "by-hand"}})), "invalid");
  EXPECT_EQ(code(stage.ask("control", "inject.edit", {{"inject", "by-hand"}, {"to", {"nobody"}}})), "invalid");
  EXPECT_EQ(
      code(stage.ask("control", "inject.edit",
                     {{"inject", "by-hand"}, {"body", "Changed"}, {"to", {"c"}}, {"at", "2025-01-28T09:20:00+09:00"}})),
      "done");
  stage.at(20 * second);
  EXPECT_TRUE(sees(stage, "c.head", "Changed"));
  EXPECT_FALSE(sees(stage, "a.head", "Changed"));
}

TEST_F(Play, AnInjectThatGoesToOthersNowTakesNoVersionToThoseItWasPlannedFor) {
  EXPECT_EQ(code(stage.ask("control", "inject.edit", {{"inject", "soon"}, {"to", {"c"}}})), "done");
  stage.at(60 * second);
  EXPECT_TRUE(sees(stage, "c.head", "\"Common\""));
  EXPECT_FALSE(sees(stage, "b.head", "Only for the head of B"));
  EXPECT_EQ(stage.events("inject.released").size(), 1U);
}

TEST_F(Play, AnInjectIsComposedForNowForLaterOrToBeHeld) {
  const Json base{{"title", "T"}, {"body", "Composed"}, {"type", "news"}, {"from", "world"}, {"to", {"b"}}};
  EXPECT_EQ(code(stage.ask("control", "inject.compose", base)), "done");
  EXPECT_TRUE(sees(stage, "b.aide", "Composed"));
  EXPECT_FALSE(sees(stage, "a.head", "Composed"));
  Json later = base;
  later["body"] = "For later";
  later["at"] = "2025-01-28T09:40:00+09:00";
  EXPECT_EQ(code(stage.ask("control", "inject.compose", later)), "done");
  EXPECT_FALSE(sees(stage, "b.aide", "For later"));
  stage.at(40 * second);
  EXPECT_TRUE(sees(stage, "b.aide", "For later"));
}

TEST_F(Play, OnlyARecipientAcknowledgesAndOnlyTheirSideIsTold) {
  EXPECT_EQ(code(stage.ask("Ann", "inject.acknowledge", {{"inject", "by-hand"}})), "not_found");
  (void)stage.ask("control", "inject.release", {{"inject", "by-hand"}});  // to a.head and to all of b
  const auto foreign = stage.ask("Cat", "inject.acknowledge", {{"inject", "by-hand"}});
  const auto missing = stage.ask("Cat", "inject.acknowledge", {{"inject", "missing"}});
  EXPECT_EQ(code(foreign), "not_found");
  EXPECT_EQ(foreign.error().hint, missing.error().hint);
  EXPECT_EQ(code(stage.ask("Ann", "inject.acknowledge", {{"inject", "by-hand"}})), "done");
  EXPECT_EQ(code(stage.ask("Ann", "inject.acknowledge", {{"inject", "by-hand"}})), "conflict");
  EXPECT_EQ(code(stage.ask("Bob", "inject.respond", {{"inject", "by-hand"}, {"body", "We answer"}})), "done");
  EXPECT_EQ(stage.events("inject.acknowledged")[0].audience, (exercise::Audience{"a.head"}));
  EXPECT_EQ(stage.events("inject.responded")[0].audience, (exercise::Audience{"b"}));
}

TEST_F(Play, AProposalIsModifiedByControlAndAlliesSeeOnlyTheResult) {
  const Json wanted{{"dimension", "a.stance"}, {"level", "high"}, {"rationale", "Private reasons"}};
  EXPECT_EQ(code(stage.ask("Bob", "posture.propose", wanted)), "forbidden");
  ASSERT_EQ(code(stage.ask("Ann", "posture.propose", wanted)), "done");
  const auto id = id_of("posture.proposed", "proposal");
  EXPECT_EQ(code(stage.ask("control", "posture.rule", {{"proposal", id}, {"ruling", "modify"}})), "invalid");
  EXPECT_EQ(code(stage.ask("control", "posture.rule", {{"proposal", id}, {"ruling", "modify"}, {"level", "none"}})),
            "not_found");
  EXPECT_EQ(code(stage.ask("control", "posture.rule", {{"proposal", id}, {"ruling", "modify"}, {"level", "mid"}})),
            "done");
  EXPECT_EQ(code(stage.ask("control", "posture.rule", {{"proposal", id}, {"ruling", "approve"}})), "conflict");
  EXPECT_EQ(stage.state().posture.dimensions.at("a.stance").level, "mid");
  EXPECT_TRUE(sees(stage, "b.head", "\"level\":\"mid\""));
  EXPECT_FALSE(sees(stage, "b.head", "Private reasons"));
  EXPECT_FALSE(sees(stage, "observer", "\"level\":\"mid\""));
}

TEST_F(Play, ALevelWithALeadTimeHoldsWhenItHasPassed) {
  (void)stage.ask("Ann", "posture.propose", {{"dimension", "a.stance"}, {"level", "high"}, {"rationale", "Now"}});
  (void)stage.ask("control", "posture.rule",
                  {{"proposal", id_of("posture.proposed", "proposal")}, {"ruling", "approve"}});
  stage.at(119 * second);
  EXPECT_EQ(stage.state().posture.dimensions.at("a.stance").level, "low");
  stage.at(120 * second);
  EXPECT_EQ(stage.state().posture.dimensions.at("a.stance").level, "high");
}

TEST_F(Play, ASeatThatTheScenarioNamesRules) {
  (void)stage.ask("Ann", "posture.propose", {{"dimension", "shared"}, {"level", "on"}, {"rationale", "Together"}});
  const auto id = id_of("posture.proposed", "proposal");
  EXPECT_TRUE(sees(stage, "c.head", "Together"));
  EXPECT_FALSE(sees(stage, "c.aide", "Together"));
  EXPECT_EQ(code(stage.ask("Bob", "posture.rule", {{"proposal", id}, {"ruling", "approve"}})), "not_found");
  EXPECT_EQ(code(stage.ask("Cat", "posture.rule", {{"proposal", id}, {"ruling", "approve"}})), "done");
  EXPECT_TRUE(sees(stage, "observer", "\"level\":\"on\""));
}

TEST_F(Play, AChangeWithinATeamIsKnownToItAlone) {
  (void)stage.ask("Bob", "posture.propose", {{"dimension", "b.secret"}, {"level", "one"}, {"rationale", "Quietly"}});
  stage.at(24 * 60 * second);
  EXPECT_TRUE(sees(stage, "b.aide", "posture.changed"));
  EXPECT_FALSE(sees(stage, "a.head", "b.secret"));
  EXPECT_EQ(
      code(stage.ask("Ann", "posture.propose", {{"dimension", "b.secret"}, {"level", "one"}, {"rationale", "x"}})),
      "not_found");
}

TEST_F(Play, BriefsAreReadByWhomTheyAreFor) {
  EXPECT_TRUE(sees(stage, "c.aide", "For all"));
  EXPECT_TRUE(sees(stage, "a.aide", "For A"));
  EXPECT_FALSE(sees(stage, "b.head", "For A"));
  EXPECT_FALSE(sees(stage, "b.aide", "For the head of B"));
  EXPECT_TRUE(sees(stage, "evaluator", "For the head of B"));
}

TEST(Audience, IsAskedInOneWay) {
  using exercise::Audience;
  using exercise::may_see;
  using exercise::Role;
  const exercise::Viewer control{Role::control, "", ""}, observer{Role::observer, "", ""},
      evaluator{Role::evaluator, "", ""};
  const exercise::Viewer seat{Role::participant, "a", "a.head"}, standing{Role::participant, "a", ""},
      other{Role::participant, "b", "b.head"};
  for (const auto& audience : {Audience{}, Audience{"a"}, Audience{"public"}}) EXPECT_TRUE(may_see(audience, control));
  EXPECT_FALSE(may_see(Audience{}, evaluator));
  EXPECT_TRUE(may_see(Audience{"a.head"}, evaluator));
  EXPECT_FALSE(may_see(Audience{"a"}, observer));
  EXPECT_TRUE(may_see(Audience{"observer"}, observer));
  EXPECT_TRUE(may_see(Audience{"a"}, seat));
  EXPECT_TRUE(may_see(Audience{"a"}, standing));
  EXPECT_FALSE(may_see(Audience{"a.head"}, standing));
  EXPECT_FALSE(may_see(Audience{"a"}, other));
}

}  // namespace
}  // namespace startex::test
