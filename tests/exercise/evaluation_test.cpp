// Evaluators and control rate objectives; teams learn nothing of it until control publishes.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class EvaluationTest : public Table {
 protected:
  EvaluationTest() {
    stage.join("Eva", "evaluator");
    stage.join("Edo", "evaluator");
    ask("Ann", "message.send", {{"channel", "tri"}, {"body", "We ask you first"}});
  }

  // The number under which this viewer knows the last event of a type.
  std::int64_t number(const std::string& viewer, const std::string& type) const {
    std::int64_t n = 0, found = 0;
    for (const auto& text : stage.seen_by(viewer)) {
      ++n;
      if (Json::parse(text).at("type") == type) found = n;
    }
    return found;
  }
  std::string_view rate(const std::string& who, Json more = Json::object()) {
    Json params{{"objective", "talk"}, {"rating", "S"}};
    params.update(more);
    return ask(who, "evaluation.record", params);
  }
};

TEST_F(EvaluationTest, EvaluatorsAreToldTheObjectivesAndTheirGuides) {
  EXPECT_TRUE(sees("evaluator", "Each consults before it acts"));
  for (const auto* other : {"a", "a.head", "observer"}) {
    EXPECT_FALSE(sees(other, "Talk first")) << other;
    EXPECT_FALSE(sees(other, "evaluation.opened")) << other;
  }
}

TEST_F(EvaluationTest, ARatingNamesItsEvidenceForEvaluatorsAndForControl) {
  ASSERT_EQ(rate("Eva", {{"task", "ask"}, {"note", "At once"}, {"evidence", {number("evaluator", "message.sent")}}}),
            "done");
  const auto event = stage.events("evaluation.recorded").back();
  EXPECT_EQ(event.audience, exercise::Audience{"evaluator"});
  EXPECT_EQ(event.by.at("name"), "Eva");
  EXPECT_EQ(event.data.at("task"), "ask");
  EXPECT_EQ(event.data.at("rating"), "S");
  EXPECT_EQ(event.data.at("evidence"), Json::array({number("evaluator", "message.sent")}));
  const auto seq = event.control.at("evidence").at(0).get<std::size_t>();
  EXPECT_EQ(stage.log().at(seq - 1).type, "message.sent");
}

TEST_F(EvaluationTest, EvaluatorsDoNotLearnOfEvidenceThatOnlyControlSees) {
  const auto secret = number("control", "inject.planned");
  ASSERT_EQ(rate("control", {{"evidence", {secret, number("control", "message.sent")}}}), "done");
  const auto event = stage.events("evaluation.recorded").back();
  EXPECT_EQ(event.data.at("evidence"), Json::array({number("evaluator", "message.sent")}));
  EXPECT_EQ(event.control.at("evidence").size(), 2U);
}

TEST_F(EvaluationTest, EvidenceIsWhatTheAskerHasBeenShown) {
  EXPECT_EQ(rate("Eva", {{"evidence", {100000}}}), "invalid");
  EXPECT_EQ(refusal.pointer, "/evidence");
  EXPECT_EQ(rate("Eva", {{"evidence", {0}}}), "invalid");
  EXPECT_EQ(rate("Eva", {{"evidence", "all"}}), "invalid");
}

TEST_F(EvaluationTest, WhatIsRatedIsThere) {
  EXPECT_EQ(rate("Eva", {{"objective", "none"}}), "invalid");
  EXPECT_EQ(rate("Eva", {{"task", "none"}}), "invalid");
  EXPECT_EQ(rate("Eva", {{"rating", "A"}}), "invalid");
  EXPECT_EQ(rate("Eva", {{"at", "2031-01-01T00:00:00Z"}}), "invalid");
  EXPECT_EQ(rate("Eva", {{"objective", "keep"}, {"task", "ask"}}), "invalid");
}

