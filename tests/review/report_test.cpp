// The report, the grade book and the comparison, from small plays whose words and figures are known.
#include "review/report.hpp"

#include <gmock/gmock.h>

#include "review/cohorts.hpp"
#include "review/contributions.hpp"
#include "review/statistics.hpp"
#include "support/stage.hpp"

namespace startex::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class AfterActionReport : public testing::Test {
 protected:
  AfterActionReport() {
    stage.join("Ann", "a.head");
    stage.join("=Bob|x", "b.head");
    stage.at(1000).start();
    (void)stage.ask(
        "control", "inject.compose",
        {{"title", "*News*"}, {"body", "It happened"}, {"type", "news"}, {"from", "world"}, {"to", {"a", "b"}}});
    inject = stage.events("inject.released").back().data.at("inject");
    stage.at(5000);
    (void)stage.ask("Ann", "inject.acknowledge", {{"inject", inject}});
    (void)stage.ask("Ann", "message.send", {{"channel", "tri"}, {"body", "Hello"}});
    (void)stage.ask("control", "exercise.end");
  }
  review::AfterAction report(std::string_view language = "en") const {
    const auto stored = stage.stored();
    return *review::after_action(stored, language);
  }
  static const review::Section& section(const review::AfterAction& report, std::string_view id) {
    for (const auto& one : report.sections)
      if (one.id == id) return one;
    throw std::logic_error("no such section");
  }

  Stage stage;
  Json inject;
};

TEST_F(AfterActionReport, IsDraftedInTheSectionsOfTheTemplateWithReferencesToEvents) {
  const auto drafted = report();
  ASSERT_EQ(drafted.sections.size(), 8U);
  const auto& improvement = section(drafted, "improvement");
  EXPECT_THAT(improvement.text, HasSubstr("B left “\\*News\\*” without acknowledgement and without answer. [#"));
  EXPECT_THAT(section(drafted, "strengths").text, HasSubstr("A acknowledged 1 of 1 injects"));
  EXPECT_EQ(section(drafted, "plan").rows.size(), 1U);
  ASSERT_FALSE(improvement.evidence.empty());
  for (const auto n : improvement.evidence) EXPECT_TRUE(drafted.cited.contains(n));
}

TEST_F(AfterActionReport, SaysWhatWasNotDoneOnlyWhereControlLookedAtAll) {
  stage = Stage(small_scenario());
  stage.join("Ann", "a.head");
  stage.join("Bob", "b.head");
  stage.start();
  std::vector<Json> sent;
  for (const auto* title : {"First", "Second"}) {
    ASSERT_TRUE(stage.ask("control", "inject.compose",
                          {{"title", title},
                           {"body", "It happened"},
                           {"type", "news"},
                           {"from", "world"},
                           {"to", {"a", "b"}},
                           {"hold", true}}));
    sent.push_back(stage.events("inject.composed").back().data.at("inject"));
    ASSERT_TRUE(stage.ask("control", "inject.edit", {{"inject", sent.back()}, {"expectedAction", "They consult"}}));
    ASSERT_TRUE(stage.ask("control", "inject.release", {{"inject", sent.back()}}));
    for (const auto* who : {"Ann", "Bob"}) ASSERT_TRUE(stage.ask(who, "inject.acknowledge", {{"inject", sent.back()}}));
  }
  EXPECT_THAT(section(report(), "improvement").text, testing::Not(HasSubstr("was not done")));
  ASSERT_TRUE(stage.ask("control", "inject.expect", {{"inject", sent[0]}, {"done", true}}));
  EXPECT_THAT(section(report(), "improvement").text,
              HasSubstr("What was expected of “Second” was not done by A, B. [#"));
  EXPECT_THAT(section(report(), "improvement").text, testing::Not(HasSubstr("“First” was not done")));
}

// A list with more than nine items still holds what stands below each of them; what is cited is said in words.
TEST_F(AfterActionReport, IsReadInAPageAsItIsMeant) {
  stage = Stage(small_scenario());
  stage.join("Ann", "a.head");
  stage.start();
  for (int i = 1; i <= 12; ++i)
    ASSERT_TRUE(stage.ask("control", "inject.compose",
                          {{"title", "News " + std::to_string(i)},
                           {"body", "It happened"},
                           {"type", "news"},
                           {"from", "world"},
                           {"to", {"b"}}}));
  (void)stage.ask("control", "exercise.end");
  const auto drafted = report();
  EXPECT_THAT(section(drafted, "improvement").text, HasSubstr("\n12. B left"));
  EXPECT_THAT(section(drafted, "improvement").text, HasSubstr("\n    - **Analysis**"));
  const auto n = section(drafted, "overview").evidence.back();
  EXPECT_EQ(drafted.cited.at(n).what, "ENDEX");
  EXPECT_EQ(drafted.cited.at(n).who, "Control");
}

