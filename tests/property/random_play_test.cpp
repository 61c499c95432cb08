// Whatever anybody asks, in whatever order: the log alone gives the same state, no refusal changes anything, time never
// goes back, and a text written for some reaches nobody else.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "support/stage.hpp"

namespace startex::test {
namespace {

// A state as text, for comparing two of them: everything that a later decision can rest on.
std::string digest(const exercise::State& state) {
  std::string out = fmt::format("{} {} {} {}\n", state.seq, static_cast<int>(state.lifecycle.phase),
                                state.lifecycle.review_open, state.lifecycle.title);
  const auto& clock = state.clock;
  out += fmt::format("{} {} {} {} {} {}\n", clock.running, clock.at_base, clock.wall_base, clock.played_base,
                     clock.milli_pace, clock.moves_begun);
  for (const auto& [id, person] : state.seats.participants)
    out += fmt::format("{} {} {} {} {}\n", id, person.name, person.team, person.seat, person.removed);
  for (const auto& [id, channel] : state.messages.channels)
    out += fmt::format("{} {} {}\n", id, static_cast<int>(channel.mode), channel.delay_seconds);
  for (const auto& [id, message] : state.messages.waiting)
    out += fmt::format("{} {} {} {}\n", id, message.body, message.seat, message.due_played_ms.value_or(-1));
  for (const auto& [id, channel] : state.messages.sent) out += id + ' ' + channel + '\n';
  for (const auto& id : state.messages.returned) out += id + '\n';
  for (const auto& [id, inject] : state.injects.injects)
    out += fmt::format("{} {} {} {} {} {} {} {}\n", id, inject.title, inject.body, static_cast<int>(inject.state),
                       inject.at.value_or(-1), inject.delivered.size(), Json(inject.acknowledged).dump(),
                       Json(inject.to).dump());
  for (const auto& [id, dimension] : state.posture.dimensions) out += id + ' ' + dimension.level + '\n';
  for (const auto& [id, proposal] : state.posture.open)
    out += id + ' ' + proposal.level + ' ' + Json(proposal.audience).dump() + '\n';
  for (const auto& pending : state.posture.pending)
    out += fmt::format("{} {} {}\n", pending.at, pending.proposal, pending.level);
  return out;
}

class RandomPlay {
 public:
  explicit RandomPlay(std::uint64_t seed) : random_(seed) {
    for (const auto& [name, place] : people_) stage.join(name, place);
  }

