// Questionnaires: opened in their time, answered by kind, and of an anonymous one nobody learns who answered what.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class QuestionnairesTest : public Table {
 protected:
  std::string_view open(const std::string& id) { return ask("control", "questionnaire.open", {{"questionnaire", id}}); }
  std::string_view close(const std::string& id) {
    return ask("control", "questionnaire.close", {{"questionnaire", id}});
  }
  std::string_view answer(const std::string& who, const std::string& id, Json answers) {
    return ask(who, "questionnaire.answer", {{"questionnaire", id}, {"answers", std::move(answers)}});
  }
  static Json value(const std::string& question, int value) { return {{"question", question}, {"value", value}}; }
  static Json text(const std::string& question, const std::string& text) {
    return {{"question", question}, {"text", text}};
  }
  Json results() const { return stage.events("questionnaire.closed").back().control; }
};

TEST_F(QuestionnairesTest, OnlyControlKnowsThemBeforeTheyAreOpened) {
  for (const auto* viewer : {"a.head", "observer", "evaluator"})
    EXPECT_FALSE(sees(viewer, "I know the subject")) << viewer;
  EXPECT_TRUE(sees("control", "I know the subject"));
  EXPECT_EQ(answer("Ann", "before", Json::array({value("known", 3)})), "not_found");
  ASSERT_EQ(open("before"), "done");
  EXPECT_TRUE(sees("a.head", "I know the subject"));
  EXPECT_EQ(open("before"), "conflict");
}

TEST_F(QuestionnairesTest, EachIsOpenedInItsTime) {
  EXPECT_EQ(open("frank"), "conflict");
  EXPECT_EQ(open("after"), "conflict");
  EXPECT_EQ(open("none"), "not_found");
  ask("control", "exercise.end");
  EXPECT_EQ(open("before"), "conflict");
  EXPECT_EQ(open("frank"), "done");
  EXPECT_EQ(open("after"), "done");
  Stage lobby;
  lobby.join("Ann", "a");
  EXPECT_EQ(code(lobby.ask("control", "questionnaire.open", {{"questionnaire", "before"}})), "done");
  EXPECT_EQ(code(lobby.ask("Ann", "questionnaire.answer",
                           {{"questionnaire", "before"}, {"answers", Json::array({value("known", 2)})}})),
            "done")
      << "in the lobby, without a seat";
}

TEST_F(QuestionnairesTest, AnswersFitTheirQuestions) {
  open("before");
  for (const auto& [answers, pointer] : {std::pair{Json::array({value("known", 0)}), "/answers/0/value"},
                                         {Json::array({value("known", 6)}), "/answers/0/value"},
                                         {Json::array({text("known", "much")}), "/answers/0/value"},
                                         {Json::array({value("known", 3), value("hope", 1)}), "/answers/1/text"},
                                         {Json::array({value("none", 3)}), "/answers/0/question"},
                                         {Json::array({value("known", 3), value("known", 4)}), "/answers/1/question"},
                                         {Json::array({text("hope", "Much")}), "/answers"},
                                         {Json::array(), "/answers"}}) {
    EXPECT_EQ(answer("Ann", "before", answers), "invalid") << answers;
    EXPECT_EQ(refusal.pointer, pointer) << answers;
  }
  EXPECT_EQ(answer("Ann", "before", Json::array({value("known", 5), text("hope", "Much")})), "done");
}

TEST_F(QuestionnairesTest, OneAnswerAPersonAndTheLastOneCounts) {
  open("before");
  answer("Ann", "before", Json::array({value("known", 1)}));
  answer("Ann", "before", Json::array({value("known", 4), text("hope", "Peace")}));
  answer("Bob", "before", Json::array({value("known", 4)}));
  ASSERT_EQ(close("before"), "done");
  EXPECT_EQ(results().at("answers"), 2);
  EXPECT_EQ(results().at("results").at(0).at("counts"), (Json{0, 0, 0, 2, 0}));
  EXPECT_EQ(results().at("results").at(1).at("texts"), Json::array({"Peace"}));
  EXPECT_EQ(answer("Cat", "before", Json::array({value("known", 1)})), "conflict");
}