TEST_F(AfterActionReport, SaysTheSameInEachLanguage) {
  EXPECT_EQ(section(report("ko"), "plan").title, "개선계획");
  EXPECT_EQ(section(report("ja"), "plan").title, "改善計画");
  EXPECT_EQ(section(report("xx"), "plan").title, "Improvement plan");
}

TEST_F(AfterActionReport, WhatControlWroteStandsInTheDraftsPlaceUntilItIsTakenBack) {
  const auto before = section(report(), "strengths").text;
  ASSERT_TRUE(
      stage.ask("control", "report.edit", {{"section", "strengths"}, {"version", 0}, {"text", "They listened. [#2]"}}));
  EXPECT_EQ(section(report(), "strengths").text, "They listened. [#2]");
  EXPECT_FALSE(section(report(), "strengths").drafted);
  EXPECT_EQ(section(report(), "strengths").version, 1);
  ASSERT_TRUE(stage.ask("control", "report.edit", {{"section", "strengths"}, {"version", 1}, {"text", nullptr}}));
  EXPECT_EQ(section(report(), "strengths").text, before);
}

TEST_F(AfterActionReport, InATableNothingIsComputedAndNoCellEndsEarly) {
  EXPECT_THAT(section(report(), "participants").text, HasSubstr("=Bob\\|x |"));
  (void)stage.ask("control", "report.edit", {{"section", "strengths"}, {"version", 0}, {"text", "=1+1"}});
  EXPECT_THAT(review::to_csv(report()), HasSubstr("\"'=1+1\""));
  const auto row = [](const char* issue) {
    return Json{{"section", "plan"}, {"version", 0}, {"rows", {{{"issue", issue}}}}};
  };
  ASSERT_TRUE(stage.ask("control", "report.edit", row(R"(a|b \| c \\| d)")));
  EXPECT_THAT(review::to_markdown(report()), HasSubstr(R"(| a\|b \| c \\\| d |)"));
}

TEST_F(AfterActionReport, TheGradeBookCountsWhatEachParticipantDid) {
  const auto stored = stage.stored();
  const auto found = review::contributions(stored);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->people.size(), 2U);
  EXPECT_EQ(found->people[0].kinds.at("messages"), 1U);
  EXPECT_EQ(found->people[0].acknowledged, 4.0);
  EXPECT_EQ(found->people[1].last_act, 0);
  const auto ann = found->people[0].participant;
  const std::vector<review::Listed> list{{ann, "Ann", "ann@example.org", "participant", "a", "a.head"},
                                         {"absent", "Cid", "=cid@example.org", "participant", "b", ""}};
  const auto table = review::gradebook_csv(*found, list);
  EXPECT_THAT(table, HasSubstr("\"'=Bob|x\""));
  EXPECT_THAT(table, HasSubstr("\"Ann\",\"" + ann + "\",\"ann@example.org\","));
  EXPECT_THAT(table, HasSubstr("\"Cid\",\"absent\",\"'=cid@example.org\","));
}

TEST_F(AfterActionReport, SaysWhatWasNotedAndAnsweredAndNothingThatWasKept) {
  (void)stage.ask("Ann", "bookmark.add", {{"title", "Kept to myself"}});
  (void)stage.ask("Ann", "bookmark.add", {{"title", "Told my team"}, {"shared", true}});
  (void)stage.ask("control", "bookmark.add", {{"title", "The turn"}, {"n", 3}});
  (void)stage.ask("Ann", "bookmark.add",
                  {{"kind", "hotwash"}, {"sense", "strength"}, {"title", "We *listened*"}, {"shared", true}});
  (void)stage.ask("=Bob|x", "bookmark.add",
                  {{"kind", "hotwash"}, {"sense", "improvement"}, {"title", "Ask sooner"}, {"shared", true}});
  (void)stage.ask("=Bob|x", "bookmark.add", {{"kind", "hotwash"}, {"sense", "improvement"}, {"title", "Not for all"}});
  const auto drafted = report();
  const auto& said = section(drafted, "voices");
  EXPECT_THAT(said.text, HasSubstr("We \\*listened\\* — Ann (A) [#"));
  EXPECT_THAT(said.text, HasSubstr("The turn — Control [#"));
  EXPECT_THAT(said.text, HasSubstr(", #3]"));
  EXPECT_THAT(section(drafted, "strengths").text, HasSubstr("Noted: We"));
  EXPECT_THAT(section(drafted, "improvement").text, HasSubstr("Noted: Ask sooner"));
  EXPECT_EQ(section(drafted, "plan").rows.size(), 2U);
  const auto whole = review::to_markdown(drafted);
  EXPECT_THAT(whole, HasSubstr("| Noted: Ask sooner — =Bob\\|x (B) ["));
  for (const auto* kept : {"Kept to myself", "Told my team", "Not for all"}) EXPECT_THAT(whole, Not(HasSubstr(kept)));
}

