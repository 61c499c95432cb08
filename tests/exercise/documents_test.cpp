// Joint documents: several seats write one text at once, and what all have signed is published.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class Documents : public Table {
 protected:
  const exercise::Document& joint() const { return stage.state().documents.documents.at("joint"); }
  std::string clause(std::size_t index) const { return joint().clauses.at(index).id; }
  std::string_view act(const std::string& who, const std::string& verb, Json params = Json::object()) {
    Json all{{"document", "joint"}};
    all.update(params);
    return ask(who, "document." + verb, std::move(all));
  }
  std::string_view edit(const std::string& who, std::size_t index, int version, Json text) {
    return act(who, "edit", {{"clause", clause(index)}, {"version", version}, {"text", std::move(text)}});
  }
};

TEST_F(Documents, AreWrittenClauseByClauseWithTheAuthorInTheLog) {
  EXPECT_EQ(edit("Aid", 0, 1, "We, the three"), "done");
  EXPECT_EQ(joint().clauses[0].text, "We, the three");
  EXPECT_EQ(joint().clauses[0].version, 2);
  EXPECT_EQ(stage.events("document.edited").back().by, Json({{"team", "a"}, {"seat", "a.aide"}, {"name", "Aid"}}));
  EXPECT_EQ(act("Bob", "edit", {{"text", "Last"}}), "done");
  EXPECT_EQ(act("Bob", "edit", {{"text", "First"}, {"after", nullptr}}), "done");
  EXPECT_EQ(act("Cat", "edit", {{"text", "Second"}, {"after", clause(0)}}), "done");
  EXPECT_EQ(joint().clauses.front().text, "First");
  EXPECT_EQ(joint().clauses[1].text, "Second");
  EXPECT_EQ(joint().clauses.back().text, "Last");
  EXPECT_EQ(edit("Cat", 0, 1, nullptr), "done");
  EXPECT_EQ(joint().clauses.front().text, "Second");
  EXPECT_FALSE(sees("observer", "We, the three"));
}

TEST_F(Documents, WhoIsFasterWinsAndTheOtherReadsWhatStandsNow) {
  EXPECT_EQ(edit("Ann", 0, 1, "Mine"), "done");
  EXPECT_EQ(edit("Bob", 0, 1, "No, mine"), "conflict");
  EXPECT_EQ(refusal.current, Json({{"version", 2}, {"text", "Mine"}}));
  EXPECT_EQ(joint().clauses[0].text, "Mine");
}

TEST_F(Documents, AClaimKeepsOthersOffForThreeMinutes) {
  EXPECT_EQ(act("Ann", "claim", {{"clause", clause(0)}}), "done");
  EXPECT_EQ(edit("Bob", 0, 1, "Quickly"), "conflict");
  EXPECT_EQ(refusal.current, Json({{"claimedBy", "a.head"}}));
  EXPECT_EQ(act("Bob", "claim", {{"clause", clause(0)}}), "conflict");
  EXPECT_EQ(edit("Bob", 1, 1, "Elsewhere"), "done");
  EXPECT_EQ(edit("Ann", 0, 1, "Slowly"), "done");
  EXPECT_EQ(edit("Bob", 0, 2, "The clause is free again"), "done");
  EXPECT_EQ(act("Ann", "claim", {{"clause", clause(0)}}), "done");
  EXPECT_EQ(act("Bob", "unclaim", {{"clause", clause(0)}}), "conflict");
  EXPECT_EQ(act("Ann", "unclaim", {{"clause", clause(0)}}), "done");
  EXPECT_EQ(act("Bob", "claim", {{"clause", clause(0)}}), "done");
  stage.at(3 * calendar::minute);
  EXPECT_EQ(act("Cat", "claim", {{"clause", clause(0)}}), "done");
  EXPECT_EQ(act("Cat", "claim", {{"clause", "none"}}), "not_found");
}

