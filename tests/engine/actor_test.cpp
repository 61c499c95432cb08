// What the actor promises about durability, order and repetition.
#include <gtest/gtest.h>

#include "support/world.hpp"

namespace startex::test {
namespace {

class ActorPromises : public testing::Test {
 protected:
  ActorPromises() {
    world.join("Ann", "a.head");
    world.join("Bob", "b.head");
    for (const auto* name : {"control", "Ann", "Bob"}) {
      world.connect(name);
      world.subscribe(name);
    }
    world.ask("control", "start", "exercise.start");
    world.run(1000);
  }
  void say(const std::string& name, const std::string& id, const std::string& body, const std::string& command = "") {
    Json params{{"channel", "tri"}, {"body", body}};
    if (!command.empty()) params["commandId"] = command;
    world.ask(name, id, "message.send", params);
  }
  int code_of(const std::string& name, const std::string& id) {
    const auto& answers = world.client(name).answers;
    const auto it = answers.find(id);
    if (it == answers.end()) return -1;
    return it->second.contains("error") ? it->second.at("error").at("code").get<int>() : 0;
  }
  std::size_t stored(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(world.rows().begin(), world.rows().end(), [&](const auto& row) {
      return row.find(text) != std::string::npos;
    }));
  }
  World world;
};

TEST_F(ActorPromises, NothingIsAnsweredOrShownBeforeItIsDurable) {
  world.latency = [] { return 500; };
  const auto before = world.client("Bob").frames.size();
  say("Ann", "m", "Soon said");
  world.run(1499);
  EXPECT_EQ(code_of("Ann", "m"), -1);
  EXPECT_EQ(world.client("Bob").frames.size(), before);
  world.run(1500);
  EXPECT_EQ(code_of("Ann", "m"), 0);
  EXPECT_EQ(world.client("Bob").frames.size(), before + 1);
}

TEST_F(ActorPromises, WhatComesDuringAnAppendIsAppendedTogetherInItsOrder) {
  int appends = 0;
  world.latency = [&appends] { return ++appends, 100; };
  for (const auto* body : {"one", "two", "three", "four"}) say("Ann", body, body);
  const auto before = world.rows().size();
  world.run(1100);
  EXPECT_EQ(world.rows().size(), before + 1);
  world.run(1200);
  ASSERT_EQ(world.rows().size(), before + 4);
  EXPECT_EQ(appends, 2);
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_EQ(exercise::from_stored(world.rows()[before + i]).data.at("body"),
              (std::vector<std::string>{"one", "two", "three", "four"}[i]));
}

TEST_F(ActorPromises, ControlSeesExactlyWhatASeatSeesAndOnlyLooks) {
  say("Ann", "m", "For all");
  world.ask("Bob", "p", "posture.propose", {{"dimension", "b.secret"}, {"level", "one"}, {"rationale", "Quietly"}});
  world.run(2000);
  world.disconnect("control");
  world.connect("control");
  world.client("control").events.clear();
  world.ask("control", "eyes", "exercise.subscribe", {{"after", 0}, {"as", "b.head"}});
  world.run(3000);
  EXPECT_EQ(world.client("control").answers.at("eyes").at("result").at("viewer").at("seat"), "b.head");
  say("Ann", "m2", "And more");
  world.run(4000);
  EXPECT_EQ(world.client("control").events, world.client("Bob").events);
  world.ask("control", "act", "exercise.pause");
  world.run(5000);
  EXPECT_EQ(world.client("control").answers.at("act").at("error").at("data").at("code"), "forbidden");
}

TEST_F(ActorPromises, NobodyButControlSeesWithOtherEyes) {
  world.disconnect("Ann");
  world.connect("Ann");
  world.ask("Ann", "eyes", "exercise.subscribe", {{"after", 0}, {"as", "b.head"}});
  world.run(2000);
  EXPECT_EQ(world.client("Ann").answers.at("eyes").at("error").at("data").at("code"), "forbidden");
}

TEST_F(ActorPromises, ARepeatedCommandTakesEffectOnceAndIsAnsweredAlike) {
  say("Ann", "first", "Once", "0001-a");
  say("Ann", "in flight", "Once", "0001-a");
  world.run(2000);
  say("Ann", "later", "Once", "0001-a");
  world.run(3000);
  EXPECT_EQ(stored("Once"), 1U);
  const auto& answers = world.client("Ann").answers;
  EXPECT_EQ(answers.at("first").at("result"), answers.at("in flight").at("result"));
  EXPECT_EQ(answers.at("first").at("result"), answers.at("later").at("result"));
}

TEST_F(ActorPromises, ARepeatedCommandIsKnownAfterARestart) {
  say("Ann", "first", "Once", "0002-a");
  world.run(2000);
  world.crash();
  world.run(3000);
  world.connect("Ann");
  say("Ann", "again", "Once", "0002-a");
  world.run(4000);
  EXPECT_EQ(stored("Once"), 1U);
  EXPECT_EQ(world.client("Ann").answers.at("first").at("result"), world.client("Ann").answers.at("again").at("result"));
}

TEST_F(ActorPromises, TwoPeopleMayUseTheSameCommandId) {
  say("Ann", "m", "By Ann", "0003-a");
  say("Bob", "m", "By Bob", "0003-a");
  world.run(2000);
  EXPECT_EQ(stored("By Ann") + stored("By Bob"), 2U);
}

TEST_F(ActorPromises, AFailedAppendIsAnsweredUnavailableAndShownToNobody) {
  world.fate = [] { return AppendFate::failed; };
  const auto before = world.client("Bob").events.size();
  say("Ann", "lost", "Never happened", "0004-a");
  say("Ann", "behind", "Never either", "0005-a");
  world.run(1500);
  EXPECT_EQ(world.client("Ann").answers.at("lost").at("error").at("data").at("code"), "unavailable");
  EXPECT_EQ(world.client("Ann").answers.at("behind").at("error").at("data").at("code"), "unavailable");
  EXPECT_EQ(world.client("Ann").close_code, engine::close_code::restart);
  EXPECT_EQ(world.client("Bob").close_code, engine::close_code::restart);
  EXPECT_EQ(world.client("Bob").events.size(), before);
  EXPECT_EQ(stored("Never"), 0U);
}

TEST_F(ActorPromises, WhenTheAnswerOfAnAppendWasLostTheRepeatedCommandSaysWhatHappened) {
  world.fate = [] { return AppendFate::stored_but_answer_lost; };
  say("Ann", "unsure", "Was stored", "0006-a");
  world.run(1002);
  world.fate = [] { return AppendFate::stored; };
  EXPECT_EQ(code_of("Ann", "unsure"), -32000);
  world.run(2000);
  world.connect("Ann");
  say("Ann", "again", "Was stored", "0006-a");
  world.run(3000);
  EXPECT_EQ(code_of("Ann", "again"), 0);
  EXPECT_EQ(stored("Was stored"), 1U);
}

TEST_F(ActorPromises, ARunningExerciseComesBackPausedAndLosesNoExerciseTime) {
  world.run(42'000);
  const auto shown = world.actor().durable().clock.at(40'000);
  world.crash();
  world.run(500'000);
  const auto& state = world.actor().durable();
  EXPECT_EQ(state.lifecycle.phase, exercise::Phase::paused);
  EXPECT_GE(state.clock.at(world.now()), shown);  // the last sign of life is at most alive_mark_ms old
  const auto paused = exercise::from_stored(world.rows().back());
  EXPECT_EQ(paused.type, "exercise.paused");
  EXPECT_EQ(paused.data.at("cause"), "server_restart");
  EXPECT_EQ(paused.audience, exercise::Audience::everybody());
}

TEST(Actor, DoesNotGoBackWhenTheWallClockWasSetBackWhileItWasDown) {
  Stage stage;
  stage.join("Ann", "a.head");
  stage.start();
  stage.at(60'000);
  (void)stage.ask("Ann", "message.send", {{"channel", "tri"}, {"body", "Last"}});
  engine::Actor actor(stage.stored(), std::make_unique<engine::SeededChance>("0123456789abcdef"));
  (void)actor.resume(60'000, "server_restart", 5'000);
  (void)actor.step(engine::input::Appended{true}, 5'001);
  EXPECT_EQ(actor.durable().clock.at(0), stage.log().back().at);
}

TEST(Actor, CommitsPausesAndTellsEverybodyWhenItIsStopped) {
  Stage stage;
  stage.start();
  engine::Actor actor(stage.stored(), std::make_unique<engine::SeededChance>("0123456789abcdef"));
  (void)actor.resume(0, "server_restart", 0);
  (void)actor.step(engine::input::Appended{true}, 1);
  (void)actor.step(engine::input::Connected{1, {exercise::Role::control, ""}}, 2);
  (void)actor.step(engine::input::Received{1, R"({"jsonrpc":"2.0","id":"r","method":"exercise.resume"})"}, 3);
  (void)actor.step(engine::input::Appended{true}, 4);
  bool appended = false;
  for (const auto& effect : actor.step(engine::input::Stopping{}, 5))
    if (const auto* append = std::get_if<engine::effect::Append>(&effect))
      appended = append->bodies.back().find("exercise.paused") != std::string::npos;
  EXPECT_TRUE(appended);
  bool closed = false, stopped = false;
  for (const auto& effect : actor.step(engine::input::Appended{true}, 6)) {
    if (const auto* close = std::get_if<engine::effect::Close>(&effect))
      closed = close->code == engine::close_code::restart;
    stopped |= std::holds_alternative<engine::effect::Stopped>(effect);
  }
  EXPECT_TRUE(closed);
  EXPECT_TRUE(stopped);
}

}  // namespace
}  // namespace startex::test
