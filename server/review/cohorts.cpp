#include "review/cohorts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "review/csv.hpp"
#include "review/measures.hpp"
#include "review/statistics.hpp"

namespace startex::review {
namespace {

struct Meaning {
  std::string_view measure, unit, what;
};
constexpr std::array<Meaning, 12> meanings{{
    {"acknowledged", "s", "Play time from an inject's release to a delegation until it was acknowledged; item: the inject"},
    {"responded", "s", "The same until it was answered"},
    {"answered", "share", "Injects a delegation received that it acknowledged or answered"},
    {"messages", "messages", "Messages, statements and questions of a delegation's seats"},
    {"characters", "share", "A delegation's part of the characters that all seats wrote"},
    {"posture", "level, from 0", "Where a dimension stood at the end; item: the dimension"},
    {"indicator", "the indicator's", "What an indicator showed at the end; item: the indicator"},
    {"concluded", "agreements", "Agreements that were concluded"},
    {"moved", "0 to 1", "Mean distance of a delegation's own last texts from those that stand"},
    {"waited", "s", "Median play time that a delegation's things waited for control"},
    {"silence", "s", "Play time of a delegation in gaps of five minutes or more"},
    {"concurrency", "seats", "Mean number of seats that acted in a minute of play"},
}};

std::string_view unit_of(std::string_view measure) {
  for (const auto& one : meanings)
    if (one.measure == measure) return one.unit;
  return "";
}

// The figures of a run, drawn together from its tables.
class Figures {
 public:
  Figures(Run& run, const Measured& measured) : run_(run), measured_(measured) {}

  void collect() {
    responses();
    talk();
    outcomes();
    waits();
  }

 private:
  const Json& rows(std::string_view name) const {
    static const Json none = Json::array();
    for (const auto& table : measured_.tables)
      if (table.name == name) return table.rows;
    return none;
  }
  void add(std::string_view measure, std::string item, std::string team, std::optional<double> value) {
    run_.figures.push_back({std::string(measure), std::move(item), std::move(team), std::string(unit_of(measure)), value});
  }

  void responses() {
    std::map<std::string, std::map<std::string, bool>> answered;  // team → inject
    for (const Json& row : rows("response")) {
      const auto step = text_or(row, "step");
      if (step != "acknowledged" && step != "responded") continue;
      const auto value = row.at("seconds").is_null() ? std::nullopt : std::optional(row.at("seconds").get<double>());
      add(step, text_or(row, "inject"), text_or(row, "team"), value);
      answered[text_or(row, "team")][text_or(row, "inject")] |= value.has_value();
    }
    for (const auto& [team, injects] : answered) {
      const auto done = std::count_if(injects.begin(), injects.end(), [](const auto& one) { return one.second; });
      add("answered", "", team, static_cast<double>(done) / static_cast<double>(injects.size()));
    }
  }

  void talk() {
    std::map<std::string, std::pair<double, double>> teams;  // messages, share
    for (const Json& row : rows("share")) {
      auto& [messages, share] = teams[text_or(row, "team")];
      messages += row.at("messages").get<double>();
      share += row.at("share").is_null() ? 0 : row.at("share").get<double>();
    }
    for (const auto& [team, amounts] : teams) {
      add("messages", "", team, amounts.first);
      add("characters", "", team, amounts.second);
    }
  }

  void outcomes() {
    std::map<std::string, std::pair<std::string, double>> levels;
    for (const Json& row : rows("posture"))
      if (row.at("kind") != "declared" && row.at("index").is_number())
        levels[text_or(row, "dimension")] = {text_or(row, "team"), row.at("index").get<double>()};
    for (const auto& [dimension, level] : levels) add("posture", dimension, level.first, level.second);
    std::map<std::string, double> values;
    for (const Json& row : rows("indicators"))
      if (row.at("value").is_number()) values[text_or(row, "indicator")] = row.at("value").get<double>();
    for (const auto& [indicator, value] : values) add("indicator", indicator, "", value);
    std::set<std::string> concluded;
    for (const Json& row : rows("agreements"))
      if (row.at("kind") == "concluded") concluded.insert(text_or(row, "agreement"));
    add("concluded", "", "", static_cast<double>(concluded.size()));
    each_team("concessions", "moved", [](const std::vector<double>& all) { return mean(all); });
  }

  void waits() {
    each_team("moderation", "waited", [](const std::vector<double>& all) { return median(all); });
    std::map<std::string, double> silent;
    for (const auto& team : measured_.scene.teams) silent[team.id] = 0;
    for (const Json& row : rows("silence"))
      if (row.at("seat") == "") silent[text_or(row, "team")] += row.at("seconds").get<double>();
    for (const auto& [team, sum] : silent) add("silence", "", team, sum);
    std::vector<double> seats;
    for (const Json& row : rows("concurrency")) seats.push_back(row.at("seats").get<double>());
    if (!seats.empty()) add("concurrency", "", "", mean(seats));
  }

  template <typename Sum>
  void each_team(std::string_view table, std::string_view column, Sum sum) {
    std::map<std::string, std::vector<double>> teams;
    for (const Json& row : rows(table))
      if (row.at(column).is_number()) teams[text_or(row, "team")].push_back(row.at(column).template get<double>());
    for (const auto& [team, values] : teams) add(column, "", team, sum(values));
  }

