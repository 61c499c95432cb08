// Every method × role × {own, another seat's, another team's, another exercise's, missing}. A method without a row in
// this table fails. What is not yours and what is not there are one answer, byte for byte.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "runtime/who_sees_what.hpp"
#include "support/stage.hpp"

namespace startex::test {
namespace {

constexpr auto facilitator = "control:Kim";

// The things that a method names by id, by whose they are. Empty: the method names none of this kind.
struct Row {
  std::string field;
  std::string own, other_seat, other_team;  // of the seat a.head, for a seat's methods; of anybody for control's
  Json rest = Json::object();
};

// A running exercise with one of everything in each state that some method needs: of the seat a.head and its team, and
// the same of b, which a and c know nothing of.
class Arena {
 public:
  Arena() : stage(scenario()) {
    for (const auto& [name, place] : std::map<std::string, std::string>{{"Ann", "a.head"},
                                                                        {"Aid", "a.aide"},
                                                                        {"Ada", "a"},
                                                                        {"Bob", "b.head"},
                                                                        {"Cat", "c.head"},
                                                                        {"Obs", "observer"},
                                                                        {"Eva", "evaluator"}})
      stage.join(name, place);
    stage.start();
    make("held", "Ann", "message.send", {{"channel", "a-b"}, {"body", "Held"}}, "message.held", "message");
    make("said", "Ann", "message.send", {{"channel", "tri"}, {"body", "Said"}}, "message.sent", "message");
    make("proposal", "Ann", "posture.propose", {{"dimension", "shared"}, {"level", "on"}, {"rationale", "Why"}},
         "posture.proposed", "proposal");
    make("unseconded", "Ann", "posture.propose", {{"dimension", "a.pact"}, {"level", "some"}, {"rationale", "Why"}},
         "posture.proposed", "proposal");
    make("b-proposal", "Bob", "posture.propose", {{"dimension", "b.secret"}, {"level", "one"}, {"rationale", "Why"}},
         "posture.proposed", "proposal");
    (void)stage.ask("control", "inject.release", {{"inject", "by-hand"}});
    (void)stage.ask("control", "inject.edit", {{"inject", "reaction"}, {"expectedAction", "Somebody answers"}});
    (void)stage.ask("control", "inject.hold", {{"inject", "reaction"}});
    agreements();
    documents();
    for (const auto& [whose, who] : {std::pair{"a", "Ann"}, {"b", "Bob"}}) {
      const std::string name = whose;
      make(name + "-rfi", who, "rfi.ask", {{"to", "control"}, {"body", "Where?"}}, "rfi.asked", "rfi");
      make(name + "-action", who, "action.submit", {{"title", "Act"}, {"body", "We act"}, {"intent", "To win"}},
           "action.submitted", "action");
      make(name + "-poll", "control", "poll.open",
           {{"question", "For " + name},
            {"options", {"Yes", "No"}},
            {"voters", {name}},
            {"unit", "seat"},
            {"ballot", "open"}},
           "poll.opened", "poll");
      make(name + "-statement", who, "press.publish", {{"title", "Ours"}, {"body", "We say"}}, "press.held",
           "statement");
    }
    make("called", "Ann", "action.submit", {{"title", "Called"}, {"body", "We act"}, {"intent", "To win"}},
         "action.submitted", "action");
    (void)stage.ask("control", "action.call", {{"action", ids["called"]}});
    (void)stage.ask("control", "channel.cut", {{"channel", "slow"}});
    notes();
    make("engagement", "control", "engagement.run",
         {{"title", "A salvo"}, {"salvo", {{{"threat", "missile"}, {"count", 2}, {"target", "port"}}}}},
         "engagement.resolved", "engagement");
  }
  const std::string& id(const std::string& name) const { return ids.at(name); }
  Stage stage;

