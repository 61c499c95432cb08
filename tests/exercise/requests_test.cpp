// Requests for information: asked, taken, answered to the asker or to more, and nobody else learns that one was made.
#include "exercise/limits.hpp"
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class Requests : public Table {
 protected:
  std::string_view request(const std::string& who, const std::string& body, const std::string& to = "control") {
    const auto outcome = ask(who, "rfi.ask", {{"to", to}, {"body", body}});
    if (outcome == "done") id = id_of("rfi.asked", "rfi");
    return outcome;
  }
  std::string id;
};

TEST_F(Requests, AreAnsweredToTheTeamThatAsked) {
  EXPECT_EQ(request("Ann", "Where is the fleet?"), "done");
  EXPECT_TRUE(sees("a.aide", "Where is the fleet?"));
  EXPECT_FALSE(sees("b.head", "rfi"));
  EXPECT_EQ(ask("control", "rfi.claim", {{"rfi", id}, {"name", "Dana"}}), "done");
  EXPECT_EQ(ask("control", "rfi.claim", {{"rfi", id}, {"name", "Eli"}}), "conflict");
  EXPECT_FALSE(sees("a.aide", "Dana"));
  EXPECT_EQ(ask("control", "rfi.answer", {{"rfi", id}, {"body", "At sea"}}), "done");
  EXPECT_TRUE(sees("a.aide", "At sea"));
  EXPECT_FALSE(sees("b.head", "At sea"));
  EXPECT_EQ(ask("control", "rfi.answer", {{"rfi", id}, {"body", "In port"}}), "conflict");
  EXPECT_EQ(ask("Ann", "rfi.withdraw", {{"rfi", id}}), "conflict");
}

TEST_F(Requests, AnAnswerThatIsPublishedDoesNotSayThatSomebodyAsked) {
  EXPECT_EQ(request("Ann", "Where is the fleet?", "world"), "done");
  EXPECT_EQ(ask("control", "rfi.answer", {{"rfi", id}, {"body", "The fleet is at sea"}, {"audience", {"all"}}}),
            "done");
  EXPECT_EQ(stage.events("rfi.answered").back().by, Json({{"entity", "world"}, {"name", "The world"}}));
  EXPECT_TRUE(sees("b.head", "The fleet is at sea"));
  EXPECT_TRUE(sees("observer", "The fleet is at sea"));
  EXPECT_FALSE(sees("b.head", "Where is the fleet?"));
  EXPECT_FALSE(sees("b.head", id));
  for (const auto& text : stage.seen_by("a.head"))
    EXPECT_EQ(text.find("rfi.published"), std::string::npos) << "who asked has the answer already";
}

TEST_F(Requests, OneThatIsNotTakenIsOverdueAfterTheScenariosMinutesOfPlay) {
  EXPECT_EQ(request("Ann", "Anybody?"), "done");
  stage.at(calendar::minute);
  (void)ask("control", "exercise.pause");
  stage.at(30 * calendar::minute);
  EXPECT_EQ(count("rfi.overdue"), 0U);
  (void)ask("control", "exercise.resume");
  stage.at(31 * calendar::minute);
  EXPECT_EQ(count("rfi.overdue"), 1U);
  EXPECT_FALSE(sees("a.head", "overdue"));
  stage.at(60 * calendar::minute);
  EXPECT_EQ(count("rfi.overdue"), 1U);
}

TEST_F(Requests, AreOfOnesOwnTeamOnly) {
  EXPECT_EQ(request("Ann", "Where?"), "done");
  EXPECT_EQ(ask("Bob", "rfi.withdraw", {{"rfi", id}}), "not_found");
  EXPECT_EQ(ask("Aid", "rfi.withdraw", {{"rfi", id}}), "done");
  EXPECT_EQ(ask("control", "rfi.answer", {{"rfi", id}, {"body", "Here"}}), "conflict");
  EXPECT_EQ(request("Ann", "Where?", "nobody"), "not_found");
  EXPECT_EQ(ask("control", "rfi.answer", {{"rfi", id}, {"body", "Here"}, {"audience", {"mars"}}}), "invalid");
  EXPECT_EQ(ask("Ann", "rfi.answer", {{"rfi", id}, {"body", "Myself"}}), "forbidden");
}

TEST_F(Requests, AreNoMoreThanControlCanRead) {
  for (int i = 0; i < startex::limits::open_requests_max; ++i)
    EXPECT_EQ(request("Ann", "Question " + std::to_string(i)), "done");
  EXPECT_EQ(request("Ann", "One more"), "conflict");
  EXPECT_EQ(request("Bob", "Another team's"), "done");
}

}  // namespace
}  // namespace startex::test