  void play(int steps) {
    for (int i = 0; i < steps; ++i) {
      now_ += static_cast<calendar::Millis>(random_() % 20'000);
      stage.at(now_);
      const std::size_t events = stage.log().size();
      const std::string before = digest(stage.state());
      const auto outcome = ask();
      if (outcome) continue;
      refusals_.push_back(outcome.error().hint + outcome.error().pointer);
      ASSERT_EQ(stage.log().size(), events);
      ASSERT_EQ(digest(stage.state()), before);
    }
  }

  Stage stage;
  const std::vector<std::string>& refusals() const { return refusals_; }
  const std::vector<std::string>& canaries() const { return canaries_; }

 private:
  std::string pick(std::initializer_list<const char*> words) { return *(words.begin() + random_() % words.size()); }

  // A text that can be found again, and nowhere by accident.
  std::string canary() {
    canaries_.push_back(fmt::format("canary{:016x}{:016x}", random_(), random_()));
    return canaries_.back();
  }

  // An id that exists, mostly; one that does not, now and then.
  template <typename Map>
  std::string id_in(const Map& map) {
    if (map.empty() || random_() % 8 == 0) return "missing";
    return std::next(map.begin(), static_cast<std::ptrdiff_t>(random_() % map.size()))->first;
  }

  std::string moment() {
    return calendar::format_exercise(
        stage.state().clock.at(now_) + static_cast<calendar::Millis>(random_() % 5) * calendar::hour, 540);
  }

  Json recipients() {
    Json to = Json::array();
    for (const auto* place : {"all", "a", "b.head", "c", "a.aide", "nobody"})
      if (random_() % 4 == 0) to.push_back(place);
    return to;
  }

  Result<std::vector<exercise::Event>> ask() {
    const auto& state = stage.state();
    const std::string who = pick({"control", "control", "Ann", "Amy", "Bob", "Bea", "Cat", "Obs", "Eve"});
    switch (random_() % 22) {
      case 0:
        return stage.ask(who, "exercise.start");
      case 1:
        return stage.ask("control", random_() % 4 ? "exercise.resume" : "exercise.pause", {{"reason", canary()}});
      case 2:
        return stage.ask("control", "clock.set_pace", {{"pace", static_cast<double>(random_() % 20'000) / 7}});
      case 3:
        return stage.ask("control", "clock.jump", {{"to", moment()}});
      case 4:
        return stage.ask(who, "move.advance");
      case 5:
        return stage.ask(who, "seat.claim", {{"seat", pick({"a.head", "a.aide", "b.aide", "c.head"})}});
      case 6:
        return stage.ask(who, "seat.release");
      case 7:
        return stage.ask(
            "control", "seat.assign",
            {{"participant", id_in(state.seats.participants)}, {"seat", pick({"a.head", "b.head", "c.aide", "none"})}});
      case 8:
        return stage.ask("control", "message.approve", {{"message", id_in(state.messages.waiting)}});
      case 9:
        return stage.ask("control", "message.edit", {{"message", id_in(state.messages.waiting)}, {"body", canary()}});
      case 10:
        return stage.ask("control", "message.reject",
                         {{"message", id_in(state.messages.waiting)}, {"reason", canary()}});
      case 11:
        return stage.ask("control", "channel.set_moderation",
                         {{"channel", id_in(state.messages.channels)},
                          {"mode", pick({"open", "held", "delayed"})},
                          {"delaySeconds", random_() % 100}});
      case 12:
        return stage.ask(who, "inject.release", {{"inject", id_in(state.injects.injects)}});
      case 13:
        return stage.ask("control", pick({"inject.hold", "inject.skip"}), {{"inject", id_in(state.injects.injects)}});
      case 14:
        return stage.ask("control", "inject.edit",
                         {{"inject", id_in(state.injects.injects)}, {"body", canary()}, {"to", recipients()}});
      case 15:
        return stage.ask("control", "inject.compose",
                         {{"title", canary()},
                          {"body", canary()},
                          {"type", "news"},
                          {"from", "world"},
                          {"to", recipients()},
                          {"hold", random_() % 3 == 0}});
      case 16:
        return stage.ask(who, "inject.acknowledge", {{"inject", id_in(state.injects.injects)}});
      case 17:
        return stage.ask(who, "inject.respond", {{"inject", id_in(state.injects.injects)}, {"body", canary()}});
      case 18:
        return stage.ask(who, "posture.propose",
                         {{"dimension", id_in(state.posture.dimensions)},
                          {"level", pick({"low", "mid", "high", "off", "on", "zero", "one"})},
                          {"rationale", canary()},
                          {"visibility", pick({"public", "allies", "team"})}});
      case 19:
        return stage.ask(
            who, "posture.rule",
            {{"proposal", id_in(state.posture.open)}, {"ruling", pick({"approve", "deny"})}, {"comment", canary()}});
      default:
        return stage.ask(who, "message.send", {{"channel", id_in(state.messages.channels)}, {"body", canary()}});
    }
  }

  std::mt19937_64 random_;
  calendar::Millis now_ = 0;
  std::vector<std::pair<std::string, std::string>> people_{{"Ann", "a.head"},   {"Amy", "a.aide"}, {"Bob", "b.head"},
                                                           {"Bea", "b"},        {"Cat", "c.head"}, {"Obs", "observer"},
                                                           {"Eve", "evaluator"}};
  std::vector<std::string> refusals_;
  std::vector<std::string> canaries_;
};

std::uint64_t first_seed() {
  const char* given = std::getenv("STARTEX_PLAY_SEED");
  return given ? std::stoull(given) : std::random_device{}();
}

constexpr std::uint64_t seeds = 40;

TEST(RandomPlay, TheLogAloneGivesTheSameState) {
  const auto first = first_seed();
  std::size_t events = 0;
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    SCOPED_TRACE(fmt::format("STARTEX_PLAY_SEED={}", seed));
    RandomPlay play(seed);
    play.play(150);
    if (HasFatalFailure()) return;
    exercise::State replayed;
    calendar::Millis at = 0, wall = 0;
    for (const auto& body : play.stage.stored()) {
      const auto event = exercise::from_stored(body);
      ASSERT_EQ(exercise::to_stored(event), body);
      ASSERT_EQ(event.seq, replayed.seq + 1);
      ASSERT_GE(event.at, at) << event.type;
      ASSERT_GE(event.wall, wall) << event.type;
      at = event.at;
      wall = event.wall;
      exercise::apply(replayed, event);
    }
    ASSERT_EQ(digest(replayed), digest(play.stage.state()));
    events += play.stage.log().size();
  }
  EXPECT_GT(events, seeds * 50);
}

TEST(RandomPlay, NoTextReachesWhoeverItIsNotFor) {
  const auto first = first_seed();
  std::size_t hidden = 0;
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    SCOPED_TRACE(fmt::format("STARTEX_PLAY_SEED={}", seed));
    RandomPlay play(seed);
    play.play(150);
    if (HasFatalFailure()) return;
    const auto& stage = play.stage;
    for (const auto& viewer : stage.state().seats.viewers()) {
      std::string seen;
      for (const auto& text : stage.seen_by(viewer.key())) seen += text;
      for (const auto& canary : play.canaries()) {
        const bool meant = std::any_of(stage.log().begin(), stage.log().end(), [&](const auto& event) {
          const bool written =
              event.data.dump().find(canary) != std::string::npos ||
              (viewer.role == exercise::Role::control && event.control.dump().find(canary) != std::string::npos);
          return written && exercise::may_see(event.audience, viewer);
        });
        ASSERT_EQ(seen.find(canary) != std::string::npos, meant) << viewer.key();
        hidden += !meant;
      }
    }
    for (const auto& refusal : play.refusals()) ASSERT_EQ(refusal.find("canary"), std::string::npos);
  }
  EXPECT_GT(hidden, seeds * 50);
}

// What is told of a message that control has not let through: to its sender's seat, and to nobody else.
TEST(RandomPlay, WhatWaitsForControlIsTheSendersAlone) {
  const auto first = first_seed();
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    RandomPlay play(seed);
    play.play(150);
    if (HasFatalFailure()) return;
    for (const auto& event : play.stage.log()) {
      SCOPED_TRACE(fmt::format("{} STARTEX_PLAY_SEED={}", event.type, seed));
      if (event.type == "message.held") {
        ASSERT_EQ(event.audience, exercise::Audience{event.by.at("seat").get<std::string>()});
      }
      const bool for_recipients =
          event.type == "inject.released" || event.type == "inject.acknowledged" || event.type == "inject.responded";
      if (event.type.starts_with("inject.") && !for_recipients) {
        ASSERT_TRUE(event.audience.empty());
      }
      for (const auto& place : event.audience.places())
        ASSERT_TRUE(place == "public" || place == "observer" || play.stage.state().seats.is_team(place) ||
                    play.stage.state().seats.seat(place))
            << place;
    }
  }
}

}  // namespace
}  // namespace startex::test