TEST_F(EvaluationTest, NobodyWhoPlaysOrWatchesRatesOrLearnsOfIt) {
  for (const auto* who : {"Ann", "Obs"}) EXPECT_EQ(rate(who), "forbidden") << who;
  ASSERT_EQ(rate("Eva", {{"note", "canary-of-eva"}}), "done");
  ASSERT_EQ(ask("control", "evaluation.conclude", {{"objective", "talk"}, {"rating", "M"}, {"note", "canary-agreed"}}),
            "done");
  for (const auto* viewer : {"a", "a.head", "b.aide", "observer"}) {
    EXPECT_FALSE(sees(viewer, "canary")) << viewer;
    EXPECT_FALSE(sees(viewer, "evaluation.")) << viewer;
  }
  EXPECT_TRUE(sees("evaluator", "canary-of-eva"));
  EXPECT_TRUE(sees("control", "canary-agreed"));
}

TEST_F(EvaluationTest, EachRevisesAndWithdrawsOnlyTheirOwn) {
  ASSERT_EQ(rate("Eva"), "done");
  const Json own{{"evaluation", id_of("evaluation.recorded", "evaluation")}};
  Json better = own;
  better["rating"] = "P";
  EXPECT_EQ(ask("Edo", "evaluation.revise", better), "forbidden");
  EXPECT_EQ(ask("control", "evaluation.withdraw", own), "forbidden");
  EXPECT_EQ(ask("Eva", "evaluation.revise", better), "done");
  EXPECT_EQ(stage.events("evaluation.revised").back().data.at("objective"), "talk");
  EXPECT_EQ(ask("Eva", "evaluation.withdraw", own), "done");
  EXPECT_EQ(ask("Eva", "evaluation.withdraw", own), "conflict");
  EXPECT_EQ(ask("Eva", "evaluation.revise", better), "conflict");
  EXPECT_EQ(ask("Eva", "evaluation.withdraw", {{"evaluation", "none"}}), "not_found");
}

TEST_F(EvaluationTest, TeamsLearnTheConcludedRatingsWhenControlPublishesAfterEndex) {
  ASSERT_EQ(rate("Eva"), "done");
  EXPECT_EQ(ask("Eva", "evaluation.conclude", {{"objective", "talk"}, {"rating", "S"}}), "forbidden");
  EXPECT_EQ(ask("control", "evaluation.publish"), "conflict") << "not while it runs";
  ask("control", "exercise.end");
  EXPECT_EQ(ask("control", "evaluation.publish"), "conflict") << "nothing is concluded";
  ASSERT_EQ(ask("control", "evaluation.conclude", {{"objective", "talk"}, {"rating", "S"}, {"note", "Late"}}), "done");
  EXPECT_EQ(ask("control", "evaluation.conclude", {{"objective", "talk"}, {"rating", "S"}, {"note", "Late"}}),
            "conflict");
  EXPECT_EQ(ask("control", "evaluation.publish"), "done");
  const auto event = stage.events("evaluation.published").back();
  EXPECT_EQ(event.data.at("objectives"), Json::array({{{"objective", "talk"}, {"rating", "S"}, {"note", "Late"}}}));
  EXPECT_TRUE(sees("b.aide", "evaluation.published"));
}

TEST_F(EvaluationTest, TheTitlesOfTheObjectivesAreEverybodysAfterEndexAndTheGuideIsNot) {
  EXPECT_FALSE(sees("a.head", "Talk first"));
  ask("control", "exercise.end");
  EXPECT_TRUE(sees("a.head", "Talk first"));
  EXPECT_FALSE(sees("a.head", "Asks the others"));
}

TEST_F(EvaluationTest, RatingGoesOnAfterEndexAndBeginsWithStartex) {
  ask("control", "exercise.end");
  EXPECT_EQ(rate("Eva"), "done");
  Stage lobby;
  lobby.join("Eva", "evaluator");
  EXPECT_EQ(code(lobby.ask("Eva", "evaluation.record", {{"objective", "talk"}, {"rating", "S"}})), "not_running");
}

}  // namespace
}  // namespace startex::test
