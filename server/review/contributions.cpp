#include "review/contributions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "review/csv.hpp"

namespace startex::review {
namespace {

constexpr std::array<std::string_view, 12> kinds{"messages",  "statements",       "proposals", "agreements",
                                                 "documents", "questions",        "actions",   "arguments",
                                                 "votes",     "acknowledgements", "responses", "questionnaires"};

// What an event counts as; empty for none.
std::string_view kind_of(std::string_view type) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> exact{{
      {"message.sent", "messages"},
      {"press.published", "statements"},
      {"posture.proposed", "proposals"},
      {"posture.declared", "proposals"},
      {"rfi.asked", "questions"},
      {"action.submitted", "actions"},
      {"action.argued", "arguments"},
      {"poll.answered", "votes"},
      {"inject.acknowledged", "acknowledgements"},
      {"inject.responded", "responses"},
      {"questionnaire.answered", "questionnaires"},
  }};
  for (const auto& [name, kind] : exact)
    if (name == type) return kind;
  if (type.starts_with("agreement.")) return "agreements";
  return type.starts_with("document.") ? "documents" : "";
}

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const auto half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

class Fold {
 public:
  explicit Fold(Contributions& out) : out_(out) {}

  void take(const Seen& seen, const Scene& scene) {
    const auto& event = seen.event;
    if (event.type == "participant.joined")
      join(event);
    else if (event.type.starts_with("seat.") || event.type == "participant.removed" || event.type == "consent.given")
      change(event, scene);
    else if (event.type == "inject.released")
      for (const auto& team : scene.teams_in(event.audience.places()))
        released_.try_emplace({text_or(event.data, "inject"), team}, scene.played());
    else if (event.type.starts_with("evaluation."))
      rate(event);
    act(event, scene);
  }

  void finish() {
    for (auto& [id, at] : at_) {
      Contribution& one = out_.people[at];
      one.active_minutes = minutes_[id].size();
      one.acknowledged = median(acknowledged_[id]);
      one.responded = median(responded_[id]);
    }
    for (const auto& [id, title] : objectives_) out_.objectives.emplace_back(title, ratings_[id]);
  }

 private:
  void join(const exercise::Event& event) {
    const Json& data = event.data;
    if (data.value("scripted", false)) return;
    Contribution one;
    one.participant = text_or(data, "participant");
    one.name = text_or(data, "name");
    one.role = text_or(data, "role", "participant");
    one.team = text_or(data, "team");
    one.seat = text_or(data, "seat");
    one.joined = event.wall;
    by_name_[{one.team, one.name}] = one.participant;
    at_[one.participant] = out_.people.size();
    out_.people.push_back(std::move(one));
  }

  void change(const exercise::Event& event, const Scene& scene) {
    const auto it = at_.find(text_or(event.data, "participant"));
    if (it == at_.end()) return;
    Contribution& one = out_.people[it->second];
    if (event.type == "participant.removed") one.removed = true;
    if (event.type == "consent.given") one.research = event.data.value("research", false);
    if (!event.type.starts_with("seat.")) return;
    one.seat = event.type == "seat.released" ? "" : text_or(event.data, "seat");
    if (const auto team = text_or(event.data, "team", scene.team_of(one.seat)); !team.empty()) one.team = team;
    by_name_[{one.team, one.name}] = one.participant;
  }

  void rate(const exercise::Event& event) {
    for (const Json& one :
         event.type == "evaluation.opened" ? event.data.value("objectives", Json::array()) : Json::array())
      objectives_.emplace_back(text_or(one, "id"), text_or(one, "title"));
    if (event.type == "evaluation.concluded")
      ratings_[text_or(event.data, "objective")] = text_or(event.data, "rating");
  }

  void act(const exercise::Event& event, const Scene& scene) {
    const Json by = event.control.is_object() ? event.control.value("by", event.by) : event.by;
    const auto who = by_name_.find({text_or(by, "team"), text_or(by, "name")});
    if (who == by_name_.end()) return;
    Contribution& one = out_.people[at_[who->second]];
    if (const auto kind = kind_of(event.type); !kind.empty()) {
      ++one.kinds[kind];
      if (kind == "messages" || kind == "statements" || kind == "questions")
        one.characters += json::code_points(text_or(event.data, "body"));
    }
    if (!is_act(event)) return;
    one.last_act = event.wall;
    minutes_[who->second].insert(scene.played() / calendar::minute);
    auto* times = event.type == "inject.acknowledged" ? &acknowledged_
                  : event.type == "inject.responded"  ? &responded_
                                                      : nullptr;
    const auto since = released_.find({text_or(event.data, "inject"), one.team});
    if (times != nullptr && since != released_.end())
      (*times)[who->second].push_back(seconds(scene.played() - since->second));
  }

