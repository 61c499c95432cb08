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
  return fmt::format("{},{},{},{},{},{},{},{},{}\r\n", event.at("n").get<std::uint64_t>(), cell(event.at("at").get<std::string>()),
                     cell(event.at("wall").get<std::string>()), cell(event.at("type").get<std::string>()),
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

std::optional<std::string> broken_promise(std::span<const std::string> stored, const std::string& scenario_text,
                                          std::string (*hash)(std::string_view)) {
  if (stored.empty()) return "The log holds no events.";
  const exercise::Event first = exercise::from_stored(stored.front());
  if (first.type != "exercise.created") return "The log does not begin with the creation of an exercise.";
  if (first.data.at("scenario").at("hash") != hash(scenario_text))
    return "The scenario beside the log is not the one that the first event names.";
  for (auto body = stored.rbegin(); body != stored.rend(); ++body) {
    if (body->find("\"exercise.ended\"") == std::string::npos) continue;
    const exercise::Event event = exercise::from_stored(*body);
    if (event.type != "exercise.ended") continue;
    if (first.data.at("seedHash") != hash(event.data.at("seed").get<std::string>()))
      return "The seed revealed at ENDEX is not the one that the first event committed to.";
    break;
  }
  return std::nullopt;
}

}  // namespace startex::review