 private:
  static Json scenario() {
    Json small = small_scenario();
    small["agreements"] = {{"review", true}};
    small["press"] = {{"moderation", "held"}};
    for (const auto& [id, to] : {std::pair{"early", "all"}, {"over", "all"}, {"theirs", "b"}}) {
      Json asked = small.at("questionnaires").at(0);
      asked["id"] = id;
      asked["to"] = {to};
      small["questionnaires"].push_back(std::move(asked));
    }
    return small;
  }
  void make(const std::string& name, const std::string& who, const std::string& method, const Json& params,
            const std::string& type, const char* key) {
    if (!stage.ask(who, method, params)) throw std::logic_error(method + " for " + name + " was refused");
    ids[name] = stage.events(type).back().data.at(key).get<std::string>();
  }
  void draft(const std::string& name, const std::string& who, Json more = Json::object()) {
    Json params{{"title", name}, {"parties", {"a", "b"}}, {"clauses", {"We meet"}}};
    params.update(more);
    make(name, who, "agreement.draft", params, "agreement.drafted", "agreement");
  }
  void sign(const std::string& name, std::initializer_list<const char*> people) {
    for (const auto* who : people) (void)stage.ask(who, "agreement.sign", {{"agreement", ids[name]}, {"version", 1}});
  }
  void agreements() {
    draft("open", "Ann");
    draft("private", "Ann", {{"private", true}});
    draft("b-private", "Bob", {{"private", true}});
    draft("signed", "Ann");
    sign("signed", {"Ann"});
    draft("completed", "Ann");
    sign("completed", {"Ann", "Bob"});
    draft("concluded", "Ann");
    sign("concluded", {"Ann", "Bob"});
    (void)stage.ask("control", "agreement.confirm", {{"agreement", ids["concluded"]}});
    draft("on-hold", "Ann");
    (void)stage.ask("control", "agreement.hold", {{"agreement", ids["on-hold"]}, {"reason", "Let me read"}});
    make("reservation", "Ann", "agreement.reserve", {{"agreement", ids["open"]}, {"version", 1}, {"text", "Not so"}},
         "agreement.reserved", "reservation");
  }
  void documents() {
    ids["clause"] = stage.events("document.opened").back().data.at("clauses").at(0).at("clause").get<std::string>();
    make("suggestion", "Aid", "document.suggest",
         {{"document", "joint"}, {"clause", ids["clause"]}, {"version", 1}, {"text", "Better"}}, "document.suggested",
         "suggestion");
    make("a-paper", "Ann", "document.open", {{"title", "Paper"}, {"parties", {"a"}}, {"clauses", {"One"}}},
         "document.opened", "document");
    make("b-paper", "Bob", "document.open", {{"title", "Paper"}, {"parties", {"b"}}, {"clauses", {"One"}}},
         "document.opened", "document");
    (void)stage.ask("Ann", "document.freeze", {{"document", ids["a-paper"]}});
    (void)stage.ask(facilitator, "control.take_area", {{"area", "teams"}});
    (void)stage.ask(facilitator, "control.handle", {{"kind", "message"}, {"id", ids["held"]}});
  }
  void notes() {
    make("rating", "control", "evaluation.record", {{"objective", "talk"}, {"rating", "S"}}, "evaluation.recorded",
         "evaluation");
    for (const auto* questionnaire : {"early", "over", "theirs"})
      (void)stage.ask("control", "questionnaire.open", {{"questionnaire", questionnaire}});
    (void)stage.ask("control", "questionnaire.close", {{"questionnaire", "over"}});
    for (const auto* who : {"control", "Aid", "Bob"})
      make(std::string(who) + "-note", who, "bookmark.add", {{"title", "Here"}}, "bookmark.added", "bookmark");
  }
  std::map<std::string, std::string> ids;
};

std::map<std::string, Row> rows(const Arena& arena) {
  const std::string message = arena.id("held"), proposal = arena.id("proposal");
  const std::string ann = arena.stage.asker("Ann").participant;
  const std::string theirs = arena.id("b-private"), paper = arena.id("b-paper"), clause = arena.id("clause");
  const auto agreement = [&](const char* own, Json rest = Json::object()) {
    return Row{"agreement", arena.id(own), "", theirs, std::move(rest)};
  };
  const auto joint = [&](Json rest = Json::object()) { return Row{"document", "joint", "", paper, std::move(rest)}; };
  const auto written = Json{{"clause", clause}, {"version", 1}, {"text", "Other"}};
  return {
      {"exercise.start", {}},
      {"exercise.pause", {}},
      {"exercise.resume", {}},
      {"exercise.end", {}},
      {"review.open", {}},
      {"clock.set_pace", {"", "", "", "", {{"pace", 10}}}},
      {"clock.jump", {"", "", "", "", {{"to", "2025-01-29T09:00:00+09:00"}}}},
      {"clock.preview", {"", "", "", "", {{"to", "2025-01-29T09:00:00+09:00"}}}},
      {"move.advance", {}},
      {"notice.send", {"", "", "", "", {{"body", "Coffee"}}}},
      {"exercise.freeze", {"", "", "", "", {{"notice", "NO DUFF"}}}},
      {"exercise.unfreeze", {}},
      {"doors.lock", {}},
      {"doors.unlock", {}},
      {"control.take_area", {"", "", "", "", {{"area", "moderation"}}}},
      {"control.leave_area", {"area", "teams", "", "", {}}},
      {"control.handle", {"id", arena.id("a-rfi"), "", "", {{"kind", "rfi"}}}},
      {"control.release", {"id", message, "", "", {{"kind", "message"}}}},
      {"control.hand_over", {"id", message, "", "", {{"kind", "message"}, {"to", "Lee"}}}},
      {"control.note", {"", "", "", "", {{"body", "Among us"}}}},
      {"participant.remove", {"participant", ann, "", "", {}}},
      {"seat.claim", {"seat", "a.aide", "", "b.aide", {}}},
      {"seat.release", {}},
      {"seat.assign", {"participant", ann, "", "", {{"seat", "a.aide"}}}},
      {"message.send", {"channel", "tri", "", "", {{"body", "Hello"}}}},
      {"message.approve", {"message", message, "", "", {}}},
      {"message.edit", {"message", message, "", "", {{"body", "Other"}}}},
      {"message.reject", {"message", message, "", "", {{"reason", "No"}}}},
      {"channel.set_moderation", {"channel", "tri", "", "", {{"mode", "held"}}}},
      {"consent.set", {"", "", "", "", {{"research", true}}}},
      {"report.edit", {"", "", "", "", {{"section", "strengths"}, {"version", 0}, {"text", "They listened"}}}},
      {"channel.open", {"", "", "", "", {{"title", "Quietly"}, {"members", {"b.head"}}}}},
      {"channel.cut", {"channel", "tri", "", "", {}}},
      {"channel.restore", {"channel", "slow", "", "", {}}},
      {"inject.release", {"inject", "after-two", "", "", {}}},
      {"inject.hold", {"inject", "after-two", "", "", {}}},
      {"inject.unhold", {"inject", "reaction", "", "", {}}},
      {"inject.skip", {"inject", "after-two", "", "", {}}},
      {"inject.duplicate", {"inject", "after-two", "", "", {}}},
      {"inject.undo", {"inject", "reaction", "", "", {}}},
      {"inject.shift", {"", "", "", "", {{"minutes", 30}}}},
      {"inject.hold_all", {}},
      {"inject.unhold_all", {}},
      {"inject.expect", {"inject", "reaction", "", "", {{"done", true}}}},
      {"inject.edit", {"inject", "after-two", "", "", {{"title", "New"}}}},
      {"inject.compose",
       {"", "", "", "", {{"title", "T"}, {"body", "B"}, {"type", "news"}, {"from", "world"}, {"to", {"a"}}}}},
      {"inject.read", {"inject", "by-hand", "", "after-two", {}}},
      {"channel.read", {"channel", "tri", "", "", {{"message", arena.id("said")}}}},
      {"inject.acknowledge", {"inject", "by-hand", "", "after-two", {}}},
      {"inject.respond", {"inject", "by-hand", "", "after-two", {{"body", "Answer"}}}},
      {"posture.propose", {"dimension", "a.stance", "", "b.secret", {{"level", "one"}, {"rationale", "Why"}}}},
      {"posture.second", {"proposal", arena.id("unseconded"), "", arena.id("b-proposal"), {}}},
      {"posture.withdraw", {"proposal", proposal, "", arena.id("b-proposal"), {}}},
      {"posture.rule", {"proposal", proposal, "", "", {{"ruling", "approve"}}}},
      {"posture.declare", {"dimension", "b.face", "", "b.secret", {{"level", "one"}}}},
      {"indicator.adjust", {"indicator", "tension", "", "", {{"by", 1}, {"reason", "Heat"}}}},
      {"agreement.draft", {"", "", "", "", {{"title", "New"}, {"parties", {"a", "b"}}, {"clauses", {"We meet"}}}}},
      {"agreement.circulate", {"agreement", arena.id("private"), "", arena.id("b-private"), {}}},
      {"agreement.amend", agreement("open", {{"version", 1}, {"changes", {{{"title", "Other"}}}}})},
      {"agreement.annex", agreement("open", {{"title", "Map"}, {"text", "A map"}, {"to", {"a"}}})},
      {"agreement.sponsor", agreement("open")},
      {"agreement.reserve", agreement("open", {{"version", 1}, {"text", "But"}})},
      {"agreement.lift", agreement("open", {{"reservation", arena.id("reservation")}})},
      {"agreement.sign", agreement("open", {{"version", 1}})},
      {"agreement.unsign", agreement("signed")},
      {"agreement.decline", agreement("open", {{"version", 1}})},
      {"agreement.withdraw", agreement("open")},
      {"agreement.deposit", agreement("concluded")},
      {"agreement.denounce", agreement("concluded", {{"reason", "Circumstances"}})},
      {"agreement.hold", {"agreement", arena.id("open"), "", "", {{"reason", "Wait"}}}},
      {"agreement.release", {"agreement", arena.id("on-hold"), "", "", {}}},
      {"agreement.return", {"agreement", arena.id("completed"), "", "", {{"reason", "Unclear"}}}},
      {"agreement.annul", {"agreement", arena.id("open"), "", "", {{"reason", "Real-world reasons"}}}},
      {"agreement.confirm", {"agreement", arena.id("completed"), "", "", {}}},
      {"engagement.preview",
       {"", "", "", "", {{"salvo", {{{"threat", "missile"}, {"count", 2}, {"target", "port"}}}}}}},
      {"engagement.run",
       {"",
        "",
        "",
        "",
        {{"title", "Another"}, {"salvo", {{{"threat", "missile"}, {"count", 2}, {"target", "port"}}}}}}},
      {"engagement.overrule",
       {"engagement", arena.id("engagement"), "", "", {{"narrative", "None"}, {"reason", "Story"}}}},
      {"document.open", {"", "", "", "", {{"title", "New"}, {"parties", {"a", "b"}}}}},
      {"document.claim", joint({{"clause", clause}})},
      {"document.unclaim", joint({{"clause", clause}})},
      {"document.edit", joint(written)},
      {"document.suggest", joint(written)},
      {"document.accept", joint({{"suggestion", arena.id("suggestion")}})},
      {"document.dismiss", joint({{"suggestion", arena.id("suggestion")}})},
      {"document.freeze", joint()},
      {"document.thaw", {"document", arena.id("a-paper"), "", paper, {}}},
      {"document.sign", {"document", arena.id("a-paper"), "", paper, {{"edition", 1}}}},
      {"document.publish", joint({{"to", {"all"}}})},
      {"rfi.ask", {"", "", "", "", {{"to", "control"}, {"body", "Where?"}}}},
      {"rfi.withdraw", {"rfi", arena.id("a-rfi"), "", arena.id("b-rfi"), {}}},
      {"rfi.claim", {"rfi", arena.id("a-rfi"), "", "", {}}},
      {"rfi.answer", {"rfi", arena.id("a-rfi"), "", "", {{"body", "Here"}}}},
      {"action.submit", {"", "", "", "", {{"title", "New"}, {"body", "We act"}, {"intent", "To win"}}}},
      {"action.argue",
       {"action", arena.id("a-action"), "", arena.id("b-action"), {{"side", "for"}, {"body", "It works"}}}},
      {"action.withdraw", {"action", arena.id("a-action"), "", arena.id("b-action"), {}}},
      {"action.call", {"action", arena.id("a-action"), "", "", {}}},
      {"action.estimate", {"action", arena.id("called"), "", arena.id("b-action"), {{"probability", 50}}}},
      {"action.adjudicate", {"action", arena.id("a-action"), "", "", {{"narrative", "So"}, {"odds", 50}}}},
      {"poll.open",
       {"",
        "",
        "",
        "",
        {{"question", "New?"}, {"options", {"Yes", "No"}}, {"voters", {"all"}}, {"unit", "seat"}, {"ballot", "open"}}}},
      {"poll.answer", {"poll", arena.id("a-poll"), "", arena.id("b-poll"), {{"option", 0}}}},
      {"poll.close", {"poll", arena.id("a-poll"), "", "", {}}},
      {"evaluation.record", {"objective", "talk", "", "", {{"rating", "M"}}}},
      {"evaluation.revise", {"evaluation", arena.id("rating"), "", "", {{"rating", "P"}}}},
      {"evaluation.withdraw", {"evaluation", arena.id("rating"), "", "", {}}},
      {"evaluation.conclude", {"objective", "talk", "", "", {{"rating", "S"}}}},
      {"evaluation.publish", {}},
      {"questionnaire.open", {"questionnaire", "before", "", "", {}}},
      {"questionnaire.answer",
       {"questionnaire", "early", "", "theirs", {{"answers", Json::array({{{"question", "known"}, {"value", 3}}})}}}},
      {"questionnaire.close", {"questionnaire", "early", "", "", {}}},
      {"questionnaire.publish", {"questionnaire", "over", "", "", {}}},
      {"bookmark.add", {"", "", "", "", {{"title", "New"}}}},
      {"bookmark.share", {"bookmark", arena.id("control-note"), "", arena.id("Bob-note"), {}}},
      {"bookmark.remove", {"bookmark", arena.id("control-note"), "", arena.id("Bob-note"), {}}},
      {"press.publish", {"", "", "", "", {{"title", "New"}, {"body", "We say"}, {"as", "world"}}}},
      {"press.approve", {"statement", arena.id("a-statement"), "", "", {}}},
      {"press.reject", {"statement", arena.id("a-statement"), "", "", {{"reason", "No"}}}},
  };
}

Json params(const Row& row, const std::string& id) {
  Json out = row.rest;
  if (!row.field.empty()) out[row.field] = id;
  return out;
}

std::string answer(Stage& stage, const std::string& who, const std::string& method, const Json& given) {
  const auto outcome = stage.ask(who, method, given);
  return outcome
             ? "done"
             : std::string(to_text(outcome.error().code)) + " " + outcome.error().hint + " " + outcome.error().pointer;
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
  const std::map<std::string, int> people{
      {facilitator, Who::control}, {"Ann", Who::participant | Who::seated}, {"Aid", Who::participant | Who::seated},
      {"Ada", Who::participant},   {"Cat", Who::participant | Who::seated}, {"Obs", Who::observer},
      {"Eva", Who::evaluator}};
  const std::set<std::string> already_so{"exercise.start", "exercise.unfreeze", "doors.unlock"};
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
        const bool known = who == facilitator && (id == row.other_seat || id == row.other_team);
        if (id.empty() || row.field.empty() || known) continue;
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
      } else if (who == facilitator && (method->when & exercise::When::running) && !already_so.contains(name)) {
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
