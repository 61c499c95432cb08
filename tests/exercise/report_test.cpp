#include "exercise/report.hpp"

#include <gmock/gmock.h>

#include "support/stage.hpp"

namespace startex::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ReportEdits : public testing::Test {
 protected:
  ReportEdits() {
    stage.join("Ann", "a.head");
    stage.start();
    (void)stage.ask("control", "exercise.end");
  }
  auto edit(Json params) { return stage.ask("control", "report.edit", std::move(params)); }
  Stage stage;
};

TEST_F(ReportEdits, ASectionIsWrittenOverAndReachesControlOnly) {
  ASSERT_TRUE(edit({{"section", "strengths"}, {"version", 0}, {"text", "They listened. [#3, #4] And [#3]."}}));
  const auto event = stage.events("report.edited").back();
  EXPECT_TRUE(event.audience.empty());
  EXPECT_EQ(event.data.at("version"), 1);
  EXPECT_EQ(event.data.at("evidence"), Json({3, 4}));
}

TEST_F(ReportEdits, WhoeverEditsWhatSomebodyElseHasEditedMeanwhileIsToldTheVersion) {
  ASSERT_TRUE(edit({{"section", "strengths"}, {"version", 0}, {"text", "One"}}));
  const auto late = edit({{"section", "strengths"}, {"version", 0}, {"text", "Two"}});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::conflict);
  EXPECT_EQ(late.error().current, Json({{"version", 1}}));
  EXPECT_TRUE(edit({{"section", "strengths"}, {"version", 1}, {"text", nullptr}}));
}

TEST_F(ReportEdits, TheImprovementPlanIsRows) {
  ASSERT_TRUE(edit({{"section", "plan"},
                    {"version", 0},
                    {"rows", {{{"issue", "No counter-offer [#2]"}, {"action", "Practise"}, {"element", "training"}}}}}));
  const auto data = stage.events("report.edited").back().data;
  EXPECT_EQ(data.at("rows")[0].at("element"), "training");
  EXPECT_EQ(data.at("rows")[0].at("contact"), "");
  EXPECT_EQ(data.at("evidence"), Json({2}));
  const auto wrong = edit({{"section", "plan"}, {"version", 1}, {"rows", {{{"issue", "x"}, {"element", "luck"}}}}});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().pointer, "/rows/0/element");
}

TEST_F(ReportEdits, RefersOnlyToWhatHasHappenedAndToSectionsThatThereAre) {
  EXPECT_EQ(edit({{"section", "strengths"}, {"version", 0}, {"text", "Later [#9999]"}}).error().pointer, "/text");
  EXPECT_EQ(edit({{"section", "gossip"}, {"version", 0}, {"text", "x"}}).error().pointer, "/section");
}

TEST_F(ReportEdits, AreControlsAndComeAfterEndex) {
  EXPECT_EQ(stage.ask("Ann", "report.edit", {{"section", "strengths"}, {"version", 0}, {"text", "x"}}).error().code,
            ErrorCode::forbidden);
  Stage running;
  running.start();
  EXPECT_FALSE(running.ask("control", "report.edit", {{"section", "strengths"}, {"version", 0}, {"text", "x"}}));
}

TEST(References, StandInBracketsEachWithItsNumberSign) {
  EXPECT_THAT(exercise::references_in("A [#12] b [#3, #12], [#7,#8]"), ElementsAre(3, 7, 8, 12));
  EXPECT_THAT(exercise::references_in("#5 [5] [#] [#x] [#4 and more] [# 9] [#0] [#1"), IsEmpty());
}

}  // namespace
}  // namespace startex::test
