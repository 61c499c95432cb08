#include <gtest/gtest.h>

#include "support/stage.hpp"

namespace startex::test {
namespace {

TEST(Consent, IsGivenByAParticipantAtAnyTimeAndReachesControlOnly) {
  Stage stage;
  stage.join("Ann", "a.head");
  ASSERT_TRUE(stage.ask("Ann", "consent.set", {{"research", true}}));
  const auto given = stage.events("consent.given").back();
  EXPECT_TRUE(given.audience.empty());
  EXPECT_EQ(given.data.at("research"), true);
  EXPECT_EQ(stage.ask("Ann", "consent.set", {{"research", true}}).error().code, ErrorCode::conflict);
  stage.start();
  (void)stage.ask("control", "exercise.end");
  ASSERT_TRUE(stage.ask("Ann", "consent.set", {{"research", false}}));
  EXPECT_FALSE(stage.state().consents.research.at(stage.asker("Ann").participant));
}

TEST(Consent, MustBeSaidAndIsNobodyElses) {
  Stage stage;
  stage.join("Ann", "a.head");
  EXPECT_EQ(stage.ask("Ann", "consent.set").error().code, ErrorCode::invalid);
  EXPECT_EQ(stage.ask("control", "consent.set", {{"research", true}}).error().code, ErrorCode::forbidden);
}

}  // namespace
}  // namespace startex::test
