#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "exercise/table.hpp"

namespace startex::test {
namespace {

TEST(Lifecycle, GoesFromLobbyToEndAndNowhereElse) {
  Stage stage;
  EXPECT_EQ(code(stage.ask("control", "exercise.pause")), "not_running");
  EXPECT_EQ(code(stage.ask("control", "exercise.resume")), "not_running");
  EXPECT_EQ(code(stage.ask("control", "exercise.start")), "done");
  EXPECT_EQ(code(stage.ask("control", "exercise.start")), "conflict");
  EXPECT_EQ(code(stage.ask("control", "exercise.resume")), "conflict");
  EXPECT_EQ(code(stage.ask("control", "exercise.pause", {{"reason", "Lunch"}})), "done");
  EXPECT_EQ(code(stage.ask("control", "exercise.resume")), "done");
  EXPECT_EQ(code(stage.ask("control", "review.open")), "conflict");
  EXPECT_EQ(code(stage.ask("control", "exercise.end")), "done");
  EXPECT_EQ(code(stage.ask("control", "exercise.resume")), "not_running");
  EXPECT_EQ(code(stage.ask("control", "review.open")), "done");
  EXPECT_EQ(code(stage.ask("control", "review.open")), "conflict");
}

TEST(Lifecycle, TheReviewIsOpenedWiderAndNeverNarrower) {
  Stage stage;
  const exercise::Viewer head{exercise::Role::participant, "a", "a.head"},
      aide{exercise::Role::participant, "a", "a.aide"}, other{exercise::Role::participant, "b", ""},
      observer{exercise::Role::observer, "", ""}, evaluator{exercise::Role::evaluator, "", ""},
      control{exercise::Role::control, "", ""};
  const auto may = [&](const auto& wanted) { return stage.state().lifecycle.may_review(head, wanted); };
  stage.start();
  (void)stage.ask("control", "exercise.end");
  EXPECT_FALSE(may(head));
  EXPECT_EQ(code(stage.ask("control", "review.open", {{"scope", "everything"}})), "invalid");
  EXPECT_EQ(code(stage.ask("control", "review.open", {{"scope", "own"}})), "done");
  EXPECT_EQ(stage.events("review.opened").back().data, (Json{{"scope", "own"}}));
  EXPECT_TRUE(may(head));
  for (const auto& wanted : {aide, other, observer, evaluator, control}) EXPECT_FALSE(may(wanted)) << wanted.key();
  EXPECT_EQ(code(stage.ask("control", "review.open")), "conflict");
  EXPECT_EQ(code(stage.ask("control", "review.open", {{"scope", "all"}})), "done");
  for (const auto& wanted : {head, aide, other, observer}) EXPECT_TRUE(may(wanted)) << wanted.key();
  for (const auto& wanted : {evaluator, control}) EXPECT_FALSE(may(wanted)) << wanted.key();
  EXPECT_EQ(code(stage.ask("control", "review.open", {{"scope", "own"}})), "conflict");
  EXPECT_EQ(code(stage.ask("control", "review.open", {{"scope", "all"}})), "conflict");
}

TEST(Lifecycle, RefusalChangesNothing) {
  Stage stage;
  const auto before = stage.log().size();
  (void)stage.ask("control", "exercise.pause");
  (void)stage.ask("control", "no.such.method");
  (void)stage.ask("control", "exercise.start", {{"unknown", 1}});
  EXPECT_EQ(stage.log().size(), before);
}

TEST(Lifecycle, TheSeedIsRevealedAtTheEndAndNotBefore) {
  Stage stage;
  stage.start();
  for (const auto& body : stage.stored()) EXPECT_EQ(body.find("0123456789abcdef"), std::string::npos);
  (void)stage.ask("control", "exercise.end");
  EXPECT_EQ(stage.events("exercise.ended").at(0).data.at("seed"), "0123456789abcdef");
}

TEST(Lifecycle, EveryMethodIsRefusedToThoseItDoesNotName) {
  Stage stage;
  stage.join("Seated", "a.head");
  stage.join("Standing", "a");
  stage.join("Watching", "observer");
  stage.join("Rating", "evaluator");
  stage.start();
  using exercise::Who;
  const std::vector<std::pair<std::string, int>> people{{"control", Who::control},
                                                        {"Seated", Who::participant | Who::seated},
                                                        {"Standing", Who::participant},
                                                        {"Watching", Who::observer},
                                                        {"Rating", Who::evaluator}};
  for (const auto* capability : exercise::capabilities())
    for (const auto& method : capability->methods) {
      if (method.who == Who::server) continue;
      for (const auto& [name, who] : people) {
        if (method.who & who) continue;
        EXPECT_EQ(code(stage.ask(name, std::string(method.name))), "forbidden") << method.name << " by " << name;
      }
    }
}

// Brings an exercise with one of each role into a phase.
Stage in_phase(exercise::Phase phase) {
  Stage stage;
  stage.join("Seated", "a.head");
  stage.join("Standing", "a");
  stage.join("Watching", "observer");
  stage.join("Rating", "evaluator");
  if (phase == exercise::Phase::lobby) return stage;
  stage.start();
  if (phase == exercise::Phase::paused) (void)stage.ask("control", "exercise.pause");
  if (phase == exercise::Phase::ended) (void)stage.ask("control", "exercise.end");
  return stage;
}

TEST(Lifecycle, EveryMethodInEveryPhaseByEveryRoleIsDoneOrRefusedByTheTable) {
  using exercise::Phase;
  using exercise::When;
  using exercise::Who;
  const std::vector<std::pair<Phase, int>> phases{{Phase::lobby, When::lobby},
                                                  {Phase::running, When::running},
                                                  {Phase::paused, When::paused},
                                                  {Phase::ended, When::ended}};
  const std::vector<std::pair<std::string, int>> people{{"control", Who::control},
                                                        {"Seated", Who::participant | Who::seated},
                                                        {"Standing", Who::participant},
                                                        {"Watching", Who::observer},
                                                        {"Rating", Who::evaluator}};
  for (const auto& [phase, when] : phases)
    for (const auto* capability : exercise::capabilities())
      for (const auto& method : capability->methods) {
        if (method.who == Who::server) continue;
        for (const auto& [name, who] : people) {
          Stage stage = in_phase(phase);
          const auto before = stage.stored();
          const auto outcome = stage.ask(name, std::string(method.name), {{"no such field", 1}});
          SCOPED_TRACE(std::string(method.name) + " by " + name + " in phase " + std::string(exercise::to_text(phase)));
          EXPECT_EQ(stage.stored(), before);
          if (!(method.who & who)) {
            EXPECT_EQ(code(outcome), "forbidden");
          } else if (!(method.when & when)) {
            EXPECT_EQ(code(outcome), phase == Phase::running ? "conflict" : "not_running");
          } else {
            EXPECT_EQ(code(outcome), "invalid");  // it got as far as its params
          }
        }
      }
}

TEST(Lifecycle, EveryMethodAndEveryTypeOfEventStandsInTheProtocol) {
  std::ifstream file(std::string(STARTEX_SOURCE_DIR) + "/docs/protocol.md");
  const std::string protocol{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(protocol.empty());
  for (const auto* capability : exercise::capabilities()) {
    for (const auto& method : capability->methods)
      if (method.who != exercise::Who::server) {
        EXPECT_NE(protocol.find('`' + std::string(method.name) + '`'), std::string::npos) << method.name;
      }
    for (const auto& event : capability->events)
      EXPECT_NE(protocol.find('`' + std::string(event.type)), std::string::npos) << event.type;
  }
}

TEST(Lifecycle, WhoWasSentOutIsNobody) {
  Stage stage;
  stage.join("Ann", "a.head");
  const auto ann = stage.asker("Ann");
  stage.start();
  EXPECT_EQ(code(stage.ask("control", "participant.remove", {{"participant", ann.participant}})), "done");
  EXPECT_EQ(code(stage.ask("Ann", "message.send", {{"channel", "tri"}, {"body", "Still here"}})), "unauthorised");
  EXPECT_FALSE(exercise::identify(stage.state(), ann));
}

TEST(Clock, RunsAtItsPaceAndStandsInPauses) {
  Stage stage;
  const auto start = stage.state().clock.start;
  stage.at(5 * second).start();
  EXPECT_EQ(stage.state().clock.at(5 * second), start);
  EXPECT_EQ(stage.state().clock.at(65 * second), start + calendar::hour);
  stage.at(65 * second);
  (void)stage.ask("control", "exercise.pause");
  EXPECT_EQ(stage.state().clock.at(1000 * second), start + calendar::hour);
  stage.at(1000 * second);
  (void)stage.ask("control", "exercise.resume");
  (void)stage.ask("control", "clock.set_pace", {{"pace", 120}});
  EXPECT_EQ(stage.state().clock.at(1030 * second), start + 2 * calendar::hour);
}

TEST(Clock, OnlyGoesForward) {
  Stage stage;
  stage.start();
  stage.at(60 * second);
  EXPECT_EQ(code(stage.ask("control", "clock.jump", {{"to", "2025-01-28T09:30:00+09:00"}})), "invalid");
  EXPECT_EQ(code(stage.ask("control", "clock.jump", {{"to", "tomorrow"}})), "invalid");
  EXPECT_EQ(code(stage.ask("control", "clock.jump", {{"to", "2025-01-29T09:30:00+09:00"}})), "done");
  calendar::Millis last = 0;
  for (const auto& event : stage.log()) {
    EXPECT_GE(event.at, last) << event.type;
    last = event.at;
  }
}

TEST(Clock, AJumpReleasesWhatIsDueOnTheWay) {
  Stage stage;
  stage.start();
  EXPECT_TRUE(stage.events("inject.released").empty());
  (void)stage.ask("control", "clock.jump", {{"to", "2025-01-28T10:30:00+09:00"}});
  EXPECT_EQ(stage.events("inject.released").size(), 2U);  // the common text, and the variant
}

TEST(Clock, TheFirstMoveBeginsWithStartexAndTheNextOneByHand) {
  Stage stage;
  stage.start();
  ASSERT_EQ(stage.events("move.started").size(), 1U);
  EXPECT_EQ(code(stage.ask("control", "move.advance")), "done");
  EXPECT_EQ(code(stage.ask("control", "move.advance")), "conflict");
  stage.at(61 * second);  // an exercise hour after the second move's start
  ASSERT_EQ(stage.events("inject.released").size(), 3U);
  EXPECT_EQ(stage.events("inject.released").back().data.at("inject"), "after-two");
}

TEST(Clock, ARestartLosesNoExerciseTime) {
  Stage stage;
  stage.start();
  stage.at(30 * second);
  (void)stage.ask("control", "message.send", {{"channel", "tri"}, {"body", "Last thing said"}});
  const engine::SeededChance chance("0123456789abcdef");
  const auto events = exercise::interrupted(stage.state(), "server_restart", 42 * second, chance);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].at, stage.state().clock.at(42 * second));
  exercise::State after = stage.state();
  exercise::apply(after, events[0]);
  EXPECT_EQ(after.lifecycle.phase, exercise::Phase::paused);
  EXPECT_EQ(after.clock.at(1'000'000'000), events[0].at);
  EXPECT_TRUE(exercise::interrupted(after, "server_restart", 50 * second, chance).empty());
}

TEST(Calendar, ReadsAndWritesTheSameMoment) {
  const auto moment = calendar::parse_iso("2025-02-03T10:15:00+09:00");
  ASSERT_TRUE(moment);
  EXPECT_EQ(calendar::format_exercise(moment->ms, 540), "2025-02-03T10:15:00+09:00");
  EXPECT_EQ(calendar::format_wall(moment->ms + 7), "2025-02-03T01:15:00.007Z");
  EXPECT_EQ(calendar::parse_day_time("D+6 10:15", {moment->ms, 540}),
            calendar::parse_iso("2025-02-09T10:15:00+09:00")->ms);
  EXPECT_EQ(calendar::parse_hours("26:30"), 26 * calendar::hour + 30 * calendar::minute);
  EXPECT_EQ(calendar::parse_span("10d"), 10 * calendar::day);
  for (const auto* bad : {"", "2025-02-30T10:15:00Z", "2025-02-03", "2025-02-03T24:00:00Z", "2025-02-03T10:15:00",
                          "2025-02-03T10:15:00+25:00", "2025-02-03T10:15:00Zx"})
    EXPECT_FALSE(calendar::parse_iso(bad)) << bad;
  for (const auto* bad : {"D+", "D+1", "D+1 25:00", "D1 10:00", "D+1 10:00 ", "d+1 10:00"})
    EXPECT_FALSE(calendar::parse_day_time(bad, {0, 0})) << bad;
}

TEST(Event, IsTheSameAfterItWasStored) {
  Stage stage;
  stage.join("Ann", "a.head");
  stage.start();
  (void)stage.ask("Ann", "message.send", {{"channel", "a-b"}, {"body", "Held \"quoted\" 한국어"}});
  for (const auto& event : stage.log()) EXPECT_EQ(exercise::from_stored(exercise::to_stored(event)), event);
}

TEST(Event, EveryTypeThatHappensHasAHandler) {
  std::set<std::string, std::less<>> known;
  for (const auto* capability : exercise::capabilities())
    for (const auto& event : capability->events) known.emplace(event.type);
  Stage stage;
  stage.join("Ann", "a.head");
  stage.start();
  for (const auto& event : stage.log()) EXPECT_TRUE(known.contains(event.type)) << event.type;
}

}  // namespace
}  // namespace startex::test
