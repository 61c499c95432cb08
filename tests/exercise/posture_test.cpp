// Posture in full: who proposes, seconds, rules and pays; what is declared and what is so.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

using Posture = Table;

TEST_F(Posture, AProposalThatNeedsASecondIsItsTeamsOwnUntilAnotherSeatStandsBehindIt) {
  EXPECT_EQ(ask("Ann", "posture.propose", {{"dimension", "a.pact"}, {"level", "some"}, {"rationale", "Reasons"}}),
            "done");
  const auto id = id_of("posture.proposed", "proposal");
  EXPECT_FALSE(sees("b.head", "Reasons"));
  EXPECT_EQ(ask("Bob", "posture.rule", {{"proposal", id}, {"ruling", "approve"}}), "not_found");
  EXPECT_EQ(ask("control", "posture.rule", {{"proposal", id}, {"ruling", "approve"}}), "conflict");
  EXPECT_EQ(ask("Ann", "posture.second", {{"proposal", id}}), "forbidden");
  EXPECT_EQ(ask("Bob", "posture.second", {{"proposal", id}}), "not_found");
  EXPECT_EQ(ask("Aid", "posture.second", {{"proposal", id}}), "done");
  EXPECT_EQ(ask("Aid", "posture.second", {{"proposal", id}}), "conflict");
  EXPECT_TRUE(sees("b.aide", "Reasons"));
  EXPECT_FALSE(sees("c.head", "Reasons"));
  EXPECT_EQ(ask("Aid", "posture.rule", {{"proposal", id}, {"ruling", "approve"}}), "forbidden");
  EXPECT_EQ(ask("Bea", "posture.rule", {{"proposal", id}, {"ruling", "approve"}}), "done");
  EXPECT_EQ(level("a.pact"), "some");
  EXPECT_EQ(value("a.budget"), 6);
  EXPECT_FALSE(sees("b.head", "a.budget"));
  EXPECT_EQ(ask("Bob", "posture.rule", {{"proposal", id}, {"ruling", "deny"}}), "not_found");
  EXPECT_EQ(ask("control", "posture.rule", {{"proposal", id}, {"ruling", "deny"}}), "conflict");
}

TEST_F(Posture, ALevelIsApprovedByWhomItNamesAndOnlyWhenWhatItRequiresIsSo) {
  const Json full{{"dimension", "a.pact"}, {"level", "full"}, {"rationale", "All of it"}};
  EXPECT_EQ(ask("Ann", "posture.propose", full), "conflict");
  EXPECT_EQ(refusal.pointer, "/level");
  EXPECT_EQ(ask("Cat", "posture.propose", {{"dimension", "shared"}, {"level", "on"}, {"rationale", "Now"}}), "done");
  EXPECT_EQ(ask("Cat", "posture.rule", {{"proposal", id_of("posture.proposed", "proposal")}, {"ruling", "approve"}}),
            "done");
  EXPECT_EQ(ask("Ann", "posture.propose", full), "done");
  const auto id = id_of("posture.proposed", "proposal");
  EXPECT_EQ(ask("Aid", "posture.second", {{"proposal", id}}), "done");
  EXPECT_EQ(ask("Bob", "posture.rule", {{"proposal", id}, {"ruling", "approve"}}), "not_found");
  EXPECT_EQ(ask("control", "posture.rule", {{"proposal", id}, {"ruling", "approve"}}), "done");
  EXPECT_EQ(level("a.pact"), "full");
}

TEST_F(Posture, WhatTheBudgetDoesNotCoverIsRefusedAndTheBudgetNeverGoesBelowItsEnd) {
  EXPECT_EQ(ask("control", "indicator.adjust", {{"indicator", "a.budget"}, {"by", -7}, {"reason", "Cuts"}}), "done");
  EXPECT_EQ(ask("Ann", "posture.propose", {{"dimension", "a.pact"}, {"level", "some"}, {"rationale", "Reasons"}}),
            "conflict");
  EXPECT_EQ(value("a.budget"), 3);
}

