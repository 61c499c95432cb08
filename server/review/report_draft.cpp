#include "review/report_draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "review/report_words.hpp"

namespace startex::review {
namespace {

constexpr std::size_t findings_max = 40;
constexpr std::size_t timeline_max = 300;
constexpr double long_silence = 15 * 60, long_wait = 5 * 60;  // seconds of play

struct Finding {
  std::string text;  // with its references
  std::string reference;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::string overview(const Facts& facts, std::string_view language) {
  const Scene& scene = facts.scene;
  std::size_t people = 0, injects = 0;
  for (const auto& [team, named] : facts.people)
    if (!team.empty()) people += named.size();
  for (const Moment& moment : facts.moments) injects += moment.kind == "inject.released";
  const auto entry = [&](std::string_view key, const std::string& value, const Json& n) {
    return fmt::format("- **{}**: {}{}\n", word(language, key), value, references(n));
  };
  auto out = facts.summary.empty() ? "" : plain_markdown(facts.summary) + " [#1]\n\n";
  out += entry("name", plain_markdown(scene.title), {1});
  out += entry("scenario",
               fmt::format("{}, {}", text_or(scene.scenario, "id"),
                           say(language, "version", text_or(scene.scenario, "version"))),
               {1});
  if (facts.started_n > 0)
    out += entry("dates",
                 say(language, "played", readable(calendar::format_wall(facts.started_wall)) + " UTC",
                     readable(calendar::format_wall(facts.ended_wall)) + " UTC", scene.played() / calendar::minute),
                 {facts.started_n, facts.ended_n});
  if (facts.started_n > 0)
    out += entry("exercise time",
                 say(language, "from to", readable(scene.time(facts.started_at)), readable(scene.time(facts.ended_at))),
                 {facts.started_n, facts.ended_n});
  out += entry("participants", say(language, "people", people, scene.teams.size()), Json::array());
  out += entry("timeline", say(language, "happened", scene.events, injects), Json::array());
  return out;
}

std::string objectives(const Facts& facts, std::string_view language) {
  if (facts.objectives.empty()) return std::string(word(language, "no objectives"));
  auto out = fmt::format("| {} | {} | {} |\n| --- | --- | --- |\n", word(language, "objective"),
                         word(language, "rating"), word(language, "note"));
  for (const Rated& one : facts.objectives)
    out += fmt::format("| {} | {} | {}{} |\n", plain_markdown(one.title),
                       one.rating.empty() ? word(language, "not rated") : std::string_view(one.rating),
                       plain_markdown(one.note), references(one.n));
  return out + '\n' + std::string(word(language, "ratings"));
}

std::vector<Finding> strengths(const Facts& facts, std::string_view language) {
  std::vector<Finding> out;
  for (const Rated& one : facts.objectives)
    if (one.rating == "P" || one.rating == "S")
      out.push_back({say(language, "rated well", plain_markdown(one.title), one.rating) + references(one.n), ""});
  for (const Moment& moment : facts.moments)
    if (moment.kind == "agreement.concluded")
      out.push_back({say(language, "concluded", plain_markdown(moment.what)) + references({moment.n}), ""});
  for (auto& one : noted(facts, "strength", language)) out.push_back({std::move(one), ""});
  for (const auto& team : facts.scene.teams) {
    std::vector<double> times;
    std::size_t received = 0;
    Json n = Json::array();
    for (const Json& row : facts.tables.at("response")) {
      if (row.at("team") != team.id || row.at("step") != "acknowledged") continue;
      ++received;
      if (row.at("seconds").is_null()) continue;
      times.push_back(row.at("seconds").get<double>());
      n.push_back(row.at("n").back());
    }
    if (received > 0 && times.size() * 2 >= received)
      out.push_back({say(language, "swift", team.name, times.size(), received, median(times)) + references(n), ""});
  }
  return out;
}

// What delegations left undone. Where control has ticked nothing at all, nobody has looked whether it was done.
void unanswered(std::vector<Finding>& out, const Facts& facts, std::string_view language) {
  const Json& rows = facts.tables.at("response");
  const bool ticked = std::any_of(rows.begin(), rows.end(), [](const Json& row) {
    return row.at("step") == "acted" && !row.at("seconds").is_null();
  });
  struct Undone {
    std::string title, number, teams;
    Json n = Json::array();
  };
  std::map<std::string, Undone> undone;
  std::map<std::pair<std::string, std::string>, std::vector<const Json*>> received;
  for (const Json& row : rows)
    received[{row.at("inject").get<std::string>(), row.at("team").get<std::string>()}].push_back(&row);
  for (const auto& [key, steps] : received) {
    const bool silent = std::all_of(steps.begin(), steps.end(), [](const Json* row) {
      return row->at("seconds").is_null() || row->at("step") == "read";
    });
    const Json& first = *steps.front();
    const auto title = plain_markdown(first.at("title").get<std::string>());
    if (silent)
      out.push_back({say(language, "unanswered", facts.team_name(key.second), title) +
                         references(Json::array({first.at("n")[0]})),
                     text_or(first, "number")});
    for (const Json* row : steps)
      if (ticked && !silent && row->at("step") == "acted" && row->at("seconds").is_null()) {
        Undone& one = undone[key.first];
        one.title = title;
        one.number = text_or(first, "number");
        one.teams += (one.teams.empty() ? "" : ", ") + facts.team_name(key.second);
        one.n.push_back(first.at("n")[0]);
      }
  }
  for (const auto& [inject, one] : undone)
    out.push_back({say(language, "not done", one.title, one.teams) + references(one.n), one.number});
}

std::vector<Finding> findings(const Facts& facts, std::string_view language) {
  std::vector<Finding> out;
  for (const Rated& one : facts.objectives)
    if (one.rating == "M" || one.rating == "U")
      out.push_back(
          {say(language, "rated badly", plain_markdown(one.title), one.rating) + references(one.n), one.objective});
  for (auto& one : noted(facts, "improvement", language)) out.push_back({std::move(one), ""});
  std::map<std::string, std::pair<std::string, Json>> open;  // agreement → its title and events
  for (const Json& row : facts.tables.at("agreements")) {
    auto& [title, n] = open[text_or(row, "agreement")];
    title = text_or(row, "title");
    n.push_back(row.at("n")[0]);
    if (row.at("kind") == "concluded") title.clear();
  }
  for (const auto& [id, one] : open)
    if (!one.first.empty())
      out.push_back({say(language, "open text", plain_markdown(one.first)) + references(one.second), ""});
  for (const Json& row : facts.tables.at("silence"))
    if (row.at("seat") == "" && row.at("seconds").get<double>() >= long_silence)
      out.push_back({say(language, "silent", facts.team_name(text_or(row, "team")),
                         static_cast<int>(row.at("seconds").get<double>() / 60)) +
                         references(row.at("n")),
                     ""});
  for (const Json& row : facts.tables.at("moderation"))
    if (row.at("waited").is_number() && row.at("waited").get<double>() >= long_wait)
      out.push_back({say(language, "waited", facts.team_name(text_or(row, "team")),
                         static_cast<int>(row.at("waited").get<double>() / 60)) +
                         references(row.at("n")),
                     ""});
  unanswered(out, facts, language);
  if (out.size() > findings_max) out.resize(findings_max);
  return out;
}

std::string improvement(const Facts& facts, std::string_view language) {
  std::string out;
  std::size_t number = 0;
  for (const Finding& one : findings(facts, language)) {
    const auto marker = fmt::format("{}. ", ++number);
    const std::string below(marker.size(), ' ');
    out += fmt::format("{}{}\n{}- **{}**: {}\n{}- **{}**: {}\n", marker, one.text, below, word(language, "reference"),
                       one.reference.empty() ? "–" : plain_markdown(one.reference), below, word(language, "analysis"),
                       word(language, "to write"));
  }
  return out.empty() ? std::string(word(language, "none")) : out;
}

std::string participants(const Facts& facts, std::string_view language) {
  auto out = fmt::format("| {} | {} | {} |\n| --- | --- | --- |\n", word(language, "team"), word(language, "seat"),
                         word(language, "person"));
  const auto rows = [&](const std::string& id, std::string_view name) {
    const auto people = facts.people.find(id);
    if (people == facts.people.end()) return;
    for (const auto& [person, seat] : people->second) {
      auto title = seat;
      for (const auto& team : facts.scene.teams)
        for (const auto& one : team.seats)
          if (one.id == seat) title = one.title;
      out += fmt::format("| {} | {} | {} |\n", plain_markdown(name), plain_markdown(title), plain_markdown(person));
    }
  };
  for (const auto& team : facts.scene.teams) rows(team.id, team.name);
  rows("", word(language, "observers"));
  return out;
}

std::string timeline(const Facts& facts, std::string_view language) {
  auto out = fmt::format("| {} | {} | {} | {} |\n| --- | --- | --- | --- |\n", word(language, "time"),
                         word(language, "what"), word(language, "who"), word(language, "event"));
  std::size_t shown = 0;
  for (const Moment& moment : facts.moments) {
    if (++shown > timeline_max) break;
    out += fmt::format(
        "| {} | {} | {} | [#{}] |\n", readable(facts.scene.time(moment.at)), plain_markdown(in_words(moment, language)),
        moment.who.empty() ? std::string(word(language, "control")) : plain_markdown(moment.who), moment.n);
  }
  return out;
}

}  // namespace

std::string in_words(const Moment& moment, std::string_view language) {
  const auto line = moment.what.find('\n');
  return say(language, moment.kind, moment.what.substr(0, line),
             line == std::string::npos ? "" : moment.what.substr(line + 1));
}

std::string readable(std::string iso) {
  iso.resize(std::min<std::size_t>(iso.size(), 16));
  std::replace(iso.begin(), iso.end(), 'T', ' ');
  return iso;
}

std::string references(const Json& n) {
  std::string out;
  for (const Json& one : n) {
    if (one.get<std::uint64_t>() == 0) continue;
    out += (out.empty() ? " [#" : ", #") + one.dump();
    if (out.size() > 60) break;
  }
  return out.empty() ? out : out + "]";
}

std::string plain_markdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>#|!~&").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

std::string draft_text(const Facts& facts, std::string_view section, std::string_view language) {
  if (section == "overview") return overview(facts, language);
  if (section == "objectives") return objectives(facts, language);
  if (section == "improvement") return improvement(facts, language);
  if (section == "voices") return voices(facts, language);
  if (section == "participants") return participants(facts, language);
  if (section == "timeline") return timeline(facts, language);
  std::string out;
  for (const Finding& one : strengths(facts, language)) out += "- " + one.text + '\n';
  return out.empty() ? std::string(word(language, "none")) : out;
}

Json draft_plan(const Facts& facts, std::string_view language) {
  Json rows = Json::array();
  for (const Finding& one : findings(facts, language))
    rows.push_back({{"issue", one.text},
                    {"action", ""},
                    {"element", ""},
                    {"responsible", ""},
                    {"contact", ""},
                    {"start", ""},
                    {"completion", ""}});
  return rows;
}

}  // namespace startex::review
