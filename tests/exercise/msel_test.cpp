// The plan in the facilitator's hands: what is changed can be undone until it is delivered, and nobody but control is
// told of any of it.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

Json with_expectation() {
  Json scenario = small_scenario();
  for (Json& inject : scenario["injects"])
    if (inject["id"] == "by-hand") {
      inject["expectedAction"] = "The head of A calls back";
      inject["objective"] = "o1";
    }
  scenario["objectives"] = {{{"id", "o1"}, {"title", "Talk"}}};
  return scenario;
}

class Msel : public Table {
 protected:
  Msel() : Table(with_expectation()) {}
  std::string_view control(const std::string& method, Json params = Json::object()) {
    return ask("control", method, std::move(params));
  }
  const exercise::Inject& inject(const std::string& id) const { return stage.state().injects.injects.at(id); }
  std::string at(const std::string& id) const {
    const auto& planned = inject(id).at;
    return planned ? calendar::format_exercise(*planned, 540) : "none";
  }
};

TEST_F(Msel, AHoldIsUndoneAndTheInjectGoesAtItsTime) {
  ASSERT_EQ(control("inject.hold", {{"inject", "soon"}}), "done");
  EXPECT_EQ(control("inject.undo", {{"inject", "soon"}}), "done");
  EXPECT_EQ(inject("soon").state, exercise::InjectState::scheduled);
  hours(1);
  EXPECT_EQ(count("inject.released"), 2U);
  EXPECT_EQ(control("inject.undo", {{"inject", "soon"}}), "conflict");
}

TEST_F(Msel, AnEditIsUndoneWordForWordAndTheLatestFirst) {
  ASSERT_EQ(control("inject.edit", {{"inject", "by-hand"}, {"body", "Second"}, {"to", {"c"}}}), "done");
  ASSERT_EQ(control("inject.edit", {{"inject", "by-hand"}, {"body", "Third"}, {"at", "2025-01-28T12:00:00+09:00"}}),
            "done");
  EXPECT_EQ(control("inject.undo", {{"inject", "by-hand"}}), "done");
  EXPECT_EQ(inject("by-hand").body, "Second");
  EXPECT_EQ(inject("by-hand").state, exercise::InjectState::manual);
  EXPECT_EQ(control("inject.undo", {{"inject", "by-hand"}}), "done");
  EXPECT_EQ(inject("by-hand").body, "Called");
  EXPECT_EQ(inject("by-hand").to, (std::vector<std::string>{"a.head", "b"}));
  EXPECT_EQ(control("inject.undo", {{"inject", "by-hand"}}), "conflict");
  const auto told = stage.events("inject.undone").back();
  EXPECT_EQ(told.data.at("body"), "Called");
  EXPECT_TRUE(told.audience.empty());
}

TEST_F(Msel, AnEditedConditionComesBackWithTheUndo) {
  ASSERT_EQ(control("inject.edit", {{"inject", "a-stalls"}, {"at", nullptr}}), "done");
  ASSERT_EQ(control("inject.undo"), "done");
  EXPECT_EQ(stage.events("inject.undone").back().data.at("when"), (Json{{"silent", "a"}, {"for", "20h"}}));
  hours(25);
  EXPECT_TRUE(sees("a.head", "Still there?"));
}

TEST_F(Msel, WithoutANameTheLastChangeThatIsNotDeliveredIsUndone) {
  (void)control("inject.hold", {{"inject", "after-two"}});
  (void)control("inject.edit", {{"inject", "by-hand"}, {"title", "Other"}});
  (void)control("inject.release", {{"inject", "by-hand"}});
  EXPECT_EQ(control("inject.undo"), "done");
  EXPECT_EQ(inject("after-two").state, exercise::InjectState::scheduled);
  EXPECT_EQ(control("inject.undo"), "conflict");
  EXPECT_EQ(control("inject.undo", {{"inject", "missing"}}), "not_found");
}

TEST_F(Msel, AnUndoThatWouldReleaseAtOnceIsRefused) {
  (void)control("inject.hold", {{"inject", "soon"}});
  hours(2);
  EXPECT_EQ(control("inject.undo", {{"inject", "soon"}}), "conflict");
  EXPECT_EQ(count("inject.released"), 0U);
}

TEST_F(Msel, ACopyHasTheTextsAndVersionsAndIsUndoneByDroppingIt) {
  ASSERT_EQ(control("inject.duplicate", {{"inject", "soon"}, {"at", "2025-01-28T11:00:00+09:00"}}), "done");
  const auto copy = id_of("inject.composed", "inject");
  EXPECT_EQ(stage.events("inject.composed").back().data.at("copyOf"), "soon");
  hours(2);
  EXPECT_EQ(count("inject.released"), 4U);
  EXPECT_EQ(inject(copy).delivered.size(), 2U);

  ASSERT_EQ(control("inject.duplicate", {{"inject", "by-hand"}}), "done");
  const auto told = stage.events("inject.composed").back().data;
  EXPECT_EQ(told.at("state"), "manual");
  EXPECT_EQ(told.at("objective"), "o1");
  EXPECT_EQ(control("inject.undo"), "done");
  EXPECT_EQ(inject(told.at("inject")).state, exercise::InjectState::skipped);
}