TEST_F(Posture, AProposalIsWithdrawnByItsTeamBeforeTheRuling) {
  EXPECT_EQ(ask("Ann", "posture.propose", {{"dimension", "a.stance"}, {"level", "mid"}, {"rationale", "Reasons"}}),
            "done");
  const auto id = id_of("posture.proposed", "proposal");
  EXPECT_EQ(ask("Bob", "posture.withdraw", {{"proposal", id}}), "not_found");
  EXPECT_EQ(ask("Aid", "posture.withdraw", {{"proposal", id}}), "done");
  EXPECT_EQ(ask("control", "posture.rule", {{"proposal", id}, {"ruling", "approve"}}), "conflict");
  EXPECT_EQ(level("a.stance"), "low");
}

TEST_F(Posture, WhatIsDeclaredAndWhatIsSoAreTwoThings) {
  EXPECT_FALSE(sees("c.head", "\"dimension\":\"b.face\",\"level\":\"ready\""));
  EXPECT_TRUE(sees("c.head", "\"declared\":\"calm\""));
  EXPECT_TRUE(sees("b.aide", "\"dimension\":\"b.face\",\"level\":\"ready\""));
  EXPECT_EQ(ask("Bob", "posture.propose", {{"dimension", "b.face"}, {"level", "alarm"}, {"rationale", "Quietly"}}),
            "done");
  EXPECT_EQ(level("b.face"), "alarm");
  EXPECT_FALSE(sees("c.head", "alarm\"}"));
  EXPECT_EQ(ask("Cat", "posture.declare", {{"dimension", "b.face"}, {"level", "ready"}}), "forbidden");
  EXPECT_EQ(ask("Bob", "posture.declare", {{"dimension", "b.face"}, {"level", "calm"}}), "conflict");
  EXPECT_EQ(
      ask("Bob", "posture.declare", {{"dimension", "b.face"}, {"level", "ready"}, {"statement", "As a precaution"}}),
      "done");
  EXPECT_TRUE(sees("c.head", "As a precaution"));
  EXPECT_TRUE(sees("observer", "As a precaution"));
  EXPECT_EQ(ask("Ann", "posture.declare", {{"dimension", "a.stance"}, {"level", "mid"}}), "conflict");
}

TEST_F(Posture, ALaterApprovalTakesThePlaceOfOneThatIsOnItsWay) {
  for (const auto* wanted : {"high", "mid"}) {
    EXPECT_EQ(ask("Ann", "posture.propose", {{"dimension", "a.stance"}, {"level", wanted}, {"rationale", wanted}}),
              "done");
    EXPECT_EQ(
        ask("control", "posture.rule", {{"proposal", id_of("posture.proposed", "proposal")}, {"ruling", "approve"}}),
        "done");
  }
  hours(5);
  EXPECT_EQ(level("a.stance"), "mid");
  EXPECT_EQ(count("posture.changed"), 2U);  // the founding of b.face, and this one
}

TEST_F(Posture, ALockedLevelOpensByAnEffect) {
  const Json all{{"dimension", "c.share"}, {"level", "all"}, {"rationale", "All"}};
  EXPECT_EQ(ask("Cat", "posture.propose", all), "conflict");
  EXPECT_EQ(ask("Cat", "posture.propose", {{"dimension", "c.share"}, {"level", "some"}, {"rationale", "Some"}}),
            "done");
  EXPECT_EQ(
      ask("control", "posture.rule", {{"proposal", id_of("posture.proposed", "proposal")}, {"ruling", "approve"}}),
      "done");
  hours(1);
  EXPECT_EQ(level("c.share"), "some");
  EXPECT_TRUE(sees("observer", "posture.unlocked"));
  EXPECT_EQ(ask("Cat", "posture.propose", all), "done");
}

}  // namespace
}  // namespace startex::test