TEST_F(AfterActionReport, SaysWhatQuestionnairesGave) {
  Json scenario = small_scenario();
  scenario["questionnaires"] = {{{"id", "after"},
                                 {"title", "Afterwards"},
                                 {"when", "after"},
                                 {"questions",
                                  {{{"id", "q"}, {"text", "It taught me"}, {"kind", "likert"}},
                                   {{"id", "t"}, {"text", "Why?"}, {"kind", "text"}}}}}};
  Stage asked(scenario);
  asked.join("Ann", "a.head");
  asked.at(1000).start();
  (void)asked.ask("control", "exercise.end");
  ASSERT_TRUE(asked.ask("control", "questionnaire.open", {{"questionnaire", "after"}}));
  ASSERT_TRUE(asked.ask("Ann", "questionnaire.answer",
                        {{"questionnaire", "after"},
                         {"answers", {{{"question", "q"}, {"value", 4}}, {{"question", "t"}, {"text", "Because"}}}}}));
  ASSERT_TRUE(asked.ask("control", "questionnaire.close", {{"questionnaire", "after"}}));
  const auto stored = asked.stored();
  const auto drafted = *review::after_action(stored, "en");
  const auto& said = section(drafted, "voices").text;
  EXPECT_THAT(said, HasSubstr("### Afterwards\n\nAnswers: 1. [#"));
  EXPECT_THAT(said, HasSubstr("- **It taught me**: mean 4.0 of 5 (1: 0 · 2: 0 · 3: 0 · 4: 1 · 5: 0)"));
  EXPECT_THAT(said, HasSubstr("  - “Because”"));
}

std::string masked(std::string_view, std::string_view id) { return "p" + std::to_string(id.size()); }

TEST_F(AfterActionReport, ResearchGetsOnlyWhoConsentedAndNoName) {
  const auto table = [this] {
    const auto stored = stage.stored();
    return review::research_csv(std::vector{*review::contributions(stored)}, masked, "key");
  };
  EXPECT_THAT(table(), Not(HasSubstr("a.head")));
  ASSERT_TRUE(stage.ask("Ann", "consent.set", {{"research", true}}));
  EXPECT_THAT(table(), HasSubstr("a.head"));
  EXPECT_THAT(table(), Not(HasSubstr("Ann")));
  EXPECT_THAT(table(), Not(HasSubstr("b.head")));
  const auto stored = stage.stored();
  const auto runs = review::for_research({*review::run_of(stored)}, masked, "key");
  for (const auto& figure : runs[0].figures) EXPECT_NE(figure.team, "b");
  EXPECT_TRUE(runs[0].title.empty());
}

TEST_F(AfterActionReport, RunsAreComparedFigureByFigure) {
  const auto stored = stage.stored();
  auto first = *review::run_of(stored), second = first;
  first.group = "A";
  second.group = "B";
  for (auto& figure : second.figures)
    if (figure.value) *figure.value += 2;
  const Json compared = review::compare(std::vector{first, second});
  EXPECT_EQ(compared.at("groups"), Json({"A", "B"}));
  bool found = false;
  for (const Json& row : compared.at("rows"))
    if (row.at("measure") == "acknowledged" && row.at("team") == "a" && row.at("item") == inject) {
      found = true;
      EXPECT_EQ(row.at("difference").at("value"), 2.0);
      EXPECT_TRUE(row.at("difference").at("low").is_null());
    }
  EXPECT_TRUE(found);
}

TEST(Statistics, IntervalsAreStudentsAndWelchs) {
  const auto mean = review::interval_of_mean({1, 2, 3, 4, 5});
  ASSERT_TRUE(mean);
  EXPECT_NEAR(mean->low, 1.0367568, 1e-6);  // 3 ± 2.7764451 · √(2.5/5)
  EXPECT_NEAR(mean->high, 4.9632432, 1e-6);
  const auto apart = review::interval_of_difference({1, 2, 3}, {4, 5, 6});
  ASSERT_TRUE(apart);
  EXPECT_NEAR(apart->low, 0.7329, 1e-3);  // 3 ± 2.7764451 · √(2/3)
  EXPECT_NEAR(apart->high, 5.2671, 1e-3);
  EXPECT_FALSE(review::interval_of_mean({1}));
  EXPECT_FALSE(review::interval_of_difference({1}, {2, 3}));
}

}  // namespace
}  // namespace startex::test
