#include "exercise/report.hpp"

#include <algorithm>
#include <set>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

constexpr std::string_view plan = "plan";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Capability elements of an improvement plan: planning, organization, equipment, training, exercises.
Json plan_row(json::Reader& row) {
  Json out = Json::object();
  out["issue"] = row.text("issue", limits::rationale_max);
  for (const auto* field : {"action", "responsible", "contact", "start", "completion"})
    out[field] = row.optional_text(field, limits::plan_cell_max).value_or("");
  out["element"] =
      row.optional_choice("element", {"planning", "organization", "equipment", "training", "exercises"}).value_or("");
  return out;
}

Outcome edit(Turn& turn, json::Reader& in) {
  const auto section = in.text("section", limits::id_max);
  const auto version = in.integer("version", 0, limits::version_max);
  const auto& sections = report_sections();
  if (!in.faulted() && std::find(sections.begin(), sections.end(), section) == sections.end())
    in.fault("section", "This is no section of the report.");
  Json data{{"section", section}, {"version", version + 1}};
  std::vector<std::uint64_t> evidence;
  if (section == plan) {
    if (in.is_null("rows")) {
      data["rows"] = nullptr;
    } else {
      data["rows"] = Json::array();
      in.each("rows", limits::plan_rows_max, [&](json::Reader& row) { data["rows"].push_back(plan_row(row)); });
      for (const Json& row : data["rows"])
        for (const auto n : references_in(row.at("issue").get<std::string>())) evidence.push_back(n);
    }
  } else if (in.is_null("text")) {
    data["text"] = nullptr;
  } else {
    data["text"] = in.text("text", limits::section_max);
    evidence = references_in(data["text"].get<std::string>());
  }
  if (!evidence.empty() && *std::max_element(evidence.begin(), evidence.end()) > turn.state().seq)
    in.fault(section == plan ? "rows" : "text", "A reference like [#58] names an event that has not happened.");
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto& versions = turn.state().report.versions;
  const auto stands = versions.find(section);
  const auto now = stands == versions.end() ? 0 : stands->second;
  if (version != now)
    return overtaken("Somebody has edited this section meanwhile. Read it, and edit it again.", {{"version", now}});
  data["evidence"] = evidence;
  turn.emit("report.edited", Audience::control_only(), std::move(data));
  return {};
}

void edited(State& state, const Event& event) {
  state.report.versions[event.data.at("section").get<std::string>()] = event.data.at("version").get<std::int64_t>();
}

}  // namespace

const std::vector<std::string>& report_sections() {
  static const std::vector<std::string> sections{"overview", "objectives", "strengths",    "improvement",
                                                 "plan",     "voices",     "participants", "timeline"};
  return sections;
}

std::vector<std::uint64_t> references_in(std::string_view text) {
  std::set<std::uint64_t> found;
  for (auto at = text.find("[#"); at != std::string_view::npos; at = text.find("[#", at + 2)) {
    const auto close = text.find(']', at);
    if (close == std::string_view::npos) break;
    std::set<std::uint64_t> here;
    bool sound = true;
    auto rest = text.substr(at + 1, close - at - 1);
    while (sound && !rest.empty()) {
      std::uint64_t n = 0;
      std::size_t digits = 0;
      sound = rest.front() == '#';
      for (rest.remove_prefix(1); !rest.empty() && is_digit(rest.front()) && digits < 10; rest.remove_prefix(1)) {
        n = n * 10 + static_cast<std::uint64_t>(rest.front() - '0');
        ++digits;
      }
      sound = sound && n > 0 && (rest.empty() || rest.front() == ',');
      if (!rest.empty()) rest.remove_prefix(1);
      while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
      here.insert(n);
    }
    if (sound) found.merge(here);
  }
  return {found.begin(), found.end()};
}

const Capability report_capability{
    "report",
    {
        {"report.edit", Who::control, When::ended, "Write a section of the after-action report over its draft", edit},
    },
    {
        {"report.edited", edited},
    },
};

}  // namespace startex::exercise
