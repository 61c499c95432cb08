// A scenario in several languages: nothing that participants read is missing in one of them.
#include <gmock/gmock.h>

#include "scenario/planted.hpp"
#include "support/stage.hpp"

namespace startex::scenario {
namespace {

using testing::HasSubstr;

// The small scenario with every text "translated" by itself.
Json translated() {
  Json document = test::small_scenario();
  document["languages"] = {"en", "ko"};
  document["translations"] = Json::array();
  const auto faults = check(document, schema());
  for (const Fault& fault : faults.error()) {
    const auto text = document.at(Json::json_pointer(fault.pointer)).get<std::string>();
    document["translations"].push_back({{"en", text}, {"ko", "ko " + text}});
  }
  return document;
}

TEST(TranslationsOfAScenario, AreWholeOrNamedByWhatIsMissing) {
  Json document = translated();
  EXPECT_GT(document.at("translations").size(), 40U);
  const auto whole = check(document, schema());
  ASSERT_TRUE(whole);
  EXPECT_TRUE(whole->warnings.empty()) << whole->warnings.front().pointer << " " << whole->warnings.front().message;
  document["briefs"][0]["body"] = "Something new";
  const auto checked = check(document, schema());
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().front().pointer, "/briefs/0/body");
  EXPECT_THAT(checked.error().front().message, HasSubstr("missing in \"ko\""));
}

TEST(TranslationsOfAScenario, OfTextsThatAreGoneAreWarnedOf) {
  Json document = translated();
  document["translations"].push_back({{"en", "Long gone"}, {"ko", "오래전"}});
  const auto checked = check(document, schema());
  ASSERT_TRUE(checked);
  ASSERT_EQ(checked->warnings.size(), 1U);
  EXPECT_THAT(checked->warnings.front().message, HasSubstr("changed, or is gone"));
}

TEST(TranslationsOfAScenario, SpeakItsLanguages) {
  Json document = translated();
  document["translations"][0]["fr"] = "Bonjour";
  EXPECT_FALSE(check(document, schema()));
  document = translated();
  document["translations"][0] = {{"ko", "영어 없음"}, {"xx", "yy"}};
  EXPECT_FALSE(check(document, schema()));
}

}  // namespace
}  // namespace startex::scenario
