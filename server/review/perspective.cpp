#include "review/perspective.hpp"

#include <fmt/format.h>

#include "review/csv.hpp"

namespace startex::review {
namespace {

// What a reader of a table wants to read first.
std::string gist(const Json& data) {
  for (const auto* key : {"body", "rationale", "comment", "reason", "title"})
    if (data.contains(key) && data.at(key).is_string()) return data.at(key).get<std::string>();
  return "";
}

std::string csv_row(const Json& event) {
  const Json& by = event.at("by");
  return fmt::format("{},{},{},{},{},{},{},{},{}\r\n", event.at("n").get<std::uint64_t>(),
                     csv_cell(event.at("at").get<std::string>()), csv_cell(event.at("wall").get<std::string>()),
                     csv_cell(event.at("type").get<std::string>()),
                     csv_cell(by.value("team", by.value("entity", by.value("role", "")))), csv_cell(by.value("seat", "")),
                     csv_cell(by.value("name", "")), csv_cell(gist(event.at("data"))), csv_cell(json::to_text(event.at("data"))));
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