TEST_F(QuestionnairesTest, AnswersAreControlsAndTheOthersLearnResultsWhenTheyArePublished) {
  open("before");
  answer("Ann", "before", Json::array({value("known", 4), text("hope", "canary")}));
  EXPECT_EQ(stage.events("questionnaire.answered").back().control.at("answers").at(1).at("text"), "canary");
  EXPECT_EQ(ask("control", "questionnaire.publish", {{"questionnaire", "before"}}), "conflict");
  close("before");
  for (const auto* viewer : {"a.head", "a.aide", "b.head", "evaluator", "observer"})
    EXPECT_FALSE(sees(viewer, "canary")) << viewer;
  EXPECT_EQ(ask("control", "questionnaire.publish", {{"questionnaire", "before"}}), "done");
  EXPECT_TRUE(sees("b.head", "canary"));
  EXPECT_EQ(ask("control", "questionnaire.publish", {{"questionnaire", "before"}}), "conflict");
}

TEST_F(QuestionnairesTest, WhoIsNotAskedLearnsNothing) {
  ask("control", "exercise.end");
  open("after");
  EXPECT_EQ(answer("Bob", "after", Json::array({value("again", 0)})), "not_found");
  EXPECT_EQ(answer("Obs", "after", Json::array({value("again", 0)})), "forbidden");
  EXPECT_FALSE(sees("b.head", "Afterwards"));
  EXPECT_EQ(answer("Ann", "after", Json::array({value("again", 1)})), "done");
  close("after");
  EXPECT_FALSE(sees("b.head", "questionnaire"));
}

// Everything that could tie an anonymous answer to a person, in all that control and the record hold.
TEST_F(QuestionnairesTest, OfAnAnonymousOneTheRecordTiesNoAnswerToAPerson) {
  ask("control", "exercise.end");
  open("frank");
  answer("Ann", "frank", Json::array({value("fair", 1), text("say", "zz-short")}));
  answer("Bob", "frank", Json::array({value("fair", 3), text("say", "aa-long " + std::string(900, 'x'))}));
  answer("Cat", "frank", Json::array({value("best", 0), value("fair", 3)}));
  std::set<std::size_t> sizes;
  for (const auto& event : stage.events("questionnaire.answered")) {
    EXPECT_EQ(event.control.size(), 1U);
    sizes.insert(event.control.at("sealed").get<std::string>().size());
  }
  EXPECT_EQ(sizes.size(), 1U) << "no size tells a short answer from a long one";
  for (const auto& body : stage.stored()) EXPECT_EQ(body.find("zz-short"), std::string::npos);

  ASSERT_EQ(close("frank"), "done");
  EXPECT_EQ(results().at("answers"), 3);
  EXPECT_EQ(results().at("results").at(0).at("counts"), (Json{1, 0, 2}));
  EXPECT_EQ(results().at("results").at(1).at("counts"), (Json{1, 0}));
  const Json texts = results().at("results").at(2).at("texts");
  EXPECT_TRUE(texts.at(0).get<std::string>().starts_with("aa-long")) << "sorted, and not in the order of coming";
  EXPECT_EQ(texts.at(1), "zz-short");

  const std::string seed = stage.events("exercise.ended").back().data.at("seed");
  const engine::SeededChance reader(seed, "the reader's own secret");
  const auto first = stage.events("questionnaire.answered").front();
  EXPECT_FALSE(reader.unseal("questionnaire/frank/" + first.data.at("participant").get<std::string>(),
                             first.control.at("sealed").get<std::string>()))
      << "the seed that ENDEX reveals opens nothing";
}

TEST_F(QuestionnairesTest, TooFewAnonymousAnswersStayClosed) {
  ask("control", "exercise.end");
  open("frank");
  answer("Ann", "frank", Json::array({value("fair", 1)}));
  answer("Ann", "frank", Json::array({value("fair", 2)}));
  answer("Bob", "frank", Json::array({text("say", "canary")}));
  ASSERT_EQ(close("frank"), "done");
  EXPECT_EQ(results(), (Json{{"answers", 2}, {"results", Json::array()}, {"withheld", true}}));
  EXPECT_EQ(ask("control", "questionnaire.publish", {{"questionnaire", "frank"}}), "conflict");
}

TEST_F(QuestionnairesTest, AnsweringIsNotTakingPartInPlay) {
  open("before");
  hours(3);
  answer("Ann", "before", Json::array({value("known", 1)}));
  EXPECT_FALSE(stage.state().last_acts.contains("a"));
}

}  // namespace
}  // namespace startex::test
