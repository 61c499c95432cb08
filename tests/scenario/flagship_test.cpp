// The flagship, played: what its conditions and effects promise happens, and nothing of it when nobody does anything.
#include <gtest/gtest.h>

#include <algorithm>

#include "scenario/library.hpp"
#include "support/stage.hpp"

namespace startex::scenario {
namespace {

using calendar::minute;

class Flagship : public ::testing::Test {
 protected:
  Flagship() {
    for (const auto* seat : {"us.head", "us.defense", "rok.head", "rok.defense", "jp.head", "jp.foreign"})
      stage.join(seat, seat);
    stage.start();
  }

  void may(const std::string& who, const std::string& method, Json params) {
    const auto done = stage.ask(who, method, std::move(params));
    ASSERT_TRUE(done) << method << ": " << done.error().hint;
  }
  bool refused(const std::string& who, const std::string& method, Json params) {
    return !stage.ask(who, method, std::move(params));
  }

  // A day is a minute and a half on the wall.
  void on_day(int day) { stage.at(day * 90 * calendar::second); }

  double value(const std::string& indicator) const { return stage.state().indicators.indicators.at(indicator).value; }
  const exercise::Dimension& dimension(const std::string& id) const { return stage.state().posture.dimensions.at(id); }
  bool released(const std::string& inject) const {
    return stage.state().injects.injects.at(inject).state == exercise::InjectState::released;
  }
  bool fired(const std::string& effect) const { return stage.state().effects.effects.at(effect).firings > 0; }

  // Japan and Korea sign that tracks flow in real time.
  void agree_on_data() {
    may("jp.head", "agreement.draft",
        {{"title", "Tracks"},
         {"parties", {"jp", "rok"}},
         {"clauses", {"By liaison officers."}},
         {"commitments", Json::array({{{"dimension", "tri.data"}, {"level", "realtime"}}})}});
    const auto id = stage.events("agreement.drafted").back().data.at("agreement").get<std::string>();
    may("jp.head", "agreement.sign", {{"agreement", id}, {"version", 1}});
    may("rok.head", "agreement.sign", {{"agreement", id}, {"version", 1}});
  }

  // Proposes, and lets control approve.
  void reach(const std::string& who, const std::string& id, const std::string& level) {
    may(who, "posture.propose", {{"dimension", id}, {"level", level}, {"rationale", "Because."}});
    may("control", "posture.rule",
        {{"proposal", stage.events("posture.proposed").back().data.at("proposal")}, {"ruling", "approve"}});
  }

  // Control lets a salvo fly; what became of it.
  Json salvo(const std::string& title, Json groups) {
    may("control", "engagement.run", {{"title", title}, {"salvo", std::move(groups)}});
    return stage.events("engagement.resolved").back().data;
  }
  static Json six_at(const std::string& site) { return {{{"threat", "srbm"}, {"count", 6}, {"target", site}}}; }
  static bool shoots(const Json& resolved, const std::string& asset) { return resolved.at("spent").contains(asset); }

