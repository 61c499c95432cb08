// Each measure on a small play whose figures can be worked out by hand: one exercise minute a wall second, STARTEX at
// second 1.
#include "review/measures.hpp"

#include <gmock/gmock.h>

#include "support/stage.hpp"

namespace startex::test {
namespace {

class Measures : public testing::Test {
 protected:
  Measures() {
    stage.join("Ann", "a.head");
    stage.join("Aki", "a.aide");
    stage.join("Bob", "b.head");
    stage.join("Cat", "c.head");
    stage.at(1000).start();
  }

  void ask(const std::string& who, const std::string& method, Json params) {
    const auto done = stage.ask(who, method, std::move(params));
    ASSERT_TRUE(done) << method << ": " << done.error().hint;
  }
  void say(const std::string& who, const std::string& channel, const std::string& body) {
    ask(who, "message.send", {{"channel", channel}, {"body", body}});
  }
  Json rows(std::string_view name, const std::string& as = "control") const {
    const auto stored = stage.stored();
    const auto measured = review::measure(stored, as, name);
    return measured ? measured->tables.front().rows : Json();
  }
  // The rows in which every one of these fields has this value.
  static Json where(const Json& rows, const Json& fields) {
    Json out = Json::array();
    for (const Json& row : rows) {
      bool fits = true;
      for (const auto& [key, value] : fields.items()) fits = fits && row.value(key, Json()) == value;
      if (fits) out.push_back(row);
    }
    return out;
  }
  // The type of the viewer's event number n.
  std::string type_of(const Json& n, const std::string& as = "control") const {
    return Json::parse(stage.seen_by(as).at(n.get<std::size_t>() - 1)).at("type");
  }
  Json compose(const Json& to) {
    ask("control", "inject.compose", {{"title", "News"}, {"body", "It happened"}, {"type", "news"}, {"from", "world"}, {"to", to}});
    return stage.events("inject.released").back().data.at("inject");
  }

