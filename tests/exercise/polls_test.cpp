// Polls: who votes, what of it is seen, and when an option has won.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class Polls : public Table {
 protected:
  std::string_view open(const std::string& who, Json more = Json::object()) {
    Json params{{"question", "Do we go on?"},
                {"options", {"Yes", "No", "Later"}},
                {"voters", {"all"}},
                {"unit", "person"},
                {"ballot", "open"}};
    params.update(more);
    const auto outcome = ask(who, "poll.open", params);
    if (outcome == "done") id = id_of("poll.opened", "poll");
    return outcome;
  }
  std::string_view vote(const std::string& who, int option) {
    return ask(who, "poll.answer", {{"poll", id}, {"option", option}});
  }
  Json close() {
    EXPECT_EQ(ask("control", "poll.close", {{"poll", id}}), "done");
    return stage.events("poll.closed").back().data;
  }
  std::string id;
};

TEST_F(Polls, CountTheLastVoteOfEachPerson) {
  EXPECT_EQ(open("control"), "done");
  EXPECT_EQ(vote("Ann", 1), "done");
  EXPECT_EQ(vote("Ann", 0), "done");
  EXPECT_EQ(vote("Ann", 0), "conflict");
  EXPECT_EQ(vote("Bob", 0), "done");
  EXPECT_EQ(vote("Cat", 2), "done");
  EXPECT_EQ(vote("Bea", 3), "invalid");
  EXPECT_EQ(vote("Obs", 0), "forbidden");
  const auto result = close();
  EXPECT_EQ(result.at("counts"), Json({2, 0, 1}));
  EXPECT_EQ(result.at("votes"), 3);
  EXPECT_EQ(result.at("option"), 0);
  EXPECT_EQ(vote("Aid", 0), "conflict");
  EXPECT_EQ(ask("control", "poll.close", {{"poll", id}}), "conflict");
}

TEST_F(Polls, ATeamHasOneVoteWhereTeamsVote) {
  EXPECT_EQ(open("control", {{"unit", "team"}}), "done");
  EXPECT_EQ(vote("Ann", 0), "done");
  EXPECT_EQ(vote("Aid", 1), "done");
  EXPECT_EQ(vote("Bob", 1), "done");
  EXPECT_EQ(close().at("counts"), Json({0, 2, 0}));
}

TEST_F(Polls, ASecretBallotShowsOthersTheResultAlone) {
  EXPECT_EQ(open("control", {{"ballot", "secret"}, {"unit", "seat"}}), "done");
  EXPECT_EQ(vote("Ann", 2), "done");
  EXPECT_TRUE(sees("a.head", "poll.answered"));
  EXPECT_FALSE(sees("a.aide", "poll.answered"));
  EXPECT_FALSE(sees("b.head", "poll.answered"));
  (void)close();
  EXPECT_TRUE(sees("b.head", "\"counts\":[0,0,1]"));
}

TEST_F(Polls, NeedTheirQuorumAndTheirThresholdAndNoTie) {
  EXPECT_EQ(open("control", {{"quorum", 2}}), "done");
  EXPECT_EQ(vote("Ann", 0), "done");
  auto result = close();
  EXPECT_FALSE(result.at("met").get<bool>());
  EXPECT_EQ(result.at("option"), nullptr);

  EXPECT_EQ(open("control", {{"question", "Two thirds?"}, {"threshold", 67}}), "done");
  EXPECT_EQ(vote("Ann", 0), "done");
  EXPECT_EQ(vote("Bob", 0), "done");
  EXPECT_EQ(vote("Cat", 1), "done");
  result = close();
  EXPECT_TRUE(result.at("met").get<bool>());
  EXPECT_EQ(result.at("option"), nullptr);

  EXPECT_EQ(open("control", {{"question", "A tie?"}}), "done");
  EXPECT_EQ(vote("Ann", 0), "done");
  EXPECT_EQ(vote("Bob", 1), "done");
  EXPECT_EQ(close().at("option"), nullptr);

  EXPECT_EQ(open("control", {{"question", "Nobody?"}}), "done");
  EXPECT_EQ(close().at("option"), nullptr);
}

TEST_F(Polls, AreOpenedByControlAndBySeatsWithTheRight) {
  EXPECT_EQ(open("Aid"), "forbidden");
  EXPECT_EQ(open("Cat"), "forbidden");
  EXPECT_EQ(open("Ann", {{"voters", {"b"}}, {"resultTo", {"a"}}}), "done");
  EXPECT_TRUE(sees("a.aide", "Do we go on?"));
  EXPECT_TRUE(sees("b.head", "Do we go on?"));
  EXPECT_FALSE(sees("c.head", "Do we go on?"));
  EXPECT_EQ(vote("Cat", 0), "not_found");
  EXPECT_EQ(vote("Ann", 0), "forbidden");
  EXPECT_EQ(vote("Bob", 0), "done");
  EXPECT_EQ(ask("Bob", "poll.close", {{"poll", id}}), "forbidden");
  EXPECT_EQ(ask("Ann", "poll.close", {{"poll", id}}), "done");
  EXPECT_TRUE(sees("a.head", "poll.closed"));
  EXPECT_FALSE(sees("b.head", "poll.closed"));
}

TEST_F(Polls, ThatAreNoneAreRefusedWithTheirFaults) {
  for (const auto& params : {Json({{"options", {"Only"}}}), Json({{"voters", {"mars"}}}), Json({{"unit", "planet"}}),
                             Json({{"ballot", "none"}}), Json({{"quorum", 0}}), Json({{"threshold", 101}}),
                             Json({{"question", ""}}), Json({{"resultTo", {"mars"}}})})
    EXPECT_EQ(open("control", params), "invalid") << params;
  EXPECT_EQ(count("poll.opened"), 0U);
}

}  // namespace
}  // namespace startex::test
