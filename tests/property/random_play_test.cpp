// Whatever anybody asks, in whatever order: nothing that must hold is broken, the log alone gives the same state, no
// refusal changes anything, time never goes back, and a text written for some reaches nobody else.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "property/digest.hpp"
#include "property/random_play.hpp"
#include "property/seed.hpp"
#include "review/perspective.hpp"

namespace startex::test {
namespace {

constexpr std::uint64_t plays = 200;
constexpr int commands = 800;  // a play: 160,000 in all

void replay_equals_live(const Stage& stage) {
  exercise::State replayed;
  calendar::Millis at = 0, wall = 0;
  for (const auto& body : stage.stored()) {
    const auto event = exercise::from_stored(body);
    ASSERT_EQ(exercise::to_stored(event), body);
    ASSERT_EQ(event.seq, replayed.seq + 1);
    ASSERT_GE(event.at, at) << event.type;
    ASSERT_GE(event.wall, wall) << event.type;
    at = event.at;
    wall = event.wall;
    exercise::apply(replayed, event);
  }
  ASSERT_EQ(digest(replayed), digest(stage.state()));
}

// Texts that control or their owners have made public since.
std::string made_public(const Stage& stage) {
  std::string texts;
  for (const auto& event : stage.log())
    if (event.type == "agreement.deposited" || event.type == "document.published" || event.type == "press.published" ||
        event.type == "poll.closed" || event.type == "agreement.circulated" || event.type == "evaluation.published" ||
        event.type == "questionnaire.published")
      texts += event.data.dump();
  return texts;
}

// Returns how many texts were rightly kept from somebody.
std::size_t canaries_are_kept(const RandomPlay& play) {
  const Stage& stage = play.stage;
  std::vector<std::string> stored = stage.stored();
  const std::string open = made_public(stage);
  std::size_t kept = 0;
  for (const auto& viewer : stage.state().seats.viewers()) {
    if (viewer.role == exercise::Role::control) continue;
    std::string seen;
    for (const auto& text : stage.seen_by(viewer.key())) seen += text;
    seen += review::export_log(stored, viewer.key(), review::Format::csv).value_or("");
    for (const auto& refusal : play.refusals())
      if (refusal.viewer == viewer) seen += refusal.text;
    for (const auto& canary : play.canaries()) {
      if (exercise::may_see(canary.meant, viewer) || open.find(canary.text) != std::string::npos) continue;
      ++kept;
      EXPECT_EQ(seen.find(canary.text), std::string::npos)
          << canary.text << " was for " << Json(canary.meant).dump() << " and reached " << viewer.key();
    }
  }
  return kept;
}

TEST(RandomPlay, KeepsEveryPromiseForAHundredThousandCommands) {
  const auto first = first_seed("STARTEX_PLAY_SEED");
  std::map<std::string, std::size_t> happened;
  std::size_t kept = 0;
  for (std::uint64_t seed = first; seed < first + plays; ++seed) {
    SCOPED_TRACE(fmt::format("STARTEX_PLAY_SEED={}", seed));
    RandomPlay play(seed);
    play.play(commands);
    ASSERT_EQ(play.broken(), "");
    replay_equals_live(play.stage);
    kept += canaries_are_kept(play);
    if (testing::Test::HasFailure()) return;
    for (const auto& event : play.stage.log()) ++happened[event.type];
  }
  EXPECT_GT(kept, 100'000U);
  // A play that never gets so far would promise nothing.
  const std::set<std::string, std::less<>> elsewhere{"exercise.forked", "participant.removed", "agreement.completed"};
  for (const auto* capability : exercise::capabilities())
    for (const auto& event : capability->events)
      if (!elsewhere.contains(event.type)) {
        EXPECT_GT(happened[std::string(event.type)], 0U) << event.type;
        if (std::getenv("STARTEX_PLAY_COUNTS")) fmt::print("{:6} {}\n", happened[std::string(event.type)], event.type);
      }
}

}  // namespace
}  // namespace startex::test
