// What delegations say to the world, and what they say behind its back.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class Press : public Table {
 protected:
  std::string_view publish(const std::string& who, const std::string& title, Json more = Json::object()) {
    Json params{{"title", title}, {"body", "We regret"}};
    params.update(more);
    return ask(who, "press.publish", params);
  }
};

TEST_F(Press, ATeamSpeaksWithOneVoice) {
  EXPECT_EQ(publish("Ann", "A statement"), "done");
  const auto published = stage.events("press.published").back();
  EXPECT_EQ(published.by, Json({{"team", "a"}}));
  EXPECT_EQ(published.control.at("by").at("seat"), "a.head");
  EXPECT_TRUE(sees("observer", "A statement"));
  EXPECT_FALSE(sees("b.head", "\"name\":\"Ann\""));
  EXPECT_EQ(publish("Aid", "Another"), "forbidden");
  EXPECT_EQ(publish("Ann", "As the world", {{"as", "world"}}), "forbidden");
}

TEST_F(Press, EntitiesReply) {
  EXPECT_EQ(publish("Cat", "Ours"), "done");
  const auto id = id_of("press.published", "statement");
  EXPECT_EQ(publish("control", "Noted", {{"as", "world"}, {"replyTo", id}}), "done");
  EXPECT_EQ(stage.events("press.published").back().by, Json({{"entity", "world"}, {"name", "The world"}}));
  EXPECT_EQ(stage.events("press.published").back().data.at("replyTo"), id);
  EXPECT_EQ(publish("control", "As nobody"), "invalid");
  EXPECT_EQ(publish("control", "As nobody", {{"as", "nobody"}}), "not_found");
  EXPECT_EQ(publish("Cat", "To what", {{"replyTo", "none"}}), "not_found");
}

TEST_F(Press, WhereStatementsAreHeldControlPublishesOrReturnsThem) {
  Json scenario = small_scenario();
  scenario["press"] = {{"moderation", "held"}};
  stage = Stage(scenario);
  for (const auto& [name, place] : {std::pair{"Ann", "a.head"}, {"Bob", "b.head"}}) stage.join(name, place);
  stage.start();
  EXPECT_EQ(publish("Ann", "First"), "done");
  const auto first = id_of("press.held", "statement");
  EXPECT_TRUE(sees("a.aide", "First"));
  EXPECT_FALSE(sees("b.head", "First"));
  EXPECT_EQ(publish("Bob", "To what is held", {{"replyTo", first}}), "not_found");
  EXPECT_EQ(ask("control", "press.approve", {{"statement", first}}), "done");
  EXPECT_TRUE(sees("b.head", "First"));
  EXPECT_EQ(ask("control", "press.approve", {{"statement", first}}), "conflict");
  EXPECT_EQ(publish("Ann", "Second"), "done");
  const auto second = id_of("press.held", "statement");
  EXPECT_EQ(ask("control", "press.reject", {{"statement", second}, {"reason", "Not now"}}), "done");
  EXPECT_TRUE(sees("a.head", "Not now"));
  EXPECT_FALSE(sees("b.head", "Not now"));
  EXPECT_EQ(ask("control", "press.reject", {{"statement", second}, {"reason", "Again"}}), "conflict");
  EXPECT_EQ(ask("control", "press.approve", {{"statement", "none"}}), "not_found");
}

class BackChannels : public Table {
 protected:
  std::string_view open(const std::string& who, Json members) {
    const auto outcome = ask(who, "channel.open", {{"title", "Quietly"}, {"members", std::move(members)}});
    if (outcome == "done") id = id_of("channel.opened", "channel");
    return outcome;
  }
  std::string_view say(const std::string& who, const std::string& body) {
    return ask(who, "message.send", {{"channel", id}, {"body", body}});
  }
  std::string id;
};

TEST_F(BackChannels, AreSeenByTheirMembersAndControl) {
  EXPECT_EQ(open("Ann", {"b.aide"}), "done");
  EXPECT_EQ(say("Bea", "Between us"), "done");
  EXPECT_TRUE(sees("a.head", "Between us"));
  for (const auto* outside : {"a.aide", "b.head", "c.head", "observer"}) {
    EXPECT_FALSE(sees(outside, "Quietly")) << outside;
    EXPECT_FALSE(sees(outside, "Between us")) << outside;
  }
  EXPECT_EQ(say("Bob", "Let me in"), "not_found");
}

TEST_F(BackChannels, ControlReadsAlongDegradesCutsAndRestoresThem) {
  EXPECT_EQ(open("Ann", {"b.aide"}), "done");
  EXPECT_EQ(ask("control", "channel.set_moderation", {{"channel", id}, {"mode", "delayed"}, {"delaySeconds", 30}}),
            "done");
  EXPECT_EQ(say("Ann", "Slowly"), "done");
  EXPECT_FALSE(sees("b.aide", "Slowly"));
  stage.at(30 * second);
  EXPECT_TRUE(sees("b.aide", "Slowly"));
  EXPECT_EQ(ask("control", "channel.cut", {{"channel", id}, {"reason", "The line is dead"}}), "done");
  EXPECT_EQ(say("Ann", "Hello?"), "conflict");
  EXPECT_EQ(ask("control", "channel.cut", {{"channel", id}}), "conflict");
  EXPECT_EQ(ask("control", "channel.restore", {{"channel", id}}), "done");
  EXPECT_EQ(ask("control", "channel.restore", {{"channel", id}}), "conflict");
  EXPECT_EQ(say("Ann", "Again"), "done");
  EXPECT_EQ(ask("Ann", "channel.cut", {{"channel", id}}), "forbidden");
}

TEST_F(BackChannels, AreOpenedBySeatsWithTheRightToNamedSeats) {
  EXPECT_EQ(open("Aid", {"b.aide"}), "forbidden");
  EXPECT_EQ(open("Ann", {"b"}), "invalid");
  EXPECT_EQ(open("Ann", {"a.head"}), "invalid");
  EXPECT_EQ(open("Ann", {"nobody"}), "invalid");
  EXPECT_EQ(open("Cat", {"a.head"}), "done");
}

TEST_F(BackChannels, AreNotThereWhereTheScenarioDoesNotAllowThem) {
  Json scenario = small_scenario();
  scenario.erase("backChannels");
  stage = Stage(scenario);
  stage.join("Ann", "a.head");
  stage.start();
  EXPECT_EQ(open("Ann", {"b.aide"}), "forbidden");
}

}  // namespace
}  // namespace startex::test
