// Bookmarks and the notes of the hotwash: one's own until they are shared.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class BookmarksTest : public Table {
 protected:
  BookmarksTest() {
    stage.join("Eva", "evaluator");
    ask("Ann", "message.send", {{"channel", "tri"}, {"body", "Hello"}});
  }
  std::string_view mark(const std::string& who, const std::string& title, Json more = Json::object()) {
    Json params{{"title", title}};
    params.update(more);
    return ask(who, "bookmark.add", params);
  }
  std::string last() const { return id_of("bookmark.added", "bookmark"); }
};

TEST_F(BookmarksTest, AParticipantsBookmarkIsTheSeatsUntilItIsSharedWithTheTeam) {
  ASSERT_EQ(mark("Ann", "canary"), "done");
  EXPECT_TRUE(sees("a.head", "canary"));
  for (const auto* viewer : {"a", "a.aide", "b.head", "observer"}) EXPECT_FALSE(sees(viewer, "canary")) << viewer;
  ASSERT_EQ(ask("Ann", "bookmark.share", {{"bookmark", last()}}), "done");
  EXPECT_TRUE(sees("a.aide", "canary"));
  EXPECT_FALSE(sees("b.head", "canary"));
  EXPECT_EQ(ask("Ann", "bookmark.share", {{"bookmark", last()}}), "conflict");
}

TEST_F(BookmarksTest, EvaluatorsAndControlKeepTheirsFromTeams) {
  ASSERT_EQ(mark("Eva", "canary one"), "done");
  ASSERT_EQ(mark("control", "canary two"), "done");
  EXPECT_FALSE(sees("evaluator", "canary two"));
  ASSERT_EQ(ask("control", "bookmark.share", {{"bookmark", last()}}), "done");
  EXPECT_TRUE(sees("evaluator", "canary two"));
  for (const auto* viewer : {"a.head", "b", "observer"}) EXPECT_FALSE(sees(viewer, "canary")) << viewer;
}

TEST_F(BookmarksTest, ItNamesAMomentAndAnEventThatTheAskerHasSeen) {
  const auto n = static_cast<std::int64_t>(stage.seen_by("a.head").size());
  hours(2);
  ASSERT_EQ(mark("Ann", "There", {{"n", n}, {"at", "2025-01-28T09:10:00+09:00"}}), "done");
  const auto event = stage.events("bookmark.added").back();
  EXPECT_EQ(event.data.at("n"), n);
  EXPECT_EQ(event.data.at("moment"), "2025-01-28T09:10:00+09:00");
  EXPECT_EQ(stage.log().at(event.control.at("seq").get<std::size_t>() - 1).type, "message.sent");
  EXPECT_EQ(mark("Ann", "Nowhere", {{"n", n + 1000}}), "invalid");
  EXPECT_EQ(mark("Ann", "Ahead", {{"at", "2025-02-28T09:10:00+09:00"}}), "invalid");
}

// The author's numbers tell how much the author has been shown.
TEST_F(BookmarksTest, WhatIsSharedDoesNotTellTheAuthorsNumbers) {
  ASSERT_EQ(mark("Ann", "Mine", {{"n", 3}}), "done");
  ask("Ann", "bookmark.share", {{"bookmark", last()}});
  EXPECT_FALSE(stage.events("bookmark.shared").back().data.contains("n"));
  ASSERT_EQ(mark("Ann", "Ours", {{"n", 3}, {"shared", true}}), "done");
  EXPECT_FALSE(stage.events("bookmark.added").back().data.contains("n"));
  EXPECT_TRUE(stage.events("bookmark.added").back().control.contains("seq"));
}

TEST_F(BookmarksTest, EachRemovesOnlyTheirOwn) {
  ASSERT_EQ(mark("Ann", "Mine"), "done");
  for (const auto* who : {"Aid", "Bob", "Eva", "control"})
    EXPECT_EQ(ask(who, "bookmark.remove", {{"bookmark", last()}}), "not_found") << who;
  EXPECT_EQ(ask("Ann", "bookmark.remove", {{"bookmark", last()}}), "done");
  EXPECT_EQ(ask("Ann", "bookmark.remove", {{"bookmark", last()}}), "conflict");
  EXPECT_EQ(ask("Obs", "bookmark.add", {{"title", "x"}}), "forbidden");
}

TEST_F(BookmarksTest, TheHotwashBeginsAfterEndexAndItsSharedNotesAreEverybodys) {
  const Json strength{{"kind", "hotwash"}, {"sense", "strength"}, {"objective", "talk"}};
  EXPECT_EQ(mark("Ann", "Early", strength), "conflict");
  ask("control", "exercise.end");
  EXPECT_EQ(mark("Ann", "Without a sense", {{"kind", "hotwash"}}), "invalid");
  EXPECT_EQ(mark("Ann", "Odd", {{"kind", "hotwash"}, {"sense", "strength"}, {"objective", "none"}}), "invalid");
  ASSERT_EQ(mark("Ann", "canary", strength), "done");
  EXPECT_FALSE(sees("b.head", "canary"));
  ASSERT_EQ(ask("Ann", "bookmark.share", {{"bookmark", last()}}), "done");
  for (const auto* viewer : {"a.aide", "b.head", "observer", "evaluator"})
    EXPECT_TRUE(sees(viewer, "canary")) << viewer;
}

TEST_F(BookmarksTest, TakingNotesIsNotTakingPartInPlay) {
  mark("Bob", "Quietly");
  EXPECT_FALSE(stage.state().last_acts.contains("b"));
}

}  // namespace
}  // namespace startex::test
