#include <algorithm>
#include <array>
#include <string_view>

#include "review/measures.hpp"
#include "review/report_draft.hpp"
#include "review/report_words.hpp"

namespace startex::review {
namespace {

constexpr std::array<std::string_view, 12> told{"exercise.started",   "exercise.paused",     "exercise.resumed",
                                                "exercise.ended",     "move.started",        "inject.released",
                                                "posture.changed",    "agreement.concluded", "press.published",
                                                "document.published", "engagement.resolved", "action.adjudicated"};
constexpr std::size_t gist_max = 160;

std::string shortened(std::string text) {
  if (text.size() <= gist_max) return text;
  auto end = gist_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not within a character
  return text.substr(0, end) + "…";
}

std::string gist(const Json& data) {
  for (const auto* key : {"title", "body", "text", "rationale", "comment", "reason", "note", "narrative", "question"})
    if (auto text = text_or(data, key); !text.empty()) return shortened(std::move(text));
  return "";
}

class Gathering {
 public:
  explicit Gathering(Facts& facts) : facts_(facts) {}

  void take(const Seen& seen, const Scene& scene) {
    const auto& event = seen.event;
    const Json& data = event.data;
    if (event.type == "exercise.created") {
      facts_.marking = text_or(data, "marking");
      facts_.summary = text_or(data, "summary");
      name_objectives(event.control.is_object() ? event.control.value("objectives", Json::array()) : Json::array());
    } else if (event.type == "evaluation.opened") {
      name_objectives(data.value("objectives", Json::array()));
    } else if (event.type == "participant.joined") {
      facts_.people[text_or(data, "team")][text_or(data, "name")] = text_or(data, "seat");
    } else if (event.type == "seat.claimed" || event.type == "seat.assigned") {
      facts_.people[scene.team_of(text_or(data, "seat"))][text_or(data, "name")] = text_or(data, "seat");
    } else if (event.type.starts_with("evaluation.")) {
      rate(seen);
    } else if (event.type.starts_with("bookmark.") || event.type.starts_with("questionnaire.")) {
      hear(facts_, seen, scene);
    } else if (event.type == "report.edited") {
      const bool rows = data.contains("rows");
      facts_.edits[text_or(data, "section")] = {data.value("version", std::int64_t{1}),
                                                data.value(rows ? "rows" : "text", Json())};
    } else if (event.type == "posture.opened") {
      for (const Json& level : data.value("levels", Json::array()))
        levels_[text_or(data, "dimension") + '/' + text_or(level, "id")] = {text_or(data, "title"),
                                                                            text_or(level, "title")};
    } else if (event.type == "agreement.drafted" || event.type == "action.submitted") {
      titles_[text_or(data, event.type == "action.submitted" ? "action" : "agreement")] = text_or(data, "title");
    }
    if (event.type == "exercise.started") begin(seen);
    if (event.type == "exercise.ended") end(seen);
    if (facts_.started_n > 0 && std::find(told.begin(), told.end(), event.type) != told.end()) tell(seen, scene);
  }

 private:
  void begin(const Seen& seen) {
    facts_.started_n = seen.n;
    facts_.started_wall = seen.event.wall;
    facts_.started_at = seen.event.at;
  }
  void end(const Seen& seen) {
    facts_.ended_n = seen.n;
    facts_.ended_wall = seen.event.wall;
    facts_.ended_at = seen.event.at;
  }

  void name_objectives(const Json& objectives) {
    for (const Json& one : objectives)
      if (!rated(text_or(one, "id")))
        facts_.objectives.push_back({text_or(one, "id"), text_or(one, "title"), "", "", {}});
  }

  Rated* rated(const std::string& id) {
    for (Rated& one : facts_.objectives)
      if (one.objective == id) return &one;
    return nullptr;
  }