  Run& run_;
  const Measured& measured_;
};

using Key = std::array<std::string, 4>;  // measure, item, team, unit

Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json summary(const std::string& group, const std::vector<double>& values) {
  Json out{{"group", group}, {"n", values.size()}, {"mean", nullptr}, {"median", nullptr}, {"low", nullptr}, {"high", nullptr}};
  if (values.empty()) return out;
  out["mean"] = mean(values);
  out["median"] = median(values);
  if (const auto interval = interval_of_mean(values)) {
    out["low"] = interval->low;
    out["high"] = interval->high;
  }
  return out;
}

}  // namespace

std::optional<Run> run_of(std::span<const std::string> stored) {
  const auto measured = measure(stored, "control");
  if (!measured) return std::nullopt;
  Run run;
  const auto first = exercise::from_stored(stored.front());
  run.exercise = measured->scene.exercise;
  run.title = measured->scene.title;
  run.scenario = text_or(measured->scene.scenario, "id");
  run.version = text_or(measured->scene.scenario, "version");
  run.created = first.wall;
  run.group = calendar::format_wall(first.wall).substr(0, 4);
  run.ended = measured->scene.ended;
  Figures(run, *measured).collect();
  std::map<std::string, std::string> team_of;
  std::set<std::string> consenting;
  for (const std::string& body : stored) {
    if (body.find("\"participant.joined\"") == std::string::npos && body.find("\"consent.given\"") == std::string::npos)
      continue;
    const auto event = exercise::from_stored(body);
    const auto participant = text_or(event.data, "participant");
    if (event.type == "participant.joined" && !event.data.value("scripted", false)) {
      team_of[participant] = text_or(event.data, "team");
      run.participants += !text_or(event.data, "team").empty();
    } else if (event.type == "consent.given") {
      if (event.data.value("research", false))
        consenting.insert(participant);
      else
        consenting.erase(participant);
    }
  }
  std::set<std::string> teams;
  for (const auto& participant : consenting) teams.insert(team_of[participant]);
  run.teams_of_consent.assign(teams.begin(), teams.end());
  return run;
}

Json compare(std::span<const Run> runs) {
  std::vector<std::string> groups;
  Json listed = Json::array();
  std::map<Key, std::map<std::string, std::vector<double>>> values;  // figure → group → values
  std::map<Key, Json> single;
  for (const Run& run : runs) {
    if (std::find(groups.begin(), groups.end(), run.group) == groups.end()) groups.push_back(run.group);
    listed.push_back({{"exercise", run.exercise}, {"title", run.title}, {"version", run.version}, {"group", run.group},
                      {"created", calendar::format_wall(run.created)}, {"ended", run.ended}, {"participants", run.participants}});
    for (const Figure& figure : run.figures) {
      const Key key{figure.measure, figure.item, figure.team, figure.unit};
      single[key].push_back({{"run", run.exercise}, {"value", number(figure.value)}});
      auto& of_group = values[key][run.group];
      if (figure.value) of_group.push_back(*figure.value);
    }
  }
  std::sort(groups.begin(), groups.end());
  Json rows = Json::array();
  for (auto& [key, by_group] : values) {
    Json row{{"measure", key[0]}, {"item", key[1]}, {"team", key[2]}, {"unit", key[3]}, {"values", single[key]},
             {"groups", Json::array()}};
    for (const auto& group : groups) row["groups"].push_back(summary(group, by_group[group]));
    if (groups.size() == 2 && !by_group[groups[0]].empty() && !by_group[groups[1]].empty()) {
      const auto interval = interval_of_difference(by_group[groups[0]], by_group[groups[1]]);
      row["difference"] = {{"value", mean(by_group[groups[1]]) - mean(by_group[groups[0]])},
                           {"low", interval ? Json(interval->low) : Json(nullptr)},
                           {"high", interval ? Json(interval->high) : Json(nullptr)},
                           {"method", "Welch t, 95 %"}};
    }
    rows.push_back(std::move(row));
  }
  return {{"runs", std::move(listed)}, {"groups", groups}, {"rows", std::move(rows)}};
}

std::string to_csv(std::span<const Run> runs) {
  std::string out = "run,group,scenario,version,measure,item,team,unit,value\r\n";
  for (const Run& run : runs)
    for (const Figure& figure : run.figures)
      out += fmt::format("{},{},{},{},{},{},{},{},{}\r\n", csv_cell(run.exercise), csv_cell(run.group),
                         csv_cell(run.scenario), csv_cell(run.version), csv_cell(figure.measure), csv_cell(figure.item),
                         csv_cell(figure.team), csv_cell(figure.unit), figure.value ? fmt::format("{}", *figure.value) : "");
  return out;
}

std::string codebook_csv() {
  std::string out = "name,meaning,unit\r\n";
  const auto row = [&out](std::string_view name, std::string_view meaning, std::string_view unit) {
    out += csv_cell(name) + ',' + csv_cell(meaning) + ',' + csv_cell(unit) + "\r\n";
  };
  row("run", "The exercise, or its pseudonym", "");
  row("group", "The year in which the run was made, or the group that was named", "");
  row("scenario", "The scenario's id", "");
  row("version", "The scenario's version", "");
  row("item", "The inject, dimension or indicator; empty where there is none", "");
  row("team", "The delegation; empty for the run as a whole", "");
  row("value", "The figure; empty when it has not happened", "");
  for (const auto& one : meanings) row(one.measure, one.what, one.unit);
  return out;
}

std::vector<Run> for_research(std::vector<Run> runs,
                              std::string (*pseudonym)(std::string_view key, std::string_view id), std::string_view key) {
  for (Run& run : runs) {
    const auto& consenting = run.teams_of_consent;
    std::erase_if(run.figures, [&](const Figure& figure) {
      return !figure.team.empty() && std::find(consenting.begin(), consenting.end(), figure.team) == consenting.end();
    });
    run.exercise = pseudonym(key, run.exercise);
    run.title.clear();
    run.created = 0;
  }
  return runs;
}

}  // namespace startex::review
