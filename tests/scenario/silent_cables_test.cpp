// Silent cables, played: what fails by itself, what sharing brings, what a word costs that is said alone, and what it
// takes to join a cable.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "scenario/library.hpp"
#include "support/stage.hpp"

namespace startex::scenario {
namespace {

class SilentCables : public ::testing::Test {
 protected:
  SilentCables() {
    for (const auto* team : {"us", "rok", "jp"})
      for (const auto* role : {"head", "maritime", "networks"}) {
        const auto seat = std::string(team) + "." + role;
        stage.join(seat, seat);
      }
    stage.start();
  }

  void may(const std::string& who, const std::string& method, Json params) {
    const auto done = stage.ask(who, method, std::move(params));
    ASSERT_TRUE(done) << method << ": " << done.error().hint;
  }
  bool refused(const std::string& who, const std::string& method, Json params) {
    return !stage.ask(who, method, std::move(params));
  }

  // Exercise time: so many hours after the morning of the first day.
  void after_hours(int hours) { stage.at(hours * calendar::hour / 96); }

  double value(const std::string& indicator) const { return stage.state().indicators.indicators.at(indicator).value; }
  bool released(const std::string& inject) const {
    return stage.state().injects.injects.at(inject).state == exercise::InjectState::released;
  }
  void propose(const std::string& who, const std::string& id, const std::string& level) {
    may(who, "posture.propose", {{"dimension", id}, {"level", level}, {"rationale", "Because."}});
  }
  void reach(const std::string& who, const std::string& id, const std::string& level) {
    propose(who, id, level);
    may("control", "posture.rule",
        {{"proposal", stage.events("posture.proposed").back().data.at("proposal")}, {"ruling", "approve"}});
  }
  void publish(const std::string& document) {
    const Json which{{"document", document}};
    may("jp.head", "document.freeze", which);
    const auto edition = stage.events("document.frozen").back().data.at("edition");
    for (const auto* who : {"us.head", "rok.head", "jp.head"})
      may(who, "document.sign", {{"document", document}, {"edition", edition}});
    may("jp.head", "document.publish", {{"document", document}, {"to", {"all"}}});
  }

  Library library = *Library::read(std::string(STARTEX_SOURCE_DIR) + "/scenarios");
  test::Stage stage{library.find("silent-cables")->document};
};

TEST_F(SilentCables, FailOneAfterAnotherAndStayDarkWhenNobodyActs) {
  after_hours(21);
  EXPECT_EQ(value("capacity"), 60);
  after_hours(70);
  EXPECT_EQ(value("capacity"), 15);
  after_hours(144);
  EXPECT_EQ(value("capacity"), 15);
  for (const auto* inject : {"no-plan", "island-doctor", "still-dark", "seoul-waits"})
    EXPECT_TRUE(released(inject)) << inject;
  for (const auto* inject : {"first-analysis", "joint-analysis", "intruder-found", "three-causes", "named-answers",
                             "fishers-protest", "light-returns"})
    EXPECT_FALSE(released(inject)) << inject;
}

TEST_F(SilentCables, ARuleForTrafficInTimeSparesTheClinic) {
  after_hours(70);
  reach("jp.networks", "traffic.priority", "essential");
  after_hours(144);
  EXPECT_EQ(value("jp.calm"), 66);
  EXPECT_FALSE(released("island-doctor"));
}

TEST_F(SilentCables, RawDataBringTheMapTogether) {
  EXPECT_TRUE(refused("jp.networks", "posture.propose",
                      {{"dimension", "cyber.response"}, {"level", "joint-hunt"}, {"rationale", "x"}}));
  reach("rok.head", "info.sharing", "raw");
  after_hours(11);
  EXPECT_EQ(value("evidence"), 40);
  EXPECT_TRUE(released("first-analysis"));
  EXPECT_FALSE(released("joint-analysis"));
  reach("jp.networks", "cyber.response", "joint-hunt");
  after_hours(81);
  EXPECT_TRUE(released("joint-analysis"));
  EXPECT_FALSE(released("intruder-found"));
  after_hours(99);
  EXPECT_TRUE(released("intruder-found"));
  EXPECT_EQ(value("evidence"), 60);
}

TEST_F(SilentCables, AWordThatIsSaidAloneCosts) {
  after_hours(30);
  const auto cohesion = value("cohesion");
  propose("us.head", "us.words", "named");
  EXPECT_TRUE(released("three-causes"));
  EXPECT_TRUE(released("named-answers"));
  EXPECT_EQ(value("cohesion"), cohesion - 18) << "alone, and on little evidence";
}

TEST_F(SilentCables, APlanAndAnEscortJoinTheFirstCable) {
  after_hours(90);
  publish("repair-plan");
  reach("jp.maritime", "repair.escort", "joint");
  EXPECT_TRUE(refused("jp.networks", "posture.propose",
                      {{"dimension", "repair.escort"}, {"level", "navy"}, {"rationale", "x"}}));
  after_hours(117);
  EXPECT_FALSE(released("light-returns"));
  after_hours(119);
  EXPECT_TRUE(released("light-returns"));
  EXPECT_EQ(value("capacity"), 45);
  after_hours(144);
  EXPECT_FALSE(released("still-dark"));
}

TEST_F(SilentCables, KnowNoMissiles) {
  auto text = library.find("silent-cables")->document.dump();
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const auto* word : {"missile", "rocket", "warhead"}) EXPECT_EQ(text.find(word), std::string::npos) << word;
}

}  // namespace
}  // namespace startex::scenario
