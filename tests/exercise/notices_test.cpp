#include "exercise/notices.hpp"

#include "table.hpp"

namespace startex::test {
namespace {

class Notices : public Table {};

TEST_F(Notices, ReachThoseTheyAreForAndSayNotWhoElseHasThem) {
  EXPECT_EQ(ask("control", "notice.send", {{"body", "canary-all: coffee in five minutes"}}), "done");
  EXPECT_EQ(ask("control", "notice.send", {{"body", "canary-some: bring your badges"}, {"to", {"a", "b.head"}}}),
            "done");
  for (const auto* viewer : {"a.head", "b.aide", "c", "observer", "evaluator", "control"})
    EXPECT_TRUE(sees(viewer, "canary-all")) << viewer;
  for (const auto* viewer : {"a.head", "a.aide", "b.head", "control"})
    EXPECT_TRUE(sees(viewer, "canary-some")) << viewer;
  for (const auto* viewer : {"b.aide", "c.head", "observer"}) EXPECT_FALSE(sees(viewer, "canary-some")) << viewer;
  EXPECT_FALSE(stage.events("notice.sent").back().data.contains("to"));
  EXPECT_EQ(ask("Ann", "notice.send", {{"body", "I am control"}}), "forbidden");
  EXPECT_EQ(ask("control", "notice.send", {{"body", "To whom?"}, {"to", {"nobody"}}}), "invalid");
  EXPECT_EQ(ask("control", "notice.send", {{"body", std::string(1001, 'x')}}), "invalid");
}

TEST_F(Notices, AFreezeStopsTheClockAndEverybodyButControl) {
  hours(2);
  EXPECT_EQ(ask("control", "exercise.freeze", {{"notice", "NO DUFF: leave by the north stairs."}}), "done");
  EXPECT_EQ(stage.state().lifecycle.phase, exercise::Phase::paused);
  const auto moment = stage.state().moment();
  hours(3);
  EXPECT_EQ(stage.state().moment(), moment);
  for (const auto* who : {"Ann", "Cat", "Obs"}) {
    EXPECT_EQ(ask(who, "message.send", {{"channel", "tri"}, {"body", "Still playing"}}),
              std::string(who) == "Obs" ? "forbidden" : "not_running");
    EXPECT_EQ(ask(who, "seat.claim", {{"seat", "a.aide"}}), std::string(who) == "Obs" ? "forbidden" : "not_running");
  }
  EXPECT_NE(refusal.hint, "");
  EXPECT_EQ(ask("control", "exercise.freeze", {{"notice", "Again"}}), "conflict");
  EXPECT_EQ(ask("control", "exercise.resume"), "conflict");
  EXPECT_EQ(ask("control", "notice.send", {{"body", "Everybody is safe."}}), "done");
  EXPECT_EQ(ask("control", "exercise.unfreeze"), "done");
  EXPECT_EQ(ask("control", "exercise.unfreeze"), "conflict");
  EXPECT_EQ(stage.state().lifecycle.phase, exercise::Phase::paused);
  EXPECT_EQ(ask("Ann", "message.send", {{"channel", "tri"}, {"body", "Paused"}}), "not_running");
  EXPECT_EQ(ask("control", "exercise.resume"), "done");
  EXPECT_EQ(ask("Ann", "message.send", {{"channel", "tri"}, {"body", "Where were we?"}}), "done");
}

TEST(Freeze, HoldsBeforeTheStartAndAfterTheEnd) {
  Stage stage;
  stage.join("Ann", "a.head");
  EXPECT_EQ(code(stage.ask("control", "exercise.freeze", {{"notice", "NO DUFF"}})), "done");
  EXPECT_EQ(stage.state().lifecycle.phase, exercise::Phase::lobby);
  EXPECT_EQ(code(stage.ask("control", "exercise.start")), "conflict");
  EXPECT_EQ(code(stage.ask("Ann", "seat.release")), "not_running");
  EXPECT_EQ(code(stage.ask("control", "exercise.unfreeze")), "done");
  stage.start();
  (void)stage.ask("control", "exercise.end");
  EXPECT_EQ(code(stage.ask("control", "exercise.freeze", {{"notice", "NO DUFF"}})), "done");
  EXPECT_EQ(stage.state().lifecycle.phase, exercise::Phase::ended);
}

TEST(Freeze, IsStillThereWhenTheLogIsFoldedAgain) {
  Stage stage;
  stage.start();
  (void)stage.ask("control", "exercise.freeze", {{"notice", "NO DUFF"}});
  exercise::State again;
  for (const auto& body : stage.stored()) exercise::apply(again, exercise::from_stored(body));
  EXPECT_TRUE(again.notices.frozen);
  EXPECT_TRUE(exercise::interrupted(again, "server_restart", 0, engine::SeededChance("00")).empty());
}

}  // namespace
}  // namespace startex::test