  // What control concluded stands; until then the last evaluator's rating does.
  void rate(const Seen& seen) {
    const Json& data = seen.event.data;
    if (auto objective = text_or(data, "objective"); !objective.empty())
      objective_of_[text_or(data, "evaluation")] = objective;
    const bool concluded = seen.event.type == "evaluation.concluded";
    const auto id = text_or(data, "objective", objective_of_[text_or(data, "evaluation")]);
    Rated* one = rated(id);
    if (one == nullptr || (concluded_[id] && !concluded)) return;
    concluded_[id] = concluded;
    if (seen.event.type == "evaluation.withdrawn") one->rating.clear();
    one->rating = text_or(data, "rating", one->rating);
    one->note = text_or(data, "note", one->note);
    one->n.push_back(seen.n);
    for (const Json& n : data.value("evidence", Json::array()))
      if (n.is_number_unsigned()) one->n.push_back(n.get<std::uint64_t>());
  }

  void tell(const Seen& seen, const Scene& scene) {
    const Json& data = seen.event.data;
    std::string what = text_or(data, "title");
    if (seen.event.type == "posture.changed") {
      const auto& [dimension, level] = levels_[text_or(data, "dimension") + '/' + text_or(data, "level")];
      facts_.moments.push_back(
          {seen.event.at, seen.event.type, dimension + '\n' + level, speaker(seen.event.by, scene), seen.n});
      return;
    }
    if (seen.event.type == "agreement.concluded") what = titles_[text_or(data, "agreement")];
    if (seen.event.type == "action.adjudicated") what = titles_[text_or(data, "action")];
    facts_.moments.push_back({seen.event.at, seen.event.type, what, speaker(seen.event.by, scene), seen.n});
  }

  Facts& facts_;
  std::map<std::string, std::pair<std::string, std::string>> levels_;
  std::map<std::string, std::string> titles_, objective_of_;
  std::map<std::string, bool> concluded_;
};

}  // namespace

std::string speaker(const Json& by, const Scene& scene) {
  const auto name = text_or(by, "name");
  for (const auto& team : scene.teams)
    if (team.id == text_or(by, "team")) return name.empty() ? team.name : name + " (" + team.name + ")";
  return name;
}

std::string Facts::team_name(const std::string& id) const {
  for (const auto& team : scene.teams)
    if (team.id == id) return team.name;
  return id;
}

std::optional<Facts> gather(std::span<const std::string> stored) {
  Facts facts;
  Gathering gathering(facts);
  std::vector<std::pair<std::string, std::unique_ptr<Measure>>> measures;
  for (const auto* name : {"response", "concessions", "silence", "moderation", "agreements"})
    measures.emplace_back(name, make_measure(name));
  auto scene = each_seen(stored, "control", [&](const Seen& seen, const Scene& so_far) {
    gathering.take(seen, so_far);
    for (const auto& [name, one] : measures) one->take(seen, so_far);
  });
  if (!scene) return std::nullopt;
  facts.scene = std::move(*scene);
  for (const auto& [name, one] : measures) facts.tables[name] = one->table(facts.scene).rows;
  for (const Note& note : facts.notes)
    for (Rated& one : facts.objectives)
      if (one.objective == note.objective) one.n.insert(one.n.end(), note.n.begin(), note.n.end());
  return facts;
}

std::map<std::uint64_t, Cited> cited_in(std::span<const std::string> stored, const std::vector<Section>& sections,
                                        const Facts& facts, std::string_view language) {
  std::map<std::uint64_t, std::string> told;
  for (const Moment& moment : facts.moments) told[moment.n] = in_words(moment, language);
  std::map<std::uint64_t, Cited> cited;
  for (const Section& section : sections)
    for (const auto n : section.evidence) {
      if (n == 0 || n > stored.size() || cited.contains(n)) continue;
      const auto event = exercise::from_stored(stored[n - 1]);  // control sees every event: its numbers are the log's
      const auto who = speaker(event.by, facts.scene);
      const auto what = gist(event.data);
      cited[n] = {readable(facts.scene.time(event.at)), who.empty() ? std::string(word(language, "control")) : who,
                  told.contains(n) ? told.at(n)
                  : what.empty()   ? event.type
                                   : what};
    }
  return cited;
}

}  // namespace startex::review
