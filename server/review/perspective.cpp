#include "review/perspective.hpp"

#include <fmt/format.h>

namespace startex::review {
namespace {

// A cell that begins like a formula gets an apostrophe, which spreadsheets show as nothing; quotes are doubled.
std::string cell(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) out += '\'';
  for (char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

// What a reader of a table wants to read first.
std::string gist(const Json& data) {
  for (const auto* key : {"body", "rationale", "comment", "reason", "title"})
    if (data.contains(key) && data.at(key).is_string()) return data.at(key).get<std::string>();
  return "";
}

std::string csv_row(const Json& event) {
  const Json& by = event.at("by");
  return fmt::format("{},{},{},{},{},{},{},{},{}\r\n", event.at("n").get<std::uint64_t>(),
                     cell(event.at("at").get<std::string>()), cell(event.at("wall").get<std::string>()),
                     cell(event.at("type").get<std::string>()),
                     cell(by.value("team", by.value("entity", by.value("role", "")))), cell(by.value("seat", "")),
                     cell(by.value("name", "")), cell(gist(event.at("data"))), cell(json::to_text(event.at("data"))));
}

}  // namespace

std::optional<std::string> export_log(std::span<const std::string> stored, std::string_view as, Format format) {
  exercise::State state;
  std::optional<exercise::Viewer> viewer;
  std::string out;
  std::uint64_t n = 0;
  if (format == Format::csv) out = "n,exercise time,wall time,type,team,seat,name,text,data\r\n";
  for (const std::string& body : stored) {
    const exercise::Event event = exercise::from_stored(body);
    if (event.seq == 1) {
      exercise::apply(state, event);
      viewer = state.seats.viewer(as);
      if (!viewer) return std::nullopt;
    }
    if (!exercise::may_see(event.audience, *viewer)) continue;
    const std::string text = exercise::numbered(exercise::render(event, state.clock.offset_minutes), viewer->role, ++n);
    if (format == Format::jsonl)
      out += text + '\n';
    else
      out += csv_row(Json::parse(text));
  }
  return out;
}

}  // namespace startex::review
