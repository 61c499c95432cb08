// Conditions, effects, costs, locked levels and joint documents: each fault and each warning planted once.
#include <gtest/gtest.h>

#include <algorithm>

#include "scenario/planted.hpp"
#include "support/stage.hpp"

namespace startex::scenario {
namespace {

std::string as_text(const std::vector<Fault>& faults) {
  std::string told;
  for (const Fault& fault : faults) told += fault.pointer + ": " + fault.message + "\n";
  return told;
}

bool told(const std::vector<Fault>& faults, const Planted& one, Severity severity) {
  return std::any_of(faults.begin(), faults.end(), [&](const Fault& fault) {
    return fault.severity == severity && fault.pointer == one.pointer &&
           fault.message.find(one.says) != std::string::npos;
  });
}

// Puts a condition where the first effect's stands.
auto when(const char* condition) {
  return [condition](Json& d) { d["effects"][0]["when"] = Json::parse(condition); };
}

auto then(const char* act) {
  return [act](Json& d) { d["effects"][0]["then"] = Json::array({Json::parse(act)}); };
}

// The requirement of team a's highest level.
auto requires_(const char* condition) {
  return [condition](Json& d) { d["posture"][3]["levels"][2]["requires"] = Json::parse(condition); };
}

TEST(Conditions, SpeakOfWhatExists) {
  const std::vector<Planted> all{
      {"dimension", when(R"({"posture":"c.shar","is":"some"})"), "/effects/0/when/posture", "Did you mean \"c.share\""},
      {"level", when(R"({"posture":"c.share","is":"somee"})"), "/effects/0/when/is", "Did you mean \"some\""},
      {"level of another dimension", when(R"({"posture":"c.share","atLeast":"high"})"), "/effects/0/when/atLeast",
       "no level of c.share"},
      {"declared where nothing is", when(R"({"declared":"c.share","is":"some"})"), "/effects/0/when/declared",
       "Nothing is declared"},
      {"indicator", when(R"({"indicator":"tensions","above":5})"), "/effects/0/when/indicator", "Did you mean"},
      {"party", when(R"({"agreement":"concluded","parties":["a","z"]})"), "/effects/0/when/parties/1", "no team"},
      {"dimension of an agreement", when(R"({"agreement":"open","on":"a.stence"})"), "/effects/0/when/on",
       "Did you mean \"a.stance\""},
      {"document", when(R"({"document":"frozen","id":"joit"})"), "/effects/0/when/id", "Did you mean \"joint\""},
      {"channel", when(R"({"messages":"tric","atLeast":2})"), "/effects/0/when/messages", "Did you mean \"tri\""},
      {"speaker", when(R"({"messages":"tri","atLeast":2,"from":"d"})"), "/effects/0/when/from", "no team or entity"},
      {"statements", when(R"({"statements":"wrld","atLeast":1})"), "/effects/0/when/statements",
       "Did you mean \"world\""},
      {"inject", when(R"({"inject":"son","is":"released"})"), "/effects/0/when/inject", "Did you mean \"soon\""},
      {"answering team", when(R"({"inject":"soon","is":"responded","by":"q"})"), "/effects/0/when/by", "no team"},
      {"move", when(R"({"move":"three"})"), "/effects/0/when/move", "no move"},
      {"time", when(R"({"after":"next week"})"), "/effects/0/when/after", "A time like"},
      {"silent team", when(R"({"silent":"a.head","for":"2h"})"), "/effects/0/when/silent", ""},
      {"span", when(R"({"silent":"a","for":"long"})"), "/effects/0/when/for", "span"},
      {"deep within others", when(R"({"all":[{"move":"two"},{"any":[{"not":{"move":"twe"}}]}]})"),
       "/effects/0/when/all/1/any/0/not/move", "Did you mean \"two\""},
      {"too deep", when(R"({"not":{"not":{"not":{"not":{"not":{"move":"two"}}}}}})"), "/effects/0/when/not/not/not/not",
       "four deep"},
      {"no condition", when(R"({"agreements":"concluded"})"), "/effects/0/when", "One of these"},
      {"two heads", when(R"({"move":"two","after":"D+1 09:00"})"), "/effects/0/when", ""},
      {"two relations", when(R"({"indicator":"tension","above":5,"below":9})"), "/effects/0/when", ""},
      {"no relation", when(R"({"posture":"c.share"})"), "/effects/0/when", ""},
      {"an empty list", when(R"({"all":[]})"), "/effects/0/when/all", ""},
      {"a word that is not one", when(R"({"agreement":"signed"})"), "/effects/0/when/agreement", ""},
      {"of an inject",
       [](Json& d) {
         d["injects"][4]["when"] = {{"move", "twe"}};
       },
       "/injects/4/when/move", "Did you"},
      {"of a level", requires_(R"({"posture":"shared","is":"onn"})"), "/posture/3/levels/2/requires/is", "Did you"},
  };
  const Json rules = schema();
  for (const auto& one : all) {
    Json document = test::small_scenario();
    one.plant(document);
    const auto checked = check(document, rules);
    ASSERT_FALSE(checked) << one.name;
    EXPECT_TRUE(told(checked.error(), one, Severity::error)) << one.name << ", but:\n" << as_text(checked.error());
  }
}

TEST(Consequences, NameWhatExistsAndStayInRange) {
  const std::vector<Planted> all{
      {"indicator moved", then(R"({"adjust":"tensin","by":1})"), "/effects/0/then/0/adjust", "Did you mean"},
      {"set out of range", then(R"({"set":"tension","to":101})"), "/effects/0/then/0/to", "range"},
      {"inject released", then(R"({"release":"reactio"})"), "/effects/0/then/0/release", "Did you mean \"reaction\""},
      {"dimension unlocked", then(R"({"unlock":"c.shar","level":"all"})"), "/effects/0/then/0/unlock", "Did you"},
      {"level unlocked", then(R"({"unlock":"c.share","level":"al"})"), "/effects/0/then/0/level", "Did you mean"},
      {"no such act", then(R"({"lower":"tension","by":1})"), "/effects/0/then/0", ""},
      {"too little rest", [](Json& d) { d["effects"][2]["again"]["after"] = "9m"; }, "/effects/2/again/after",
       "ten minutes"},
      {"too often", [](Json& d) { d["effects"][2]["again"]["limit"] = 101; }, "/effects/2/again/limit", ""},
      {"effect twice", [](Json& d) { d["effects"][1]["id"] = "swing"; }, "/effects/2/id", "twice"},
      {"range upside down", [](Json& d) { d["indicators"][0]["min"] = 200; }, "/indicators/0/min", "below"},
      {"starts outside", [](Json& d) { d["indicators"][0]["initial"] = 101; }, "/indicators/0/initial", "outside"},
      {"shown to nobody known", [](Json& d) { d["indicators"][1]["visibleTo"] = {"x"}; }, "/indicators/1/visibleTo/0",
       "no team"},
      {"cost of what", [](Json& d) { d["posture"][3]["levels"][1]["cost"]["indicator"] = "a.budgt"; },
       "/posture/3/levels/1/cost/indicator", "Did you mean \"a.budget\""},
      {"costs too much", [](Json& d) { d["posture"][3]["levels"][1]["cost"]["amount"] = 11; },
       "/posture/3/levels/1/cost/amount", "more than"},
      {"costs nothing", [](Json& d) { d["posture"][3]["levels"][1]["cost"]["amount"] = 0; },
       "/posture/3/levels/1/cost/amount", ""},
      {"ruled by whom", [](Json& d) { d["posture"][0]["ruledBy"] = "controll"; }, "/posture/0/ruledBy",
       "Did you mean \"control\""},
      {"approved by whom", [](Json& d) { d["posture"][3]["levels"][2]["approvedBy"] = "b.haed"; },
       "/posture/3/levels/2/approvedBy", "Did you mean \"b.head\""},
      {"declared level", [](Json& d) { d["posture"][4]["declared"] = "callm"; }, "/posture/4/declared",
       "Did you mean \"calm\""},
      {"party of a document",
       [](Json& d) {
         d["documents"][0]["parties"] = {"a", "b.head"};
       },
       "/documents/0/parties/1", ""},
      {"one party", [](Json& d) { d["documents"][0]["parties"] = {"a"}; }, "/documents/0/parties", ""},
      {"document too long",
       [](Json& d) { d["documents"][0]["clauses"] = Json(std::vector<std::string>(11, std::string(4000, 'x'))); },
       "/documents/0/clauses", "40 KiB"},
      {"unknown right", [](Json& d) { d["teams"][0]["seats"][0]["rights"] = {"agreement.sing"}; },
       "/teams/0/seats/0/rights/0", ""},
      {"unknown setting",
       [](Json& d) {
         d["agreements"] = {{"reviewed", true}};
       },
       "/agreements", ""},
  };
  const Json rules = schema();
  for (const auto& one : all) {
    Json document = test::small_scenario();
    one.plant(document);
    const auto checked = check(document, rules);
    ASSERT_FALSE(checked) << one.name;
    EXPECT_TRUE(told(checked.error(), one, Severity::error)) << one.name << ", but:\n" << as_text(checked.error());
  }
}

TEST(Warnings, TellWhatIsHardlyMeant) {
  const std::vector<Planted> all{
      {"the first level", when(R"({"posture":"c.share","atLeast":"none"})"), "/effects/0/when", "always"},
      {"the last level", when(R"({"posture":"c.share","atMost":"all"})"), "/effects/0/when", "always"},
      {"beyond the range", when(R"({"indicator":"tension","above":100})"), "/effects/0/when", "never"},
      {"below the range", when(R"({"indicator":"tension","below":0})"), "/effects/0/when", "never"},
      {"the whole range", when(R"({"indicator":"tension","atLeast":0})"), "/effects/0/when", "always"},
      {"after the start", when(R"({"after":"D+0 09:00"})"), "/effects/0/when", "always"},
      {"before the start", when(R"({"before":"D+0 09:00"})"), "/effects/0/when", "never"},
      {"a window that is none", when(R"({"all":[{"after":"D+5 09:00"},{"before":"D+4 09:00"}]})"), "/effects/0/when",
       "contradict"},
      {"said with not", when(R"({"all":[{"after":"D+5 09:00"},{"all":[{"not":{"after":"D+4 09:00"}}]}]})"),
       "/effects/0/when", "contradict"},
      {"two levels at once",
       when(R"({"all":[{"posture":"c.share","is":"some"},{"posture":"c.share","atLeast":"all"}]})"), "/effects/0/when",
       "contradict"},
      {"two values at once",
       when(R"({"all":[{"indicator":"tension","above":60},{"indicator":"tension","atMost":60}]})"), "/effects/0/when",
       "contradict"},
      {"not in the channel", when(R"({"messages":"a-b","atLeast":1,"from":"c"})"), "/effects/0/when/from", "never"},
      {"not a recipient", when(R"({"inject":"after-two","is":"acknowledged","by":"c"})"), "/effects/0/when/by",
       "never"},
      {"released twice", then(R"({"release":"soon"})"), "/effects/0/then/0/release", "by itself"},
      {"unlocked before", then(R"({"unlock":"c.share","level":"some"})"), "/effects/0/then/0/level",
       "open from the start"},
      {"nobody unlocks", [](Json& d) { d["effects"].erase(1); }, "/posture/5/levels/2/locked", "No effect"},
      {"locked at the start", [](Json& d) { d["posture"][5]["initial"] = "all"; }, "/posture/5/levels/2/locked",
       "starts at this level"},
      {"too late",
       [](Json& d) {
         d["injects"][4]["at"] = "D+2 09:00";
         d["injects"][4]["when"] = {{"before", "D+1 09:00"}};
       },
       "/injects/4/when", "over when"},
      {"a contingency by the clock", [](Json& d) { d["injects"][0]["contingency"] = true; }, "/injects/0/contingency",
       "whatever happens"},
      {"another's secret", requires_(R"({"posture":"b.secret","is":"one"})"), "/posture/3/levels/2/requires",
       "cannot see"},
      {"a hidden indicator", requires_(R"({"any":[{"indicator":"hidden","above":3},{"move":"two"}]})"),
       "/posture/3/levels/2/requires/any/0", "cannot see"},
      {"others' agreement", requires_(R"({"agreement":"concluded","parties":["b","c"]})"),
       "/posture/3/levels/2/requires", "cannot see"},
      {"another's silence", requires_(R"({"not":{"silent":"b","for":"1d"}})"), "/posture/3/levels/2/requires/not",
       "cannot see"},
      {"another's cost", [](Json& d) { d["posture"][3]["levels"][1]["cost"]["indicator"] = "hidden"; },
       "/posture/3/levels/1/cost/indicator", "cannot see"},
      {"a requirement without words", [](Json& d) { d["posture"][3]["levels"][2].erase("requirement"); },
       "/posture/3/levels/2", "requirement"},
      {"declared in the open", [](Json& d) { d["posture"][4]["visibility"] = "public"; }, "/posture/4/declared",
       "Everybody sees"},
      {"nobody to second", [](Json& d) { d["teams"][0]["seats"].erase(1); }, "/posture/3/seconds", "one seat"},
  };
  const Json rules = schema();
  for (const auto& one : all) {
    Json document = test::small_scenario();
    one.plant(document);
    const auto checked = check(document, rules);
    ASSERT_TRUE(checked) << one.name << ":\n" << as_text(checked.error());
    EXPECT_TRUE(told(checked->warnings, one, Severity::warning)) << one.name << ", but:\n"
                                                                 << as_text(checked->warnings);
  }
}

TEST(Warnings, LeaveAloneWhatIsMeant) {
  const std::vector<const char*> fine{
      R"({"all":[{"after":"D+3 09:00"},{"not":{"document":"published"}}]})",
      R"({"all":[{"indicator":"tension","above":60},{"indicator":"tension","atMost":61}]})",
      R"({"any":[{"after":"D+5 09:00"},{"before":"D+4 09:00"}]})",
      R"({"declared":"b.face","is":"ready"})",
      R"({"silent":"a","for":"90m"})",
      R"({"messages":"press","atLeast":2,"from":"world"})",
      R"({"agreement":"breached","parties":["a","b"],"on":"shared"})",
  };
  const Json rules = schema();
  for (const auto* condition : fine) {
    Json document = test::small_scenario();
    when(condition)(document);
    const auto checked = check(document, rules);
    ASSERT_TRUE(checked) << condition << ":\n" << as_text(checked.error());
    EXPECT_TRUE(checked->warnings.empty()) << condition << ":\n" << as_text(checked->warnings);
  }
}

TEST(Defence, NamesWhatExistsAndStaysWithinProbability) {
  const auto in = [](auto change) { return [change](Json& d) { change(d["engagement"]); }; };
  const std::vector<Planted> faults{
      {"site", in([](Json& e) { e["assets"][0]["covers"][1] = "prt"; }), "/engagement/assets/0/covers/1",
       "Did you mean \"port\""},
      {"where it stands", in([](Json& e) { e["assets"][0]["site"] = "twn"; }), "/engagement/assets/0/site",
       "Did you mean"},
      {"layer", in([](Json& e) { e["assets"][0]["layer"] = "hihg"; }), "/engagement/assets/0/layer", "Did you mean"},
      {"a layer with no asset", in([](Json& e) {
         e["layers"].push_back({{"id", "orbit"}, {"title", "Orbit"}});
       }),
       "/engagement/layers/2", "No asset"},
      {"threat class", in([](Json& e) { e["assets"][0]["singleShot"]["arrow"] = 0.5; }),
       "/engagement/assets/0/singleShot/arrow", "no threat class"},
      {"probability above one", in([](Json& e) { e["assets"][0]["singleShot"]["missile"] = 1.2; }),
       "/engagement/assets/0/singleShot/missile", ""},
      {"probability below zero", in([](Json& e) { e["threats"][0]["fails"] = -0.1; }), "/engagement/threats/0/fails",
       ""},
      {"owner", in([](Json& e) { e["assets"][0]["owner"] = "q"; }), "/engagement/assets/0/owner", "no team"},
      {"seen by whom", in([](Json& e) { e["assets"][0]["visibleTo"] = {"x"}; }), "/engagement/assets/0/visibleTo/0",
       "no team or seat"},
      {"told to whom", in([](Json& e) { e["reports"]["sensor"] = {"x"}; }), "/engagement/reports/sensor/0",
       "no team or seat"},
      {"there when", in([](Json& e) { e["assets"][1]["when"]["posture"] = "b.secert"; }),
       "/engagement/assets/1/when/posture", "Did you mean"},
      {"loaded when", in([](Json& e) { e["assets"][0]["reload"] = "soon"; }), "/engagement/assets/0/reload", "span"},
      {"one asset twice", in([](Json& e) { e["assets"][1]["id"] = "a.high"; }), "/engagement/assets/1/id", "twice"},
      {"leaked how many", when(R"({"engagement":"leaked"})"), "/effects/0/when", "atLeast"},
      {"leaked where", when(R"({"engagement":"leaked","atLeast":1,"at":"twon"})"), "/effects/0/when/at",
       "Did you mean \"town\""},
  };
  const std::vector<Planted> warnings{
      {"a site that nothing covers", in([](Json& e) {
         e["sites"].push_back({{"id", "isle"}, {"title", "Isle"}, {"x", 1}, {"y", 1}});
       }),
       "/engagement/sites/2", "No asset covers"},
      {"never hits", in([](Json& e) { e["assets"][0]["singleShot"]["missile"] = 0; }), "/engagement/assets/0",
       "never hit"},
      {"stock and no reload", in([](Json& e) { e["assets"][0].erase("reload"); }), "/engagement/assets/0",
       "both, or neither"},
      {"never there", in([](Json& e) {
         e["assets"][1]["when"] = {{"indicator", "tension"}, {"above", 100}};
       }),
       "/engagement/assets/1/when", "never hold"},
  };
  const Json rules = schema();
  for (const auto& one : faults) {
    Json document = test::small_scenario();
    one.plant(document);
    const auto checked = check(document, rules);
    ASSERT_FALSE(checked) << one.name;
    EXPECT_TRUE(told(checked.error(), one, Severity::error)) << one.name << ", but:\n" << as_text(checked.error());
  }
  for (const auto& one : warnings) {
    Json document = test::small_scenario();
    one.plant(document);
    const auto checked = check(document, rules);
    ASSERT_TRUE(checked) << one.name << ": " << as_text(checked.error());
    EXPECT_TRUE(told(checked->warnings, one, Severity::warning)) << one.name << ", but:\n"
                                                                 << as_text(checked->warnings);
  }
}

}  // namespace
}  // namespace startex::scenario