  Stage stage;
};

TEST_F(Measures, ResponseTimeCountsSecondsOfPlayFromTheReleaseToATeam) {
  stage.at(10'000);
  const Json inject = compose({"a", "b"});
  stage.at(14'000);
  ask("Ann", "inject.acknowledge", {{"inject", inject}});
  stage.at(16'000);
  ask("control", "exercise.pause", Json::object());
  stage.at(60'000);
  ask("control", "exercise.resume", Json::object());
  stage.at(62'500);
  ask("Aki", "inject.respond", {{"inject", inject}, {"body", "Understood"}});

  const Json found = where(rows("response"), {{"inject", inject}});
  const Json acknowledged = where(found, {{"team", "a"}, {"step", "acknowledged"}});
  ASSERT_EQ(acknowledged.size(), 1U);
  EXPECT_EQ(acknowledged[0].at("seconds"), 4.0);
  EXPECT_EQ(acknowledged[0].at("releasedAfter"), 9.0);
  EXPECT_EQ(type_of(acknowledged[0].at("n")[0]), "inject.released");
  EXPECT_EQ(type_of(acknowledged[0].at("n")[1]), "inject.acknowledged");
  // The pause of 44 seconds does not count.
  EXPECT_EQ(where(found, {{"team", "a"}, {"step", "responded"}})[0].at("seconds"), 8.5);
  EXPECT_EQ(where(found, {{"team", "b"}, {"step", "acknowledged"}})[0].at("seconds"), nullptr);
  EXPECT_TRUE(where(found, {{"team", "c"}}).empty());
}

TEST_F(Measures, ATeamSeesItsOwnResponsesOnly) {
  const Json inject = compose({"all"});
  stage.at(9'000);
  ask("Bob", "inject.acknowledge", {{"inject", inject}});
  EXPECT_EQ(where(rows("response", "a.head"), {{"inject", inject}, {"team", "b"}}).size(), 0U);
  EXPECT_EQ(where(rows("response", "a.head"), {{"inject", inject}, {"team", "a"}})[0].at("seconds"), nullptr);
  EXPECT_EQ(where(rows("response", "b.head"), {{"inject", inject}, {"team", "b"}})[0].at("seconds"), 8.0);
}

TEST_F(Measures, PosturesAndIndicatorsAreStepsWithTheirPlaceOnTheLadder) {
  stage.at(5'000);
  ask("control", "indicator.adjust", {{"indicator", "tension"}, {"by", -20}, {"reason", "Calm"}});
  const Json tension = where(rows("indicators"), {{"indicator", "tension"}});
  ASSERT_EQ(tension.size(), 2U);
  EXPECT_EQ(tension[0].at("value"), 50);
  EXPECT_EQ(tension[1].at("value"), 30.0);
  EXPECT_EQ(tension[1].at("change"), -20.0);
  EXPECT_EQ(tension[1].at("after"), 4.0);

  ask("Bob", "posture.declare", {{"dimension", "b.face"}, {"level", "alarm"}});
  const Json face = where(rows("posture"), {{"dimension", "b.face"}});
  ASSERT_EQ(face.size(), 3U);
  EXPECT_EQ(face[1].at("level"), "ready");
  EXPECT_EQ(face[2].at("kind"), "declared");
  EXPECT_EQ(face[2].at("index"), 2);
  EXPECT_EQ(face[2].at("levels"), 3);
  // Nobody else learns what b truly is.
  EXPECT_EQ(where(rows("posture", "a.head"), {{"dimension", "b.face"}, {"kind", "changed"}}).size(), 0U);
}

TEST_F(Measures, TheNetworkCountsAMessageOnceForEachPartyThatReceivesIt) {
  stage.at(2'000);
  say("Ann", "tri", "Hello");
  say("Bob", "tri", "Good day");
  say("Ann", "slow", "Only c");
  stage.at(40'000);
  const Json network = rows("network");
  const auto total = [&](const char* from, const char* to, const char* what) {
    std::uint64_t sum = 0;
    for (const Json& row : where(network, {{"sender", from}, {"receiver", to}})) sum += row.at(what).get<std::uint64_t>();
    return sum;
  };
  EXPECT_EQ(total("a", "b", "messages"), 1U);
  EXPECT_EQ(total("a", "c", "messages"), 2U);
  EXPECT_EQ(total("a", "c", "characters"), 11U);
  EXPECT_EQ(total("b", "a", "messages"), 1U);
  EXPECT_EQ(total("a", "a", "messages"), 0U);
  EXPECT_EQ(where(network, {{"sender", "a"}, {"receiver", "b"}})[0].at("slice"), 0);
}

TEST_F(Measures, TalkShareIsASeatsPartOfTheCharactersOfAllSeats) {
  say("Ann", "tri", "123456");
  say("Bob", "tri", "12");
  ask("control", "message.send", {{"channel", "tri"}, {"body", "Control does not count"}});
  const Json share = rows("share");
  EXPECT_EQ(where(share, {{"seat", "a.head"}})[0].at("share"), 0.75);
  EXPECT_EQ(where(share, {{"seat", "b.head"}})[0].at("share"), 0.25);
  EXPECT_EQ(where(share, {{"seat", "c.aide"}})[0].at("messages"), 0);
}

TEST_F(Measures, AConcessionIsTheDistanceFromWhatAPartyHadWrittenToWhatStands) {
  ask("Ann", "agreement.draft",
      {{"title", "Pact"},
       {"parties", {"a", "b"}},
       {"clauses", {"We share all data", "We meet"}},
       {"commitments", {{{"dimension", "a.stance"}, {"level", "low"}}}}});
  const Json drafted = stage.events("agreement.drafted").back().data;
  const Json pact = drafted.at("agreement"), clause = drafted.at("clauses")[0].at("clause");
  ask("Bob", "agreement.amend",
      {{"agreement", pact},
       {"version", 1},
       {"changes",
        {{{"clause", clause}, {"text", "We share some data"}},
         {{"commitment", drafted.at("commitments")[0].at("commitment")}, {"removed", true}},
         {{"dimension", "a.stance"}, {"level", "high"}}}}});
  ask("Bob", "agreement.reserve",
      {{"agreement", pact}, {"version", 2}, {"clause", drafted.at("clauses")[1].at("clause")}, {"text", "Where?"}});
  ask("Bob", "agreement.lift",
      {{"agreement", pact}, {"reservation", stage.events("agreement.reserved").back().data.at("reservation")}});
  ask("Ann", "agreement.sign", {{"agreement", pact}, {"version", 2}});

  const Json moved = rows("concessions");
  const Json text = where(moved, {{"kind", "clause"}, {"team", "a"}});
  ASSERT_EQ(text.size(), 1U) << moved.dump(1);
  EXPECT_EQ(text[0].at("moved"), 0.25);  // one word of four
  EXPECT_EQ(type_of(text[0].at("n")[0]), "agreement.drafted");
  EXPECT_EQ(type_of(text[0].at("n")[1]), "agreement.amended");
  EXPECT_EQ(type_of(text[0].at("n")[2]), "agreement.signed");
  const Json level = where(moved, {{"kind", "commitment"}, {"team", "a"}});
  ASSERT_EQ(level.size(), 1U);
  EXPECT_EQ(level[0].at("steps"), 2.0);
  EXPECT_EQ(level[0].at("moved"), 1.0);
  EXPECT_EQ(where(moved, {{"kind", "reservation"}, {"team", "b"}})[0].at("moved"), 1.0);

  const Json history = where(rows("agreements"), {{"agreement", pact}});
  EXPECT_EQ(where(history, {{"kind", "amended"}, {"item", clause}})[0].at("textBefore"), "We share all data");
  EXPECT_EQ(rows("agreements", "c.head").size(), 0U);
}

TEST_F(Measures, ModerationIsWhatWaitedForControlHowLongAndWhatBecameOfIt) {
  stage.at(3'000);
  say("Ann", "a-b", "First");
  say("Ann", "a-b", "Second");
  const auto held = stage.events("message.held");
  stage.at(10'000);
  ask("control", "message.approve", {{"message", held[0].data.at("message")}});
  const Json items = where(rows("moderation"), {{"kind", "message"}});
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].at("waited"), 7.0);
  EXPECT_EQ(items[0].at("outcome"), "approved");
  EXPECT_EQ(items[1].at("waited"), nullptr);
  EXPECT_EQ(items[1].at("outcome"), "open");
  std::int64_t most = 0;
  for (const Json& row : rows("queue")) most = std::max(most, row.at("most").get<std::int64_t>());
  EXPECT_EQ(most, 2);
}

TEST_F(Measures, SilenceIsAGapOfFiveMinutesOfPlayBetweenWhatATeamDoes) {
  stage.at(61'000);
  say("Ann", "tri", "Here");
  stage.at(361'000);
  say("Ann", "tri", "Still here");
  stage.at(400'000);
  ask("control", "exercise.end", Json::object());
  const Json gaps = where(rows("silence"), {{"team", "a"}, {"seat", ""}});
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].at("begins"), 60.0);
  EXPECT_EQ(gaps[0].at("seconds"), 300.0);
  EXPECT_EQ(type_of(gaps[0].at("n")[1]), "message.sent");
  const Json silent = where(rows("silence"), {{"team", "c"}, {"seat", ""}});
  ASSERT_EQ(silent.size(), 1U);
  EXPECT_EQ(silent[0].at("seconds"), 399.0);  // from STARTEX to ENDEX
}

TEST_F(Measures, ConcurrencyCountsTheSeatsThatActInAMinuteOfPlay) {
  stage.at(10'000);
  say("Ann", "tri", "One");
  say("Ann", "tri", "Two");
  say("Bob", "tri", "Three");
  stage.at(70'000);
  say("Aki", "tri", "Four");
  const Json minutes = rows("concurrency");
  ASSERT_EQ(minutes.size(), 2U);
  EXPECT_EQ(minutes[0].at("seats"), 2);
  EXPECT_EQ(minutes[0].at("teams"), 2);
  EXPECT_EQ(minutes[0].at("acts"), 3);
  EXPECT_EQ(minutes[1].at("seats"), 1);
}

TEST_F(Measures, UseNothingThatTheirViewerDidNotSee) {
  say("Ann", "tri", "For all");
  say("Bob", "a-b", "Held by control");
  ask("Bob", "posture.propose", {{"dimension", "b.secret"}, {"level", "one"}, {"rationale", "Quietly"}});
  ask("Bob", "rfi.ask", {{"to", "control"}, {"body", "What is it?"}});
  stage.at(500'000);
  for (const std::string viewer : {"a.head", "a", "c.aide", "observer", "evaluator"}) {
    const auto stored = stage.stored();
    const auto all = review::measure(stored, viewer);
    ASSERT_TRUE(all);
    // The same log in which everything else has been taken out, and control's parts with it.
    std::vector<std::string> seen;
    for (auto event : stage.log()) {
      if (!exercise::may_see(event.audience, all->scene.viewer)) continue;
      event.control = nullptr;
      seen.push_back(exercise::to_stored(event));
    }
    const auto alone = review::measure(seen, viewer);
    ASSERT_TRUE(alone);
    EXPECT_EQ(review::to_json(*all).dump(), review::to_json(*alone).dump()) << viewer;
  }
}

TEST_F(Measures, ATableAsCsvIsReadByProgramsAndComputedByNone) {
  say("Ann", "tri", "Hello");
  Json inject = compose({"a"});
  stage.at(5'000);
  const auto stored = stage.stored();
  auto measured = review::measure(stored, "control", "response");
  ASSERT_TRUE(measured);
  measured->tables.front().rows[0]["title"] = "=HYPERLINK(\"x\")";
  const auto csv = review::to_csv(measured->tables.front());
  EXPECT_THAT(csv, testing::StartsWith("inject,number,title,team,released,releasedAfter,step,seconds,n\r\n"));
  EXPECT_THAT(csv, testing::HasSubstr("\"'=HYPERLINK(\"\"x\"\")\""));
}

TEST_F(Measures, ThereIsNoMeasureAndNoViewerOfAnotherName) {
  const auto stored = stage.stored();
  EXPECT_FALSE(review::measure(stored, "control", "luck"));
  EXPECT_FALSE(review::measure(stored, "nobody"));
}

}  // namespace
}  // namespace startex::test
