#include <gtest/gtest.h>

#include "exercise/exercise.hpp"
#include "scenario/library.hpp"
#include "scenario/planted.hpp"
#include "scenario/yaml.hpp"
#include "support/stage.hpp"

namespace startex::scenario {
namespace {

TEST(Shipped, ScenariosHaveNeitherFaultNorWarning) {
  const auto library = Library::read(test::shipped);
  ASSERT_TRUE(library) << library.error();
  for (const auto& entry : library->entries()) {
    for (const auto& fault : entry.faults) ADD_FAILURE() << entry.id << " " << fault.pointer << ": " << fault.message;
    ASSERT_TRUE(entry.package) << entry.id;
    EXPECT_TRUE(entry.package->warnings.empty());
  }
  const auto* flagship = library->find("iron-dome");
  ASSERT_TRUE(flagship);
  EXPECT_GE(flagship->document.at("injects").size(), 20U);
  std::vector<std::string> teams;
  for (const auto& team : flagship->document.at("teams")) teams.push_back(team.at("id").get<std::string>());
  EXPECT_EQ(teams, (std::vector<std::string>{"us", "rok", "jp"}));
}

TEST(Shipped, TheFlagshipPlaysItsSixtyDaysWithinNinetyMinutes) {
  const auto library = Library::read(test::shipped);
  test::Stage stage(library->find("iron-dome")->document);
  stage.start();
  stage.at(90 * calendar::minute);
  std::size_t scheduled = 0, released = 0;
  for (const auto& [id, inject] : stage.state().injects.injects) {
    scheduled += inject.state == exercise::InjectState::scheduled;
    released += inject.state == exercise::InjectState::released;
  }
  EXPECT_EQ(scheduled, 0U) << "everything that has a time has come";
  EXPECT_GE(released, 20U);
  EXPECT_EQ(stage.state().clock.moves_begun, 3U);
}

TEST(Faults, AreReportedWithTheirPlaceAndASentence) {
  const std::vector<Planted> all{
      {"unknown recipient", [](Json& d) { d["injects"][0]["to"] = {"b.haed"}; }, "/injects/0/to/0",
       "Did you mean \"b.head\""},
      {"unknown member",
       [](Json& d) {
         d["channels"][0]["members"] = {"a", "x"};
       },
       "/channels/0/members/1", "no team, seat or entity"},
      {"unknown level", [](Json& d) { d["posture"][0]["initial"] = "lo"; }, "/posture/0/initial",
       "Did you mean \"low\""},
      {"unknown move", [](Json& d) { d["injects"][1]["at"]["move"] = "three"; }, "/injects/1/at/move", "no move"},
      {"unknown objective", [](Json& d) { d["injects"][0]["objective"] = "none"; }, "/injects/0/objective",
       "no objective"},
      {"id twice", [](Json& d) { d["injects"][1]["id"] = "soon"; }, "/injects/1/id", "twice"},
      {"reserved id", [](Json& d) { d["teams"][2]["id"] = "control"; }, "/teams/2/id", "reserved"},
      {"seat of another team", [](Json& d) { d["teams"][0]["seats"][0]["id"] = "z.head"; }, "/teams/0/seats/0/id",
       "named \"a.ROLE\""},
      {"time before the start", [](Json& d) { d["injects"][0]["at"] = "D+0 08:00"; }, "/injects/0/at", "before"},
      {"not a time", [](Json& d) { d["injects"][0]["at"] = "next week"; }, "/injects/0/at", "time"},
      {"moves out of order", [](Json& d) { d["clock"]["moves"][1]["start"] = "D+0 09:00"; }, "/clock/moves/1/start",
       "after the one before"},
      {"variant to nobody",
       [](Json& d) {
         d["injects"][2]["variants"] = Json::array({{{"to", {"c"}}, {"body", "x"}}});
       },
       "/injects/2/variants/0/to/0", "does not get"},
      {"a guide without its text",
       [](Json& d) {
         d["guide"] = {{"file", "GUIDE.md"}};
       },
       "/guide", "\"body\" is missing"},
      {"nobody in a channel", [](Json& d) { d["channels"][3]["members"] = {"world"}; }, "/channels/3/members",
       "Nobody"},
      {"nobody proposes", [](Json& d) { d["teams"][0]["seats"][0]["rights"] = Json::array(); }, "/posture/0",
       "Nobody can propose"},
      {"bad lead time", [](Json& d) { d["posture"][0]["levels"][2]["leadTime"] = "soon"; },
       "/posture/0/levels/2/leadTime", "span"},
      {"unknown questionnaire recipient", [](Json& d) { d["questionnaires"][2]["to"] = {"z"}; },
       "/questionnaires/2/to/0", "no team or seat"},
      {"question twice", [](Json& d) { d["questionnaires"][0]["questions"][1]["id"] = "known"; },
       "/questionnaires/0/questions/1/id", "twice"},
      {"task twice", [](Json& d) { d["objectives"][0]["eeg"]["tasks"][1]["id"] = "ask"; },
       "/objectives/0/eeg/tasks/1/id", "twice"},
      {"choice without options", [](Json& d) { d["questionnaires"][1]["questions"][1].erase("options"); },
       "/questionnaires/1/questions/1", ""},
      {"no body", [](Json& d) { d["injects"][0].erase("body"); }, "/injects/0", "body"},
      {"wrong type", [](Json& d) { d["clock"]["pace"] = "fast"; }, "/clock/pace", "another kind"},
      {"unknown key", [](Json& d) { d["teams"][0]["colour"] = "red"; }, "/teams/0", "'colour'"},
      {"no start", [](Json& d) { d["clock"].erase("start"); }, "/clock", "missing here: 'start'"},
  };
  const Json rules = schema();
  ASSERT_TRUE(check(test::small_scenario(), rules)) << check(test::small_scenario(), rules).error()[0].message;
  for (const auto& one : all) {
    Json document = test::small_scenario();
    one.plant(document);
    const auto checked = check(document, rules);
    ASSERT_FALSE(checked) << one.name;
    const bool found = std::any_of(checked.error().begin(), checked.error().end(), [&](const Fault& fault) {
      return fault.pointer == one.pointer && fault.message.find(one.says) != std::string::npos &&
             !fault.message.empty();
    });
    std::string told;
    for (const auto& fault : checked.error()) told += fault.pointer + ": " + fault.message + "\n";
    EXPECT_TRUE(found) << one.name << " at " << one.pointer << ", but:\n" << told;
  }
}

// Everything that an author gets wrong, in one document: one run names each with its place and a sentence.
TEST(Faults, AreToldAllAtOnceOfWhateverKind) {
  Json document = test::small_scenario();
  document["languages"] = {"en", "ko"};
  document["teams"][0]["colour"] = "red";
  document["injects"][0]["to"] = {"b.haed"};
  document["injects"][1]["type"] = "rumour";
  document["posture"][0]["initial"] = "lo";
  document["channels"][0]["members"] = {"a", "x"};
  document["effects"][0]["when"] = {{"indicator", "tension"}, {"above", 1000}};
  document["effects"][1]["when"] = {{"messages", "trii"}, {"atLeast", 1}};
  Json& engagement = document["engagement"];
  engagement["layers"].push_back({{"id", "empty"}, {"title", "Empty"}});
  engagement["assets"][0]["covers"] = {"twon"};
  engagement["assets"][0]["singleShot"]["missile"] = 1.5;
  engagement["assets"][1]["readiness"] = -0.5;
  document["scripted"] = {{"people", {{{"seat", "c.haed"}, {"name", "Robot"}}}}, {"acts", Json::array()}};
  const auto layer = std::to_string(engagement["layers"].size() - 1);
  const std::vector<std::pair<std::string, std::string>> expected{
      {"/teams/0", "Nothing of this name belongs here: 'colour'"},
      {"/injects/0/to/0", "Did you mean \"b.head\"?"},
      {"/injects/1/type", "none of the words"},
      {"/posture/0/initial", "Did you mean \"low\"?"},
      {"/channels/0/members/1", "no team, seat or entity \"x\""},
      {"/effects/0/when", "can never hold"},
      {"/effects/1/when/messages", "Did you mean \"tri\"?"},
      {"/engagement/layers/" + layer, "No asset stands in this layer"},
      {"/engagement/assets/0/covers/0", "Did you mean \"town\"?"},
      {"/engagement/assets/0/singleShot/missile", "A number of at most 1 is expected here"},
      {"/engagement/assets/1/readiness", "A number of at least 0 is expected here"},
      {"/scripted/people/0/seat", "Did you mean \"c.head\"?"},
      {"/title", "missing in \"ko\""}};
  const auto checked = check(document, schema());
  ASSERT_FALSE(checked);
  std::string told;
  for (const auto& fault : checked.error()) told += fault.pointer + ": " + fault.message + "\n";
  for (const auto& [pointer, says] : expected)
    EXPECT_TRUE(std::any_of(checked.error().begin(), checked.error().end(),
                            [&, where = pointer, words = says](const Fault& fault) {
                              return fault.pointer == where && fault.message.find(words) != std::string::npos;
                            }))
        << pointer << " " << says << ", but:\n"
        << told;
}

TEST(Yaml, SaysWhatJsonSays) {
  const auto yaml = parse_yaml("a: 1\nb: [x, \"2\", no, 012, 1.5, true, null]\nc:\n  d: D+0 09:00\n");
  ASSERT_TRUE(yaml);
  EXPECT_EQ(*yaml, Json::parse(R"({"a":1,"b":["x","2","no","012",1.5,true,null],"c":{"d":"D+0 09:00"}})"));
}

TEST(Yaml, RefusesWhatCannotBeMeant) {
  for (const auto* bad : {"a: 1\na: 2\n", "a: &x [1]\nb: *x\n", "a: [1\n", "\xff\xfe"})
    EXPECT_FALSE(parse_yaml(bad)) << bad;
}

}  // namespace
}  // namespace startex::scenario