  Library library = *Library::read(std::string(STARTEX_SOURCE_DIR) + "/scenarios");
  test::Stage stage{library.find("iron-dome")->document};
};

TEST_F(Flagship, AnAgreementOnDataMovesCohesionOpensALevelAndIsAskedAbout) {
  on_day(2);
  const Json firecontrol{{"dimension", "tri.data"}, {"level", "firecontrol"}, {"rationale", "One picture."}};
  EXPECT_TRUE(refused("jp.head", "posture.propose", firecontrol)) << "locked";
  agree_on_data();
  EXPECT_EQ(value("cohesion"), 56);
  EXPECT_TRUE(released("data-question"));
  may("jp.head", "posture.propose", firecontrol);
  on_day(6);
  EXPECT_EQ(dimension("tri.data").level, "bilateral") << "its lead time is five days";
  on_day(8);
  EXPECT_EQ(dimension("tri.data").level, "realtime");
  EXPECT_EQ(value("cohesion"), 61);
}

TEST_F(Flagship, ASecondBatteryNeedsWashingtonAndIsKnownWhenDeclared) {
  may("rok.head", "posture.propose",
      {{"dimension", "rok.thaad"}, {"level", "second-agreed"}, {"rationale", "The ports."}});
  const Json approval{{"proposal", stage.events("posture.proposed").back().data.at("proposal")}, {"ruling", "approve"}};
  EXPECT_TRUE(refused("us.defense", "posture.rule", approval));
  may("us.head", "posture.rule", approval);
  on_day(4);
  EXPECT_EQ(dimension("rok.thaad").level, "second-agreed");
  EXPECT_FALSE(released("customs-inspections")) << "nobody outside knows";
  may("rok.head", "posture.declare", {{"dimension", "rok.thaad"}, {"level", "second-agreed"}});
  EXPECT_EQ(value("pressure"), 50);
  EXPECT_TRUE(released("customs-inspections"));
}

TEST_F(Flagship, BudgetsRequirementsAndSecondsHold) {
  reach("rok.head", "rok.lowtier", "accelerated");
  EXPECT_EQ(value("rok.budget"), 38);
  EXPECT_TRUE(
      refused("us.head", "posture.propose", {{"dimension", "tri.command"}, {"level", "cell"}, {"rationale", "x"}}));
  may("us.head", "posture.propose", {{"dimension", "us.sbi"}, {"level", "plan"}, {"rationale", "The report."}});
  const Json proposal{{"proposal", stage.events("posture.proposed").back().data.at("proposal")}};
  EXPECT_TRUE(refused("us.head", "posture.second", proposal));
  may("us.defense", "posture.second", proposal);
  may("control", "posture.rule", {{"proposal", proposal.at("proposal")}, {"ruling", "approve"}});
  EXPECT_TRUE(released("moscow-note"));
  EXPECT_EQ(value("arms-race"), 50);
}

TEST_F(Flagship, TheWordsOfTheTwoNeighboursAreNotSeenByTheThird) {
  agree_on_data();
  for (const auto& line : stage.seen_by("us")) EXPECT_EQ(line.find("Tracks"), std::string::npos) << line;
}

TEST_F(Flagship, ALineIsOpenOnceIndustryHasItsAnswer) {
  const Json production{{"dimension", "jp.hypersonic"}, {"level", "production"}, {"rationale", "Work."}};
  on_day(17);
  EXPECT_TRUE(refused("jp.head", "posture.propose", production));
  may("jp.foreign", "inject.respond", {{"inject", "production-offer"}, {"body", "We are interested."}});
  may("jp.head", "posture.propose", production);
}

TEST_F(Flagship, AStatementThatAllSignIsPublishedAndNobodyMissesIt) {
  const Json statement{{"document", "joint-statement"}};
  may("us.head", "document.freeze", statement);
  const auto edition = stage.events("document.frozen").back().data.at("edition");
  for (const auto* who : {"us.head", "rok.head", "jp.foreign"})
    may(who, "document.sign", {{"document", "joint-statement"}, {"edition", edition}});
  may("us.head", "document.publish", {{"document", "joint-statement"}, {"to", {"all"}}});
  EXPECT_TRUE(fired("statement-out"));
  on_day(58);
  EXPECT_FALSE(released("half-time"));
  EXPECT_FALSE(released("no-statement"));
}

TEST_F(Flagship, WhoeverStallsIsCalled) {
  on_day(9);
  may("jp.head", "message.send", {{"channel", "trilateral"}, {"body", "Good morning."}});
  on_day(12);
  EXPECT_TRUE(released("seoul-waits"));
  EXPECT_TRUE(released("washington-waits"));
  EXPECT_FALSE(released("tokyo-waits"));
  on_day(15);
  EXPECT_TRUE(released("tokyo-waits"));
}

TEST_F(Flagship, ASecondBatteryShootsFromItsDateAndNotFromItsPromise) {
  const auto agree = [this](const std::string& level) {
    may("rok.head", "posture.propose", {{"dimension", "rok.thaad"}, {"level", level}, {"rationale", "The ports."}});
    may("us.head", "posture.rule",
        {{"proposal", stage.events("posture.proposed").back().data.at("proposal")}, {"ruling", "approve"}});
  };
  agree("second-agreed");
  on_day(3);
  agree("second-deployed");
  on_day(20);
  EXPECT_EQ(dimension("rok.thaad").level, "second-agreed");
  const auto before = salvo("Before", six_at("humphreys"));
  EXPECT_FALSE(shoots(before, "us.thaad-second")) << "it is under way";
  EXPECT_TRUE(shoots(before, "us.patriot-humphreys"));
  on_day(22);
  const auto after = salvo("After", six_at("humphreys"));
  EXPECT_TRUE(shoots(after, "us.thaad-second"));
  EXPECT_LT(after.at("expected").at("leaked"), before.at("expected").at("leaked"));
}

TEST_F(Flagship, SensorsCueTheBetterTheMoreIsShared) {
  EXPECT_EQ(salvo("Each alone", six_at("busan")).at("cueing"), 0.7);
  on_day(2);
  agree_on_data();
  on_day(8);
  EXPECT_EQ(salvo("In real time", six_at("busan")).at("cueing"), 0.85);
  reach("jp.head", "tri.data", "firecontrol");
  on_day(21);
  EXPECT_EQ(salvo("One aims for another", six_at("busan")).at("cueing"), 1);
}

TEST_F(Flagship, WhatComesDownOnBusanIsFeltAtHome) {
  on_day(28);
  const auto support = value("rok.support");
  salvo("Far more than it can take", {{{"threat", "srbm"}, {"count", 40}, {"target", "busan"}}});
  EXPECT_EQ(value("rok.support"), support) << "nothing is known before the assessment";
  on_day(29);
  EXPECT_TRUE(fired("busan-hit"));
  EXPECT_FALSE(fired("busan-held"));
  EXPECT_TRUE(fired("shield-leaks"));
  EXPECT_EQ(value("rok.support"), support - 5);
}

// The two computations of the guide.
const Json turned_south = Json::parse(R"([{"threat":"srbm","count":6,"target":"busan"}])");
const Json mixed_raid = Json::parse(R"([
    {"threat":"rocket","count":12,"target":"seoul"}, {"threat":"srbm","count":8,"target":"seoul"},
    {"threat":"cruise","count":4,"target":"humphreys"}, {"threat":"srbm","count":4,"target":"busan"},
    {"threat":"mrbm","count":4,"target":"iwakuni"}, {"threat":"glide","count":2,"target":"tokyo"},
    {"threat":"irbm","count":3,"target":"guam"}, {"threat":"icbm","count":1,"target":"hawaii"}])");

double expected(const Json& resolved) { return resolved.at("expected").at("leaked").get<double>(); }

TEST_F(Flagship, WhoeverDoesNothingSeesWhatTheGuideForetells) {
  on_day(28);
  EXPECT_NEAR(expected(salvo("The salvo, turned south", turned_south)), 1.7, 0.3);
  on_day(49);
  EXPECT_NEAR(expected(salvo("Engagement exercise", mixed_raid)), 23, 2);
  on_day(50);
  EXPECT_EQ(stage.events("engagement.detected").size(), 2U);
  EXPECT_EQ(stage.events("engagement.assessed").size(), 2U);
  EXPECT_TRUE(fired("busan-hit") || fired("busan-held"));
}

TEST_F(Flagship, LowTierDataAndABatteryOnLandHalveWhatComesThrough) {
  reach("rok.head", "rok.lowtier", "accelerated");
  reach("jp.head", "jp.sites", "temporary");
  agree_on_data();
  on_day(28);
  EXPECT_LT(expected(salvo("The salvo, turned south", turned_south)), 0.5);
  on_day(49);
  EXPECT_NEAR(expected(salvo("Engagement exercise", mixed_raid)), 10, 1.5);
}

TEST_F(Flagship, WithoutAnybodysDoingOnlyTheWorldMoves) {
  on_day(60);
  for (const auto& [id, effect] : stage.state().effects.effects)
    EXPECT_EQ(effect.firings > 0, id == "glider-flew" || id == "salvo-flew") << id;
  for (const auto* inject :
       {"leaked-draft", "customs-inspections", "governor-refuses", "moscow-note", "beijing-hotline", "data-question"})
    EXPECT_FALSE(released(inject)) << inject;
  for (const auto* inject : {"half-time", "no-statement", "instruction-leaks"}) EXPECT_TRUE(released(inject)) << inject;
}

}  // namespace
}  // namespace startex::scenario
