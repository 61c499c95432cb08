// The examples of docs/authoring.md speak of the flagship: each condition and act of its tables is good there.
#include <gtest/gtest.h>

#include <fstream>

#include "scenario/library.hpp"
#include "scenario/yaml.hpp"

namespace startex::scenario {
namespace {

struct Example {
  std::string text;
  Json value;
};

// What stands between backquotes and braces in the table rows below a heading; without those that leave something out.
std::vector<Example> examples_below(const std::string& heading) {
  std::ifstream file(std::string(STARTEX_SOURCE_DIR) + "/docs/authoring.md");
  std::vector<Example> found;
  bool below = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("## ")) below = line == "## " + heading;
    if (!below || !line.starts_with("| `{")) continue;
    const auto cell = line.substr(0, line.find(" | "));
    for (std::size_t at = 0; (at = cell.find("`{", at)) != std::string::npos;) {
      const auto end = cell.find('`', at + 1);
      const auto text = cell.substr(at + 1, end - at - 1);
      at = end + 1;
      if (text.find("…") != std::string::npos || text.find(": C") != std::string::npos ||
          text.find("some-") != std::string::npos)
        continue;
      const auto value = parse_yaml("example: " + text + "\n");
      EXPECT_TRUE(value) << text;
      if (value) found.push_back({text, value->at("example")});
    }
  }
  return found;
}

// The flagship with one effect more.
void expect_good(const std::string& text, const Json& when, const Json& then) {
  const std::string scenarios = std::string(STARTEX_SOURCE_DIR) + "/scenarios";
  Json document = Library::read(scenarios)->find("iron-dome")->document;
  document["effects"].push_back(
      {{"id", "example"}, {"title", "Example"}, {"when", when}, {"then", Json::array({then})}});
  const auto checked = check(document, *read_schema(scenarios));
  ASSERT_TRUE(checked) << text << ": " << checked.error()[0].pointer << " " << checked.error()[0].message;
  EXPECT_TRUE(checked->warnings.empty()) << text << ": " << checked->warnings[0].message;
}

TEST(Authoring, ItsConditionsAreGood) {
  const auto all = examples_below("Conditions");
  EXPECT_GE(all.size(), 12U);
  for (const auto& [text, value] : all) expect_good(text, value, {{"notice", "Look."}});
}

TEST(Authoring, ItsActsAreGood) {
  const auto all = examples_below("Indicators and effects");
  EXPECT_GE(all.size(), 3U);
  for (const auto& [text, value] : all) expect_good(text, {{"move", "pressure"}}, value);
}

// The list items that stand indented below a heading.
Json items_below(const std::string& heading) {
  std::ifstream file(std::string(STARTEX_SOURCE_DIR) + "/docs/authoring.md");
  std::string text;
  bool below = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("## ")) below = line == "## " + heading;
    if (below && line.starts_with("      ")) text += line.substr(6) + "\n";
  }
  const auto items = parse_yaml(text);
  EXPECT_TRUE(items) << text;
  return items ? *items : Json::array();
}

TEST(Authoring, ItsAssetAndItsEffectOfEngagementsAreGood) {
  const std::string scenarios = std::string(STARTEX_SOURCE_DIR) + "/scenarios";
  Json document = Library::read(scenarios)->find("iron-dome")->document;
  const Json items = items_below("Engagements");
  ASSERT_EQ(items.size(), 2U);
  for (Json item : items) {
    item["id"] = "example";
    (item.contains("layer") ? document["engagement"]["assets"] : document["effects"]).push_back(item);
  }
  const auto checked = check(document, *read_schema(scenarios));
  ASSERT_TRUE(checked) << checked.error()[0].pointer << " " << checked.error()[0].message;
  EXPECT_TRUE(checked->warnings.empty()) << checked->warnings[0].message;
}

}  // namespace
}  // namespace startex::scenario
