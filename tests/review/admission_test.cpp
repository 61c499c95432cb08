// A log from elsewhere is taken in when this program can go on from it, and else refused at the event that is wrong.
#include "review/admission.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>

namespace startex::review {
namespace {

std::vector<std::string> recorded() {
  std::ifstream file(std::string(STARTEX_SOURCE_DIR) + "/tests/golden/log.jsonl");
  std::vector<std::string> rows;
  for (std::string line; std::getline(file, line) && line.starts_with('{');) rows.push_back(line);
  return rows;
}

// What becomes of the recorded play when one event of it is another.
std::optional<Inadmissible> refusal(std::size_t seq, const std::function<void(Json&)>& change) {
  auto rows = recorded();
  Json event = Json::parse(rows[seq - 1]);
  change(event);
  rows[seq - 1] = json::to_text(event);
  const auto state = admit(rows);
  return state ? std::nullopt : std::optional(state.error());
}

TEST(Admission, TakesWhatWasPlayed) {
  const auto rows = recorded();
  const auto state = admit(rows);
  ASSERT_TRUE(state) << state.error().seq << ": " << state.error().message;
  EXPECT_EQ(state->seq, rows.size());
  EXPECT_EQ(state->lifecycle.phase, exercise::Phase::ended);
}

TEST(Admission, RefusesAnEventThatIsNotMadeAsOne) {
  const std::vector<std::function<void(Json&)>> wrongs{
      [](Json& event) { event["type"] = "future.invented"; },
      [](Json& event) { event["type"] = "exercise.created"; },
      [](Json& event) { event["seq"] = 7; },
      [](Json& event) { event["seq"] = "99"; },
      [](Json& event) { event["wall"] = 0; },
      [](Json& event) { event["wall"] = INT64_MAX; },
      [](Json& event) { event["at"] = -1; },
      [](Json& event) { event["at"] = INT64_MAX; },
      [](Json& event) { event["by"] = "control"; },
      [](Json& event) { event["data"] = Json::array(); },
      [](Json& event) { event["control"] = 1; },
      [](Json& event) { event["audience"] = {"elsewhere"}; },
      [](Json& event) { event["audience"] = "public"; },
      [](Json& event) { event["more"] = true; },
      [](Json& event) { event.erase("by"); },
  };
  for (std::size_t i = 0; i < wrongs.size(); ++i) {
    const auto refused = refusal(99, wrongs[i]);
    ASSERT_TRUE(refused) << "wrong " << i;
    EXPECT_EQ(refused->seq, 99U) << "wrong " << i << ": " << refused->message;
  }
}

// Every second event of the play without its data, and with data of another kind: refused, or folded; never the end of
// it.
TEST(Admission, OutlivesDataThatIsNotWhatEventsOfATypeHold) {
  const auto count = recorded().size();
  for (std::size_t seq = 1; seq <= count; seq += 2) {
    (void)refusal(seq, [](Json& event) { event["data"] = Json::object(); });
    (void)refusal(seq, [](Json& event) {
      for (auto& [key, value] : event["data"].items()) value = value.is_number() ? Json("text") : Json(-1);
    });
  }
  EXPECT_EQ(refusal(1, [](Json& event) { event["data"] = Json::object(); })->seq, 1U);
}

}  // namespace
}  // namespace startex::review
