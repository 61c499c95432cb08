#include "review/measures.hpp"

#include <array>
#include <utility>

#include "review/csv.hpp"
#include "review/measure_kinds.hpp"

namespace startex::review {
namespace {

using Maker = std::unique_ptr<Measure> (*)();

constexpr std::array<std::pair<std::string_view, Maker>, 11> makers{{
    {"response", response_measure},
    {"posture", posture_measure},
    {"indicators", indicators_measure},
    {"network", network_measure},
    {"share", share_measure},
    {"agreements", agreements_measure},
    {"concessions", concessions_measure},
    {"moderation", moderation_measure},
    {"queue", queue_measure},
    {"silence", silence_measure},
    {"concurrency", concurrency_measure},
}};

std::string cell_of(const Json& value) {
  if (value.is_null()) return "";
  return value.is_string() ? csv_cell(value.get<std::string>()) : value.dump();
}

Json teams_of(const Scene& scene) {
  Json teams = Json::array();
  for (const auto& team : scene.teams) {
    Json seats = Json::array();
    for (const auto& seat : team.seats) seats.push_back({{"id", seat.id}, {"title", seat.title}});
    teams.push_back({{"id", team.id}, {"name", team.name}, {"seats", std::move(seats)}});
  }
  return teams;
}

}  // namespace

std::vector<std::string_view> measure_names() {
  std::vector<std::string_view> names;
  for (const auto& [name, make] : makers) names.push_back(name);
  return names;
}

std::unique_ptr<Measure> make_measure(std::string_view name) {
  for (const auto& [known, make] : makers)
    if (known == name) return make();
  return nullptr;
}

std::optional<Measured> measure(std::span<const std::string> stored, std::string_view as, std::string_view only) {
  std::vector<std::unique_ptr<Measure>> measures;
  for (const auto& [name, make] : makers)
    if (only.empty() || only == name) measures.push_back(make());
  if (measures.empty()) return std::nullopt;
  auto scene = each_seen(stored, as, [&](const Seen& seen, const Scene& so_far) {
    for (const auto& one : measures) one->take(seen, so_far);
  });
  if (!scene) return std::nullopt;
  Measured out{std::move(*scene), {}};
  for (const auto& one : measures) out.tables.push_back(one->table(out.scene));
  return out;
}

Json to_json(const Measured& measured) {
  const Scene& scene = measured.scene;
  Json tables = Json::array();
  for (const auto& table : measured.tables) {
    Json columns = Json::array();
    for (const auto& column : table.columns) columns.push_back({{"name", column.name}, {"unit", column.unit}});
    tables.push_back({{"name", table.name}, {"columns", std::move(columns)}, {"rows", table.rows}});
  }
  Json entities = Json::array();
  for (const auto& [id, name] : scene.entities) entities.push_back({{"id", id}, {"name", name}});
  return {{"viewer", scene.viewer.key()},
          {"exercise", scene.exercise},
          {"title", scene.title},
          {"events", scene.events},
          {"ended", scene.ended},
          {"playedSeconds", seconds(scene.played())},
          {"end", scene.time(scene.last_at)},
          {"teams", teams_of(scene)},
          {"entities", std::move(entities)},
          {"measures", std::move(tables)}};
}

std::string to_csv(const Table& table) {
  std::string out;
  for (const auto& column : table.columns) out += std::string(column.name) + ',';
  out += "n\r\n";
  for (const Json& row : table.rows) {
    for (const auto& column : table.columns) {
      const auto it = row.find(column.name);
      out += (it == row.end() ? std::string() : cell_of(*it)) + ',';
    }
    std::string numbers;
    for (const Json& n : row.at("n")) numbers += (numbers.empty() ? "" : " ") + n.dump();
    out += numbers + "\r\n";
  }
  return out;
}

}  // namespace startex::review