TEST_F(Msel, AllThatIsStillToComeIsShiftedInOneEventAndBackAgain) {
  EXPECT_EQ(control("inject.shift", {{"minutes", 0}}), "invalid");
  ASSERT_EQ(control("inject.shift", {{"minutes", 30}}), "done");
  EXPECT_EQ(at("soon"), "2025-01-28T10:30:00+09:00");
  EXPECT_EQ(inject("after-two").offset, 90 * calendar::minute);
  EXPECT_EQ(
      stage.events("inject.shifted").back().data.at("times"),
      (Json{{"soon", {{"at", "2025-01-28T10:30:00+09:00"}}}, {"after-two", {{"move", "two"}, {"offset", "01:30"}}}}));
  EXPECT_FALSE(sees("a.head", "inject.shifted"));
  hours(1);
  EXPECT_EQ(count("inject.released"), 0U);
  EXPECT_EQ(control("inject.shift", {{"minutes", -40}}), "conflict");
  EXPECT_EQ(control("inject.undo", {{"inject", "after-two"}}), "done");
  EXPECT_EQ(inject("after-two").offset, 60 * calendar::minute);
  EXPECT_EQ(at("soon"), "2025-01-28T10:30:00+09:00");
}

TEST_F(Msel, AShiftFromAMomentOnLeavesWhatComesBefore) {
  ASSERT_EQ(control("inject.duplicate", {{"inject", "by-hand"}, {"at", "2025-01-28T12:00:00+09:00"}}), "done");
  const auto later = id_of("inject.composed", "inject");
  ASSERT_EQ(control("inject.shift", {{"minutes", -30}, {"from", "2025-01-28T11:00:00+09:00"}}), "done");
  EXPECT_EQ(at("soon"), "2025-01-28T10:00:00+09:00");
  EXPECT_EQ(at(later), "2025-01-28T11:30:00+09:00");
  EXPECT_EQ(control("inject.undo"), "done");
  EXPECT_EQ(at(later), "2025-01-28T12:00:00+09:00");
}

TEST_F(Msel, EverythingIsHeldUntilControlLetsItGoAndAHandStillReleases) {
  ASSERT_EQ(control("inject.hold_all"), "done");
  EXPECT_EQ(control("inject.hold_all"), "done");
  EXPECT_EQ(count("inject.all_held"), 1U);
  hours(3);
  EXPECT_EQ(count("inject.released"), 0U);
  EXPECT_EQ(control("inject.release", {{"inject", "by-hand"}}), "done");
  EXPECT_EQ(control("inject.unhold_all"), "done");
  stage.at(now);
  EXPECT_TRUE(sees("a.head", "\"Common\""));
  EXPECT_FALSE(sees("a.head", "all_held"));
}

TEST_F(Msel, WhatIsOverdueWhileEverythingIsHeldIsShiftedWithTheRest) {
  (void)control("inject.hold_all");
  hours(2);
  ASSERT_EQ(control("inject.shift", {{"minutes", 90}}), "done");
  (void)control("inject.unhold_all");
  EXPECT_EQ(count("inject.released"), 0U);
  hours(1);
  EXPECT_EQ(count("inject.released"), 2U);
}

TEST_F(Msel, WhatARuleReleasesWhileEverythingIsHeldIsKeptForControl) {
  (void)control("inject.hold_all");
  (void)ask("Cat", "posture.propose", {{"dimension", "c.share"}, {"level", "some"}, {"rationale", "Openness"}});
  (void)control("posture.rule", {{"proposal", id_of("posture.proposed", "proposal")}, {"ruling", "approve"}});
  hours(1);
  ASSERT_EQ(count("inject.held"), 1U);
  const auto kept = id_of("inject.held", "inject");
  EXPECT_EQ(kept, "reaction");
  (void)control("inject.unhold_all");
  hours(1);
  EXPECT_EQ(inject(kept).state, exercise::InjectState::held);
  EXPECT_TRUE(inject(kept).delivered.empty());
}

TEST_F(Msel, AnExpectedActionIsTickedForAllAndForATeam) {
  EXPECT_EQ(control("inject.expect", {{"inject", "soon"}, {"done", true}}), "conflict");
  EXPECT_EQ(control("inject.expect", {{"inject", "by-hand"}}), "invalid");
  EXPECT_EQ(control("inject.expect", {{"inject", "by-hand"}, {"done", true}, {"team", "nobody"}}), "invalid");
  EXPECT_EQ(control("inject.expect", {{"inject", "by-hand"}, {"done", true}, {"team", "a"}, {"note", "Late"}}), "done");
  EXPECT_EQ(control("inject.expect", {{"inject", "by-hand"}, {"done", true}, {"team", "a"}}), "conflict");
  EXPECT_EQ(control("inject.expect", {{"inject", "by-hand"}, {"done", true}}), "done");
  EXPECT_EQ(control("inject.expect", {{"inject", "by-hand"}, {"done", false}}), "done");
  EXPECT_EQ(inject("by-hand").expected, (std::map<std::string, bool>{{"", false}, {"a", true}}));
  EXPECT_FALSE(sees("a.head", "inject.expected"));
  EXPECT_EQ(ask("Ann", "inject.expect", {{"inject", "by-hand"}, {"done", true}}), "forbidden");
}

}  // namespace
}  // namespace startex::test