  Contributions& out_;
  std::map<std::string, std::size_t> at_;                                     // participant → place in the list
  std::map<std::pair<std::string, std::string>, std::string> by_name_;        // team and name → participant
  std::map<std::pair<std::string, std::string>, calendar::Millis> released_;  // inject and team → play time
  std::map<std::string, std::set<calendar::Millis>> minutes_;
  std::map<std::string, std::vector<double>> acknowledged_, responded_;
  std::vector<std::pair<std::string, std::string>> objectives_;
  std::map<std::string, std::string> ratings_;
};

std::string figure(const std::optional<double>& value) { return value ? fmt::format("{}", *value) : ""; }

std::string counts(const Contribution& one) {
  std::string out;
  for (const auto kind : kinds) {
    const auto it = one.kinds.find(kind);
    out += fmt::format(",{}", it == one.kinds.end() ? 0 : it->second);
  }
  return out + fmt::format(",{},{},{},{}", one.characters, one.active_minutes, figure(one.acknowledged),
                           figure(one.responded));
}

std::string counts_heading() {
  std::string out;
  for (const auto kind : kinds) out += ',' + std::string(kind);
  return out + ",characters,active minutes,median acknowledgement (s),median response (s)";
}

// "2026-11-23T08:00:01Z", or nothing.
std::string wall(calendar::Millis ms) { return ms == 0 ? "" : calendar::format_wall(ms).substr(0, 19) + "Z"; }

}  // namespace

std::span<const std::string_view> contribution_kinds() { return kinds; }

std::optional<Contributions> contributions(std::span<const std::string> stored) {
  Contributions out;
  Fold fold(out);
  auto scene = each_seen(stored, "control", [&](const Seen& seen, const Scene& so_far) { fold.take(seen, so_far); });
  if (!scene) return std::nullopt;
  fold.finish();
  out.scene = std::move(*scene);
  return out;
}

std::string gradebook_csv(const Contributions& contributions, std::span<const Listed> list) {
  std::string out = "Student,ID,Email address,Section,Team,Seat,Role,Joined,Last act,Removed" + counts_heading();
  for (const auto& [title, rating] : contributions.objectives) out += ',' + csv_cell("Objective: " + title);
  out += "\r\n";
  std::map<std::string_view, std::string_view> emails;
  for (const Listed& one : list) emails[one.participant] = one.email;
  const auto row = [&](const Contribution& one, bool came) {
    out += fmt::format("{},{},{},{},{},{},{},{},{},{}", csv_cell(one.name), csv_cell(one.participant),
                       csv_cell(std::string(emails[one.participant])), csv_cell(contributions.scene.title),
                       csv_cell(one.team), csv_cell(one.seat), csv_cell(one.role), wall(one.joined), wall(one.last_act),
                       one.removed ? "yes" : "no");
    out += counts(one);
    for (const auto& [title, rating] : contributions.objectives) out += ',' + csv_cell(came ? rating : "");
    out += "\r\n";
  };
  std::set<std::string_view> present;
  for (const Contribution& one : contributions.people) {
    present.insert(one.participant);
    row(one, true);
  }
  for (const Listed& one : list) {
    if (present.contains(one.participant)) continue;
    Contribution absent;
    absent.participant = one.participant;
    absent.name = one.name;
    absent.role = one.role;
    absent.team = one.team;
    absent.seat = one.seat;
    row(absent, false);
  }
  return out;
}

std::string research_csv(std::span<const Contributions> runs,
                         std::string (*pseudonym)(std::string_view key, std::string_view id), std::string_view key) {
  std::string out = "run,participant,scenario,version,team,seat,consent" + counts_heading() + "\r\n";
  for (const Contributions& run : runs)
    for (const Contribution& one : run.people) {
      if (!one.research.value_or(false) || one.role != "participant") continue;
      out += fmt::format("{},{},{},{},{},{},yes", pseudonym(key, run.scene.exercise), pseudonym(key, one.participant),
                         csv_cell(text_or(run.scene.scenario, "id")), csv_cell(text_or(run.scene.scenario, "version")),
                         csv_cell(one.team), csv_cell(one.seat));
      out += counts(one) + "\r\n";
    }
  return out;
}

}  // namespace startex::review
