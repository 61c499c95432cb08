// Texts in other languages travel with the event that carries the text, and reach nobody else.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

Json in_two_languages() {
  Json scenario = small_scenario();
  scenario["languages"] = {"en", "ko"};
  scenario["translations"] = Json::parse(R"([
    {"en":"Head","ko":"수석"}, {"en":"For A","ko":"A에게"}, {"en":"Soon","ko":"곧"}, {"en":"Common","ko":"모두에게"},
    {"en":"Only for the head of B","ko":"B 수석에게만"}, {"en":"Mid","ko":"중간"}, {"en":"Preamble","ko":"전문"}])");
  return scenario;
}

class Languages : public Table {
 protected:
  Languages() : Table(in_two_languages()) {}
  Json released(const std::string& viewer, const std::string& inject) const {
    for (const auto& text : stage.seen_by(viewer)) {
      const Json event = Json::parse(text);
      if (event.at("type") == "inject.released" && event.at("data").at("inject") == inject) return event.at("data");
    }
    return nullptr;
  }
};

TEST_F(Languages, ATextAndItsTranslationsHaveOneAudience) {
  EXPECT_TRUE(sees("a.aide", "A에게"));
  EXPECT_FALSE(sees("b.head", "A에게"));
  EXPECT_TRUE(sees("observer", "수석"));
  hours(1);
  EXPECT_EQ(released("a.head", "soon").at("in"), Json::parse(R"({"ko":{"title":"곧","body":"모두에게"}})"));
  EXPECT_EQ(released("b.head", "soon").at("in"), Json::parse(R"({"ko":{"title":"곧","body":"B 수석에게만"}})"));
  EXPECT_FALSE(sees("a.head", "B 수석에게만"));
}

TEST_F(Languages, StandInTheShapeOfTheText) {
  const auto opened = stage.events("posture.opened").front().data;
  EXPECT_EQ(opened.at("levels")[1].at("title"), "Mid");
  EXPECT_EQ(opened.at("in").at("ko").at("levels")[1].at("title"), "중간");
  EXPECT_EQ(opened.at("in").at("ko").at("levels")[0], Json::object());
  EXPECT_EQ(stage.events("document.opened").front().data.at("in").at("ko").at("clauses")[0].at("text"), "전문");
}

TEST_F(Languages, WhatControlRewritesIsInControlsLanguageAlone) {
  EXPECT_EQ(ask("control", "inject.edit", {{"inject", "soon"}, {"body", "Otherwise"}}), "done");
  hours(1);
  EXPECT_FALSE(released("a.head", "soon").contains("in"));
  EXPECT_EQ(released("b.head", "soon").at("in").at("ko").at("body"), "B 수석에게만");
}

TEST_F(Languages, WhereThereAreNoneNothingIsAdded) {
  const Stage plain;
  for (const auto& event : plain.log()) EXPECT_FALSE(event.data.contains("in")) << event.type;
}

}  // namespace
}  // namespace startex::test
