// What a client can rely on: its numbers, catching up, who is present, and what becomes of readers that are too slow.
#include <gtest/gtest.h>

#include "exercise/limits.hpp"
#include "support/world.hpp"

namespace startex::test {
namespace {

class Delivery : public testing::Test {
 protected:
  explicit Delivery(engine::Limits limits = {}) : world(limits) {
    for (const auto& [name, place] :
         std::vector<std::pair<std::string, std::string>>{{"Ann", "a.head"}, {"Amy", "a"}, {"Bob", "b.head"}}) {
      world.join(name, place);
      world.connect(name);
      world.subscribe(name);
    }
    world.connect("control");
    world.subscribe("control");
    world.ask("control", "start", "exercise.start");
    world.run(1000);
  }
  void say(const std::string& name, const std::string& body) {
    world.ask(name, "m", "message.send", {{"channel", "tri"}, {"body", body}});
  }
  std::size_t signals(const std::string& name, const std::string& kind) {
    std::size_t count = 0;
    for (const auto& frame : world.client(name).frames)
      count += frame.find("\"signal\":\"" + kind + "\"") != std::string::npos;
    return count;
  }
  World world;
};

TEST_F(Delivery, EverybodyHasWhatTheLogHoldsForThem) {
  say("Ann", "Hello");
  world.run(2000);
  for (const auto* name : {"control", "Ann", "Amy", "Bob"}) {
    EXPECT_EQ(world.client(name).broken, "");
    EXPECT_EQ(world.client(name).events, world.expected(world.viewer_of(name))) << name;
  }
}

TEST_F(Delivery, WhoComesBackGetsExactlyWhatTheyMissed) {
  world.disconnect("Bob");
  const auto had = world.client("Bob").events.size();
  say("Ann", "While you were away");
  world.run(2000);
  world.connect("Bob");
  world.subscribe("Bob");
  EXPECT_EQ(world.client("Bob").events.size(), had + 1);
  EXPECT_EQ(world.client("Bob").broken, "");
}

TEST_F(Delivery, NobodySubscribesAfterMoreThanThereIs) {
  world.ask("Bob", "far", "exercise.subscribe", {{"after", 100'000}});
  const Json error = world.client("Bob").answers.at("far").at("error");
  EXPECT_EQ(error.at("code"), -32602);
  EXPECT_EQ(error.at("data").at("pointer"), "/after");
}

TEST_F(Delivery, CatchUpComesInFramesOfAtMostSixtyFourKibibytes) {
  world.disconnect("Bob");
  for (int i = 0; i < 40; ++i) say("Ann", std::to_string(i) + std::string(7900, 'x'));
  world.run(5000);
  const auto before = world.client("Bob").frames.size();
  world.connect("Bob");
  world.subscribe("Bob");
  std::size_t catch_up = 0;
  for (std::size_t i = before; i < world.client("Bob").frames.size(); ++i) {
    EXPECT_LE(world.client("Bob").frames[i].size(), limits::message_bytes_max);
    catch_up += world.client("Bob").frames[i].find("\"method\":\"events\"") != std::string::npos;
  }
  EXPECT_EQ(catch_up, 5U);
  EXPECT_EQ(world.client("Bob").events, world.expected(world.viewer_of("Bob")));
}

TEST_F(Delivery, WhoChangesSeatsIsToldAndBeginsANewNumbering) {
  world.ask("Amy", "claim", "seat.claim", {{"seat", "a.head"}});
  world.run(2000);
  EXPECT_EQ(signals("Amy", "viewer"), 1U);
  const auto before = world.client("Amy").frames.size();
  say("Ann", "Not yet for you");
  world.run(3000);
  EXPECT_EQ(world.client("Amy").frames.size(), before);
  world.subscribe("Amy");
  EXPECT_EQ(world.client("Amy").broken, "");
  EXPECT_EQ(world.client("Amy").events, world.expected(world.viewer_of("Ann")));
}

TEST_F(Delivery, WhoWasMovedWhileAwayDoesNotGoOnWithTheOldNumbers) {
  world.disconnect("Amy");
  const auto amy = world.actor().durable().seats.participants;
  std::string id;
  for (const auto& [key, person] : amy)
    if (person.name == "Amy") id = key;
  world.ask("control", "move", "seat.assign", {{"participant", id}, {"seat", "b.head"}});
  world.run(2000);
  world.connect("Amy");
  world.subscribe("Amy");
  EXPECT_EQ(world.client("Amy").answers.at("subscribe").at("result").at("after"), 0);
  EXPECT_EQ(world.client("Amy").events, world.expected(world.viewer_of("Bob")));
}

TEST_F(Delivery, WhoIsSentOutIsCutAndCannotComeBack) {
  std::string id;
  for (const auto& [key, person] : world.actor().durable().seats.participants)
    if (person.name == "Bob") id = key;
  world.ask("control", "out", "participant.remove", {{"participant", id}});
  world.run(2000);
  EXPECT_EQ(world.client("Bob").close_code, engine::close_code::signed_out);
  world.connect("Bob");
  EXPECT_EQ(world.client("Bob").close_code, engine::close_code::signed_out);
}

TEST_F(Delivery, PresenceIsToldToWhomItConcernsAndOnlyWhenItChanges) {
  const auto bob = signals("Bob", "presence"), ann = signals("Ann", "presence"),
             control = signals("control", "presence");
  world.disconnect("Amy");
  EXPECT_EQ(signals("Bob", "presence"), bob);
  EXPECT_EQ(signals("Ann", "presence"), ann + 1);
  EXPECT_EQ(signals("control", "presence"), control + 1);
  world.subscribe("Ann");
  EXPECT_EQ(signals("control", "presence"), control + 1);
}

TEST_F(Delivery, FacilitatorsSeeEachOtherAndNobodyElseSeesThem) {
  for (const auto* name : {"control:Kim", "control:Lee"}) {
    world.connect(name);
    world.subscribe(name);
  }
  const auto last_presence = [&](const std::string& name) {
    std::string last;
    for (const auto& frame : world.client(name).frames)
      if (frame.find("\"signal\":\"presence\"") != std::string::npos) last = frame;
    return last;
  };
  for (const auto* name : {"control", "control:Kim"})
    EXPECT_NE(last_presence(name).find(R"({"name":"Lee","role":"control"})"), std::string::npos) << name;
  for (const auto* name : {"Ann", "Bob"})
    for (const auto& frame : world.client(name).frames) EXPECT_EQ(frame.find("Lee"), std::string::npos) << frame;
}

TEST_F(Delivery, FacilitatorsHaveTheirOwnCommandIds) {
  for (const auto* name : {"control:Kim", "control:Lee"}) {
    world.connect(name);
    world.subscribe(name);
    world.ask(name, "said", "message.send", {{"channel", "tri"}, {"body", name}, {"commandId", "one"}});
    world.ask(name, "again", "message.send", {{"channel", "tri"}, {"body", name}, {"commandId", "one"}});
  }
  world.run(2000);
  for (const auto* name : {"control:Kim", "control:Lee"}) {
    const auto& answers = world.client(name).answers;
    EXPECT_EQ(answers.at("said").at("result"), answers.at("again").at("result"));
    EXPECT_EQ(answers.at("said").at("result").at("events").at(0).at("data").at("body"), name);
  }
}

// A screen that looks with a seat's eyes shows what the seat's own shows, down to who it says is looking.
TEST_F(Delivery, WhoLooksWithASeatsEyesIsNotNamed) {
  world.connect("control:Kim");
  world.ask("control:Kim", "look", "exercise.subscribe", {{"after", 0}, {"as", "a.head"}});
  const Json viewer = world.client("control:Kim").answers.at("look").at("result").at("viewer");
  EXPECT_EQ(viewer, Json({{"role", "participant"}, {"team", "a"}, {"seat", "a.head"}}));
}

TEST_F(Delivery, TheClockIsToldEveryTenSecondsWhileItRuns) {
  const auto before = signals("Bob", "clock");
  world.run(61'000);
  EXPECT_EQ(signals("Bob", "clock"), before + 6);
  world.ask("control", "pause", "exercise.pause");
  world.run(62'000);
  const auto paused = signals("Bob", "clock");
  EXPECT_EQ(paused, before + 7);
  world.run(200'000);
  EXPECT_EQ(signals("Bob", "clock"), paused);
}

TEST_F(Delivery, AFloodIsToldToWaitAndThenCut) {
  for (int i = 0; i < 101; ++i)
    world.ask("Bob", std::to_string(i), "message.send", {{"channel", "none"}, {"body", "x"}});
  world.run(1002);
  EXPECT_EQ(world.client("Bob").answers.at("99").at("error").at("data").at("code"), "not_found");
  EXPECT_EQ(world.client("Bob").answers.at("100").at("error").at("data").at("code"), "rate_limited");
  for (int i = 0; i < 600; ++i) world.ask("Bob", "more", "message.send", {{"channel", "none"}, {"body", "x"}});
  EXPECT_EQ(world.client("Bob").close_code, engine::close_code::abuse);
  say("Ann", "Others play on");
  world.run(2000);
  EXPECT_NE(world.client("Ann").events.back().find("Others play on"), std::string::npos);
}

TEST_F(Delivery, WhoSendsNothingButNonsenseIsCut) {
  for (int i = 0; i < 60; ++i) world.send("Bob", "nonsense");
  EXPECT_EQ(world.client("Bob").close_code, engine::close_code::abuse);
}

engine::Limits small() {
  engine::Limits limits;
  limits.congested_bytes = 4000;
  limits.outbox_bytes_max = 40'000;
  limits.too_slow_ms = 3000;
  return limits;
}

class SlowReader : public Delivery {
 protected:
  SlowReader() : Delivery(small()) {}
};

TEST_F(SlowReader, HoldsNobodyUpAndCatchesUp) {
  world.read_on("Bob", false);
  for (int i = 0; i < 20; ++i) say("Ann", std::to_string(i) + std::string(500, 'x'));
  world.run(2000);
  EXPECT_EQ(world.client("Ann").events, world.expected(world.viewer_of("Ann")));
  EXPECT_LT(world.client("Bob").events.size(), world.expected(world.viewer_of("Bob")).size());
  world.read_on("Bob", true);
  EXPECT_EQ(world.client("Bob").broken, "");
  EXPECT_EQ(world.client("Bob").events, world.expected(world.viewer_of("Bob")));
  EXPECT_TRUE(world.client("Bob").connected);
}

TEST_F(SlowReader, IsCutWhenItDoesNotReadOn) {
  world.read_on("Bob", false);
  for (int i = 0; i < 20; ++i) say("Ann", std::to_string(i) + std::string(500, 'x'));
  world.run(10'000);
  EXPECT_EQ(world.client("Bob").close_code, engine::close_code::too_slow);
  world.connect("Bob");
  world.subscribe("Bob");
  EXPECT_EQ(world.client("Bob").broken, "");
  EXPECT_EQ(world.client("Bob").events, world.expected(world.viewer_of("Bob")));
}

TEST_F(SlowReader, IsCutAtOnceWhenItsAnswersPileUp) {
  world.read_on("Bob", false);
  for (int i = 0; i < 100 && world.client("Bob").connected; ++i)
    say("Bob", std::to_string(i) + std::string(2000, 'x')), world.run(world.now() + 10);
  EXPECT_EQ(world.client("Bob").close_code, engine::close_code::too_slow);
}

}  // namespace
}  // namespace startex::test
