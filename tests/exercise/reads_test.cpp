// What a seat has read: its own side and control are told, once, and reading is no act of a delegation.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class Reads : public Table {};

TEST_F(Reads, ARecipientsSeatReadsAnInjectOnceAndOnlyItsSideIsTold) {
  EXPECT_EQ(ask("Ann", "inject.read", {{"inject", "by-hand"}}), "not_found");
  (void)ask("control", "inject.release", {{"inject", "by-hand"}});  // to a.head and to all of b
  EXPECT_EQ(ask("Cat", "inject.read", {{"inject", "by-hand"}}), "not_found");
  EXPECT_EQ(ask("Ann", "inject.read", {{"inject", "by-hand"}}), "done");
  EXPECT_EQ(ask("Ann", "inject.read", {{"inject", "by-hand"}}), "done");
  EXPECT_EQ(ask("Bea", "inject.read", {{"inject", "by-hand"}}), "done");
  ASSERT_EQ(count("inject.read"), 2U);
  EXPECT_EQ(stage.events("inject.read")[0].audience, (exercise::Audience{"a.head"}));
  EXPECT_EQ(stage.events("inject.read")[1].audience, (exercise::Audience{"b"}));
  EXPECT_EQ(ask("Obs", "inject.read", {{"inject", "by-hand"}}), "forbidden");
}

TEST_F(Reads, AChannelIsReadUpToAMessageAndNeverBackwards) {
  (void)ask("Ann", "message.send", {{"channel", "tri"}, {"body", "First"}});
  const auto first = id_of("message.sent", "message");
  (void)ask("Ann", "message.send", {{"channel", "tri"}, {"body", "Second"}});
  const auto second_one = id_of("message.sent", "message");
  EXPECT_EQ(ask("Bob", "channel.read", {{"channel", "tri"}, {"message", second_one}}), "done");
  EXPECT_EQ(ask("Bob", "channel.read", {{"channel", "tri"}, {"message", first}}), "done");
  EXPECT_EQ(ask("Cat", "channel.read", {{"channel", "tri"}, {"message", first}}), "done");
  ASSERT_EQ(count("channel.read"), 2U);
  EXPECT_EQ(stage.events("channel.read")[0].data,
            (Json{{"channel", "tri"}, {"message", second_one}, {"seat", "b.head"}}));
  EXPECT_FALSE(sees("b.aide", "channel.read"));
  EXPECT_FALSE(sees("a.head", "channel.read"));
}

TEST_F(Reads, AForeignChannelOrMessageIsAnsweredLikeAMissingOne) {
  (void)ask("Ann", "message.send", {{"channel", "press"}, {"body", "To all"}});
  const auto elsewhere = id_of("message.sent", "message");
  EXPECT_EQ(ask("Bob", "channel.read", {{"channel", "slow"}, {"message", elsewhere}}), "not_found");
  const auto foreign = refusal.hint;
  EXPECT_EQ(ask("Bob", "channel.read", {{"channel", "missing"}, {"message", elsewhere}}), "not_found");
  EXPECT_EQ(refusal.hint, foreign);
  EXPECT_EQ(ask("Bob", "channel.read", {{"channel", "tri"}, {"message", elsewhere}}), "not_found");
}

TEST_F(Reads, ATeamThatOnlyReadsIsSilent) {
  (void)ask("control", "inject.release", {{"inject", "by-hand"}});
  hours(19);
  (void)ask("Ann", "inject.read", {{"inject", "by-hand"}});
  hours(21);
  EXPECT_TRUE(sees("a.head", "Still there?"));
}

}  // namespace
}  // namespace startex::test
