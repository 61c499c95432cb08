// The after-action report, drafted from the record in the sections of the field's template, with what control has
// written over the draft. Sections are Markdown in which "[#58]" refers to event 58 of control's view; the improvement
// plan is rows.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/json.hpp"

namespace startex::review {

struct Section {
  std::string id, title;
  std::string text;                        // Markdown; empty for the plan
  Json rows = nullptr;                     // of the plan: {"issue","action","element","responsible","contact","start","completion"}
  std::vector<std::uint64_t> evidence;     // what the section refers to
  std::int64_t version = 0;                // how often it was edited
  bool drafted = true;                     // as the record gives it, nobody's text
};

// An event that the report refers to, as a reader without the program reads it.
struct Cited {
  std::string at, who, what;
};

struct AfterAction {
  std::string exercise, title, marking, language;
  std::vector<Section> sections;
  std::map<std::uint64_t, Cited> cited;
};

// `language`: en, ko or ja; anything else is English. Nothing when the log is empty.
std::optional<AfterAction> after_action(std::span<const std::string> stored, std::string_view language);

Json to_json(const AfterAction& report);
std::string to_markdown(const AfterAction& report);
// One row a statement: section, statement, events; then the plan's rows.
std::string to_csv(const AfterAction& report);

// The column titles of the plan in the report's language, in the order of the fields of its rows.
std::vector<std::pair<std::string, std::string>> plan_columns(std::string_view language);
// "planning" as it is called; empty for an element that was not chosen.
std::string element_name(std::string_view language, std::string_view element);

}  // namespace startex::review