TEST_F(Documents, SuggestionsAreTakenOverByAnotherSeatOrDismissed) {
  EXPECT_EQ(act("Aid", "suggest", {{"clause", clause(0)}, {"version", 1}, {"text", "Better"}, {"reason", "Shorter"}}),
            "done");
  const auto suggestion = id_of("document.suggested", "suggestion");
  EXPECT_EQ(act("Aid", "accept", {{"suggestion", suggestion}}), "forbidden");
  EXPECT_EQ(act("Bob", "accept", {{"suggestion", suggestion}}), "done");
  EXPECT_EQ(joint().clauses[0].text, "Better");
  EXPECT_EQ(act("Bob", "accept", {{"suggestion", suggestion}}), "not_found");
  EXPECT_EQ(act("Bob", "suggest", {{"clause", clause(0)}, {"version", 1}, {"text", "Old"}}), "conflict");
  EXPECT_EQ(act("Bob", "suggest", {{"clause", clause(0)}, {"version", 2}, {"text", "Best"}}), "done");
  const auto second = id_of("document.suggested", "suggestion");
  EXPECT_EQ(edit("Ann", 0, 2, "Changed"), "done");
  EXPECT_EQ(act("Cat", "accept", {{"suggestion", second}}), "conflict");
  EXPECT_EQ(act("Cat", "dismiss", {{"suggestion", second}, {"reason", "Too late"}}), "done");
  EXPECT_TRUE(joint().suggestions.empty());
}

TEST_F(Documents, AreFrozenSignedByAllAndPublishedToChosenPlaces) {
  EXPECT_EQ(act("Ann", "publish", {{"to", {"all"}}}), "conflict");
  EXPECT_EQ(act("Aid", "freeze"), "forbidden");
  EXPECT_EQ(act("Ann", "freeze"), "done");
  EXPECT_EQ(edit("Bob", 0, 1, "One more word"), "conflict");
  EXPECT_EQ(act("Ann", "sign", {{"edition", 1}}), "done");
  EXPECT_EQ(act("Ann", "sign", {{"edition", 1}}), "conflict");
  EXPECT_EQ(act("Bob", "thaw"), "done");
  EXPECT_TRUE(joint().signatures.empty());
  EXPECT_EQ(act("Bob", "sign", {{"edition", 1}}), "conflict");
  EXPECT_EQ(act("Bob", "freeze"), "done");
  EXPECT_EQ(act("Ann", "sign", {{"edition", 1}}), "conflict");
  EXPECT_EQ(refusal.current, Json({{"edition", 2}}));
  for (const auto* who : {"Ann", "Bob", "Cat"}) EXPECT_EQ(act(who, "sign", {{"edition", 2}}), "done");
  EXPECT_EQ(act("Ann", "publish", {{"to", {"nowhere"}}}), "invalid");
  EXPECT_FALSE(sees("observer", "What we agree"));
  EXPECT_EQ(act("Ann", "publish", {{"to", {"all"}}}), "done");
  EXPECT_TRUE(sees("observer", "What we agree"));
  EXPECT_EQ(stage.events("document.published").back().data.at("signatures").size(), 3U);
  EXPECT_EQ(act("Ann", "thaw"), "conflict");
  EXPECT_EQ(act("Ann", "publish", {{"to", {"all"}}}), "conflict");
}

TEST_F(Documents, AreThoseOfTheirParties) {
  EXPECT_EQ(ask("Ann", "document.open", {{"title", "Note"}, {"parties", {"a", "b"}}, {"clauses", {"Between us"}}}),
            "done");
  const auto id = id_of("document.opened", "document");
  EXPECT_TRUE(sees("b.aide", "Between us"));
  EXPECT_FALSE(sees("c.head", "Between us"));
  EXPECT_EQ(ask("Cat", "document.freeze", {{"document", id}}), "not_found");
  const auto theirs = refusal.hint;
  EXPECT_EQ(ask("Cat", "document.freeze", {{"document", "none"}}), "not_found");
  EXPECT_EQ(refusal.hint, theirs);
  EXPECT_EQ(ask("Ann", "document.open", {{"title", "Note"}, {"parties", {"b", "c"}}}), "invalid");
  EXPECT_EQ(ask("Ann", "document.open", {{"title", "Empty"}, {"parties", {"a"}}}), "done");
  EXPECT_EQ(ask("Ann", "document.freeze", {{"document", id_of("document.opened", "document")}}), "conflict");
}

}  // namespace
}  // namespace startex::test
