// The first hour, played: two seats take a step together, three cells publish one statement.
#include <gtest/gtest.h>

#include "scenario/library.hpp"
#include "support/stage.hpp"

namespace startex::scenario {
namespace {

class FirstHour : public ::testing::Test {
 protected:
  FirstHour() {
    for (const auto* seat : {"us.head", "us.military", "rok.head", "rok.military", "jp.head", "jp.civil"})
      stage.join(seat, seat);
    stage.start();
  }

  void may(const std::string& who, const std::string& method, Json params) {
    const auto done = stage.ask(who, method, std::move(params));
    ASSERT_TRUE(done) << method << ": " << done.error().hint;
  }
  double value(const std::string& indicator) const { return stage.state().indicators.indicators.at(indicator).value; }
  std::string level(const std::string& id) const { return stage.state().posture.dimensions.at(id).level; }

  Library library = *Library::read(std::string(STARTEX_SOURCE_DIR) + "/scenarios");
  test::Stage stage{library.find("first-hour")->document};
};

TEST_F(FirstHour, AStepIsTakenByBothSeatsAndByNobodyElse) {
  may("jp.civil", "posture.propose", {{"dimension", "jp.warning"}, {"level", "sirens"}, {"rationale", "To be sure."}});
  const Json proposal{{"proposal", stage.events("posture.proposed").back().data.at("proposal")}};
  stage.at(5 * calendar::minute);
  EXPECT_EQ(level("jp.warning"), "shipping") << "the head has not seconded it";
  may("jp.head", "posture.second", proposal);
  stage.at(6 * calendar::minute);
  EXPECT_EQ(level("jp.warning"), "sirens");
  EXPECT_EQ(value("tension"), 51) << "the launch and the sirens";
  EXPECT_FALSE(
      stage.ask("us.head", "posture.propose", {{"dimension", "us.ships"}, {"level", "one"}, {"rationale", "x"}}));
}

TEST_F(FirstHour, ThreeWhoSpeakEarlyAndSignTogetherAreNotAskedWhereTheyWere) {
  stage.at(2 * calendar::minute);
  for (const auto* who : {"us.military", "rok.military", "jp.civil"})
    may(who, "message.send", {{"channel", "trilateral"}, {"body", "This is what we saw."}});
  EXPECT_EQ(value("trust"), 58);
  stage.at(35 * calendar::minute);
  const Json statement{{"document", "joint-statement"}};
  may("us.head", "document.freeze", statement);
  const auto edition = stage.events("document.frozen").back().data.at("edition");
  for (const auto* who : {"us.head", "rok.head", "jp.head"})
    may(who, "document.sign", {{"document", "joint-statement"}, {"edition", edition}});
  may("us.head", "document.publish", {{"document", "joint-statement"}, {"to", {"all"}}});
  stage.at(45 * calendar::minute);
  EXPECT_EQ(value("trust"), 73);
  EXPECT_NE(stage.state().injects.injects.at("no-statement").state, exercise::InjectState::released);
}

TEST_F(FirstHour, TheThreeFirstReportsDiffer) {
  stage.at(2 * calendar::minute);
  const auto sees = [this](const char* team, const char* words) {
    for (const auto& line : stage.seen_by(team))
      if (line.find(words) != std::string::npos) return true;
    return false;
  };
  EXPECT_TRUE(sees("us", "Infrared satellite"));
  EXPECT_TRUE(sees("rok", "Ground radar"));
  EXPECT_TRUE(sees("jp", "a splash"));
  EXPECT_FALSE(sees("jp", "Ground radar"));
  EXPECT_FALSE(sees("us", "a splash"));
}

}  // namespace
}  // namespace startex::scenario
