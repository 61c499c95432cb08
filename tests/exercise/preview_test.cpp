// What a jump of the clock would bring: exactly what it then brings, and asking changes nothing.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class Preview : public Table {
 protected:
  Result<Json> preview(const std::string& to, const std::string& who = "control") {
    return exercise::answer(stage.state(), stage.asker(who), {"clock.preview", {{"to", to}}, ""}, {now, chance_});
  }
  engine::SeededChance chance_{"0123456789abcdef"};
};

TEST_F(Preview, NamesWhatWouldHappenInTheOrderInWhichItThenHappens) {
  const std::string to = "2025-02-01T09:00:00+09:00";
  const auto told = preview(to);
  ASSERT_TRUE(told);
  const std::size_t before = stage.log().size();
  std::vector<std::string> foretold;
  for (const Json& event : told->at("events")) foretold.push_back(event.at("type"));
  EXPECT_GT(foretold.size(), 3U);
  ASSERT_EQ(ask("control", "clock.jump", {{"to", to}}), "done");
  stage.at(now);
  std::vector<std::string> happened;
  for (std::size_t i = before + 1; i < stage.log().size(); ++i) happened.push_back(stage.log()[i].type);
  EXPECT_EQ(foretold, happened);
}

TEST_F(Preview, AskingLeavesNoTrace) {
  const std::size_t before = stage.log().size();
  ASSERT_TRUE(preview("2025-02-01T09:00:00+09:00"));
  ASSERT_EQ(ask("control", "clock.preview", {{"to", "2025-02-01T09:00:00+09:00"}}), "done");
  EXPECT_EQ(stage.log().size(), before);
}

TEST_F(Preview, WhilePausedItTellsWhatGoesOutWhenPlayGoesOn) {
  (void)ask("control", "exercise.pause");
  const auto told = preview("2025-01-28T12:00:00+09:00");
  ASSERT_TRUE(told);
  ASSERT_FALSE(told->at("events").empty());
  const Json& first = told->at("events").front();
  EXPECT_EQ(first.at("type"), "inject.released");
  EXPECT_EQ(first.at("data").at("title"), "Soon");
  EXPECT_EQ(told->at("more"), false);
}

TEST_F(Preview, NobodyElseAsksAndNobodyGoesBack) {
  EXPECT_EQ(to_text(preview("2025-02-01T09:00:00+09:00", "Ann").error().code), "forbidden");
  EXPECT_EQ(to_text(preview("2025-01-01T09:00:00+09:00").error().code), "invalid");
  EXPECT_EQ(preview("tomorrow").error().pointer, "/to");
}

}  // namespace
}  // namespace startex::test
