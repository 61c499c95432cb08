// Every method × role × {own, another seat's, another team's, another exercise's, missing}. A method without a row in
// this table fails. What is not yours and what is not there are one answer, byte for byte.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "runtime/who_sees_what.hpp"
#include "support/stage.hpp"

namespace startex::test {
namespace {

// The things that a method names by id, by whose they are. Empty: the method names none of this kind.
struct Row {
  std::string field;
  std::string own, other_seat, other_team;  // of the seat a.head, for a seat's methods; of anybody for control's
  Json rest = Json::object();
};

// A running exercise with one of everything: a held message, an open proposal of team a, an inject to a.head and to b.
class Arena {
 public:
  Arena() {
    for (const auto& [name, place] : std::map<std::string, std::string>{{"Ann", "a.head"}, {"Aid", "a.aide"}, {"Ada", "a"}, {"Bob", "b.head"}, {"Cat", "c.head"}, {"Obs", "observer"}, {"Eva", "evaluator"}})
      stage.join(name, place);
    stage.start();
    (void)stage.ask("Ann", "message.send", {{"channel", "a-b"}, {"body", "Held"}});
    (void)stage.ask("Ann", "posture.propose", {{"dimension", "shared"}, {"level", "on"}, {"rationale", "Why"}});
    (void)stage.ask("control", "inject.release", {{"inject", "by-hand"}});
  }
  std::string id(const std::string& type, const char* key) const { return stage.events(type).back().data.at(key).get<std::string>(); }
  Stage stage;
};

std::map<std::string, Row> rows(const Arena& arena) {
  const std::string message = arena.id("message.held", "message"), proposal = arena.id("posture.proposed", "proposal");
  const std::string ann = arena.stage.asker("Ann").participant;
  return {
      {"exercise.start", {}}, {"exercise.pause", {}}, {"exercise.resume", {}}, {"exercise.end", {}}, {"review.open", {}},
      {"clock.set_pace", {"", "", "", "", {{"pace", 10}}}},
      {"clock.jump", {"", "", "", "", {{"to", "2025-01-29T09:00:00+09:00"}}}},
      {"move.advance", {}},
      {"participant.remove", {"participant", ann, "", "", {}}},
      {"seat.claim", {"seat", "a.aide", "", "b.aide", {}}},
      {"seat.release", {}},
      {"seat.assign", {"participant", ann, "", "", {{"seat", "a.aide"}}}},
      {"message.send", {"channel", "tri", "", "", {{"body", "Hello"}}}},
      {"message.approve", {"message", message, "", "", {}}},
      {"message.edit", {"message", message, "", "", {{"body", "Other"}}}},
      {"message.reject", {"message", message, "", "", {{"reason", "No"}}}},
      {"channel.set_moderation", {"channel", "tri", "", "", {{"mode", "held"}}}},
      {"inject.release", {"inject", "after-two", "", "", {}}},
      {"inject.hold", {"inject", "after-two", "", "", {}}},
      {"inject.skip", {"inject", "after-two", "", "", {}}},
      {"inject.edit", {"inject", "after-two", "", "", {{"title", "New"}}}},
      {"inject.compose", {"", "", "", "", {{"title", "T"}, {"body", "B"}, {"type", "news"}, {"from", "world"}, {"to", {"a"}}}}},
      {"inject.acknowledge", {"inject", "by-hand", "", "after-two", {}}},
      {"inject.respond", {"inject", "by-hand", "", "after-two", {{"body", "Answer"}}}},
      {"posture.propose", {"dimension", "a.stance", "", "b.secret", {{"level", "one"}, {"rationale", "Why"}}}},
      {"posture.rule", {"proposal", proposal, "", "", {{"ruling", "approve"}}}},
  };
}

Json params(const Row& row, const std::string& id) {
  Json out = row.rest;
  if (!row.field.empty()) out[row.field] = id;
  return out;
}

std::string answer(Stage& stage, const std::string& who, const std::string& method, const Json& given) {
  const auto outcome = stage.ask(who, method, given);
  return outcome ? "done" : std::string(to_text(outcome.error().code)) + " " + outcome.error().hint + " " + outcome.error().pointer;
}

TEST(WhoSeesWhat, EveryMethodHasARow) {
  const Arena arena;
  const auto table = rows(arena);
  std::size_t methods = 0;
  for (const auto* capability : exercise::capabilities())
    for (const auto& method : capability->methods)
      if (method.who != exercise::Who::server) {
        ++methods;
        EXPECT_TRUE(table.contains(std::string(method.name))) << method.name << " has no row in this table";
      }
  EXPECT_EQ(methods, table.size());
}

TEST(WhoSeesWhat, NotYoursAndNotThereAreOneAnswer) {
  using exercise::Who;
  const std::map<std::string, int> people{{"control", Who::control}, {"Ann", Who::participant | Who::seated}, {"Aid", Who::participant | Who::seated},
                                          {"Ada", Who::participant}, {"Cat", Who::participant | Who::seated}, {"Obs", Who::observer}, {"Eva", Who::evaluator}};
  const Arena arena;
  // Ids of another exercise look like ours and mean nothing here.
  Stage elsewhere;
  for (int i = 0; i < 3; ++i) elsewhere.at(1000 + i).join("Ann", "a.head");
  const std::string foreign = elsewhere.asker("Ann").participant;
  for (const auto& [name, row] : rows(arena)) {
    const auto* method = exercise::find_method(name);
    for (const auto& [who, bits] : people) {
      const bool allowed = method->who & bits;
      std::vector<std::string> answers;
      for (const auto& id : {foreign, std::string("missing"), row.other_seat, row.other_team}) {
        if (id.empty() || row.field.empty()) continue;
        Arena fresh;
        answers.push_back(answer(fresh.stage, who, name, params(row, id)));
        EXPECT_NE(answers.back(), "done") << name << " by " << who << " of " << id;
      }
      for (const auto& one : answers) EXPECT_EQ(one, answers.front()) << name << " by " << who;
      Arena fresh;
      const auto own = answer(fresh.stage, who, name, params(row, row.own));
      if (!allowed) {
        EXPECT_TRUE(own.starts_with("forbidden")) << name << " by " << who << ": " << own;
        for (const auto& one : answers) EXPECT_EQ(one, own) << name << " by " << who << " tells what is there";
      } else if (who == "control" && (method->when & exercise::When::running) && name != "exercise.start") {
        EXPECT_EQ(own, "done") << name;
      }
    }
  }
}

TEST(WhoSeesWhat, TheTableInTheDocsIsTheOneInForce) {
  const std::string path = std::string(STARTEX_SOURCE_DIR) + "/docs/who-sees-what.md";
  if (std::getenv("STARTEX_UPDATE_DOCS")) std::ofstream(path) << runtime::who_sees_what();
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), runtime::who_sees_what()) << "Write it anew with STARTEX_UPDATE_DOCS=1.";
}

}  // namespace
}  // namespace startex::test
