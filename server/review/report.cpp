#include "review/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "exercise/report.hpp"
#include "review/csv.hpp"
#include "review/report_draft.hpp"
#include "review/report_words.hpp"

namespace startex::review {
namespace {

// A statement a line or paragraph; headings and the rules of tables are none.
std::vector<std::string> statements(const std::string& text) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    auto line = text.substr(at, end - at);
    at = end + 1;
    line.erase(0, std::min(line.find_first_not_of(" -*>"), line.size()));
    if (line.empty() || line.front() == '#' || line.starts_with("|--") || line.starts_with("| --")) continue;
    out.push_back(std::move(line));
  }
  return out;
}

std::string joined(const std::vector<std::uint64_t>& numbers) {
  std::string out;
  for (const auto n : numbers) out += (out.empty() ? "" : " ") + std::to_string(n);
  return out;
}

// A cell of a Markdown table: bars and line ends would end it. A bar behind an odd number of backslashes is escaped
// already.
std::string table_cell(std::string_view text) {
  std::string out;
  bool escaped = false;
  for (const char c : text) {
    if (c == '|' && !escaped) out += '\\';
    escaped = c == '\\' && !escaped;
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> plan_columns(std::string_view language) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto* field : {"issue", "action", "element", "responsible", "contact", "start", "completion"})
    out.emplace_back(field, word(language, field));
  return out;
}

std::string element_name(std::string_view language, std::string_view element) {
  return element.empty() ? "" : std::string(word(language, element));
}

std::optional<AfterAction> after_action(std::span<const std::string> stored, std::string_view language) {
  const auto facts = gather(stored);
  if (!facts) return std::nullopt;
  AfterAction report;
  report.exercise = facts->scene.exercise;
  report.title = facts->scene.title;
  report.marking = facts->marking;
  report.language = language == "ko" || language == "ja" ? language : "en";
  for (const auto& id : exercise::report_sections()) {
    Section section;
    section.id = id;
    section.title = word(report.language, id);
    if (id == "plan")
      section.rows = draft_plan(*facts, report.language);
    else
      section.text = draft_text(*facts, id, report.language);
    if (const auto it = facts->edits.find(id); it != facts->edits.end()) {
      section.version = it->second.version;
      const Json& written = it->second.written;
      section.drafted = written.is_null();
      if (written.is_string()) section.text = written.get<std::string>();
      if (written.is_array()) section.rows = written;
    }
    auto text = section.text;
    if (section.rows.is_array())
      for (const Json& row : section.rows) text += row.value("issue", "") + '\n';
    section.evidence = exercise::references_in(text);
    report.sections.push_back(std::move(section));
  }
  report.cited = cited_in(stored, report.sections, *facts, report.language);
  return report;
}

Json to_json(const AfterAction& report) {
  Json sections = Json::array();
  for (const Section& section : report.sections) {
    Json one{{"section", section.id},
             {"title", section.title},
             {"evidence", section.evidence},
             {"version", section.version},
             {"drafted", section.drafted}};
    if (section.rows.is_array())
      one["rows"] = section.rows;
    else
      one["text"] = section.text;
    sections.push_back(std::move(one));
  }
  Json cited = Json::array();
  for (const auto& [n, event] : report.cited)
    cited.push_back({{"n", n}, {"at", event.at}, {"who", event.who}, {"what", event.what}});
  return {{"exercise", report.exercise}, {"title", report.title},           {"marking", report.marking},
          {"language", report.language}, {"sections", std::move(sections)}, {"evidence", std::move(cited)}};
}

std::string to_markdown(const AfterAction& report) {
  const std::string_view language = report.language;
  std::string out = fmt::format("# {}: {}\n\n**{}**\n", word(language, "report"), report.title, report.marking);
  for (const Section& section : report.sections) {
    out += fmt::format("\n## {}\n\n", section.title);
    if (!section.rows.is_array()) {
      out += section.text + '\n';
      continue;
    }
    const auto columns = plan_columns(language);
    std::string rule;
    for (const auto& [field, title] : columns) {
      out += "| " + title + ' ';
      rule += "| --- ";
    }
    out += "|\n" + rule + "|\n";
    for (const Json& row : section.rows) {
      for (const auto& [field, title] : columns) {
        const auto value = row.value(field, "");
        out += "| " + table_cell(field == "element" ? element_name(language, value) : value) + ' ';
      }
      out += "|\n";
    }
  }
  out += fmt::format("\n## {}\n\n", word(language, "evidence"));
  for (const auto& [n, event] : report.cited)
    out += fmt::format("- **#{}** {} · {} · {}\n", n, event.at, plain_markdown(event.who), plain_markdown(event.what));
  return out;
}

std::string to_csv(const AfterAction& report) {
  const std::string_view language = report.language;
  std::string out =
      fmt::format("{},{},n\r\n", csv_cell(word(language, "section")), csv_cell(word(language, "statement")));
  for (const Section& section : report.sections) {
    for (const auto& statement : statements(section.text))
      out += fmt::format("{},{},{}\r\n", csv_cell(section.title), csv_cell(statement),
                         joined(exercise::references_in(statement)));
    if (!section.rows.is_array()) continue;
    for (const Json& row : section.rows) {
      std::string line;
      for (const auto& [field, title] : plan_columns(language)) {
        const auto value = row.value(field, "");
        if (!value.empty())
          line +=
              (line.empty() ? "" : "; ") + title + ": " + (field == "element" ? element_name(language, value) : value);
      }
      out += fmt::format("{},{},{}\r\n", csv_cell(section.title), csv_cell(line),
                         joined(exercise::references_in(row.value("issue", ""))));
    }
  }
  return out;
}

}  // namespace startex::review
