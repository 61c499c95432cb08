// An exercise that goes on from a moment of another has the same seats, knowledge, clock and chance there.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class Forked : public Table {};

TEST_F(Forked, AnExerciseThatRanIsPausedAtThatVeryExerciseTime) {
  hours(5);
  ASSERT_EQ(ask("Ann", "message.send", {{"channel", "tri"}, {"body", "Before"}}), "done");
  const auto before = stage.state();
  ASSERT_EQ(ask("control", "exercise.fork", {{"exercise", "child"}, {"title", "What if"}, {"head", "abc"}}), "done");
  const auto& state = stage.state();
  EXPECT_EQ(state.lifecycle.phase, exercise::Phase::paused);
  EXPECT_EQ(state.lifecycle.exercise, "child");
  EXPECT_EQ(state.lifecycle.title, "What if");
  EXPECT_EQ(state.clock.at(now + 100 * exercise_hour), before.clock.at(now));
  ASSERT_EQ(state.lineage.forks.size(), 1U);
  EXPECT_EQ(state.lineage.forks[0].from, "exercise");
  EXPECT_EQ(state.lineage.forks[0].at, before.seq);
  EXPECT_EQ(state.lineage.forks[0].head, "abc");
  const auto forked = stage.events("exercise.forked").back();
  EXPECT_EQ(forked.at, before.clock.at(now));
  EXPECT_EQ(ask("control", "exercise.resume"), "done");
}

// Where it came from, and after how many events, is control's: numbers tell what happened elsewhere.
TEST_F(Forked, OnlyControlSeesWhereItWentOut) {
  ASSERT_EQ(ask("control", "exercise.fork", {{"exercise", "child"}, {"title", "What if"}, {"head", "abc"}}), "done");
  EXPECT_TRUE(sees("a.head", "exercise.forked"));
  EXPECT_FALSE(sees("a.head", "\"from\":\"exercise\""));
  EXPECT_FALSE(sees("a.head", "\"head\""));
  EXPECT_TRUE(sees("control", "\"head\":\"abc\""));
}

TEST_F(Forked, NothingGoesOnFromAnExerciseThatHasEnded) {
  ASSERT_EQ(ask("control", "exercise.end"), "done");
  EXPECT_EQ(ask("control", "exercise.fork", {{"exercise", "child"}, {"title", "x"}, {"head", "abc"}}), "not_running");
}

}  // namespace
}  // namespace startex::test
