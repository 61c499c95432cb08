#include "exercise/posture_record.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

std::vector<std::string> proposers_of(const Json& dimension, const Seats& seats) {
  const std::string team = dimension.at("team").is_null() ? "" : dimension.at("team").get<std::string>();
  std::vector<std::string> out;
  for (const auto& entry : seats.seats) {
    const Seat& seat = entry.second;
    bool may = (team.empty() || seat.team == team) && seat.rights.contains("posture.propose");
    if (dimension.contains("proposedBy")) {
      const auto named = dimension.at("proposedBy").get<std::vector<std::string>>();
      may = std::any_of(named.begin(), named.end(),
                        [&](const auto& place) { return place == seat.id || place == seat.team; });
    }
    if (may) out.push_back(seat.id);
  }
  return out;
}

Json announced_level(const Json& level) {
  Json known{{"id", level.at("id")}, {"title", level.value("title", level.at("id").get<std::string>())}};
  for (const auto* key : {"description", "leadTime", "cost", "requirement", "locked", "approvedBy"})
    if (level.contains(key)) known[key] = level.at(key);
  return known;
}

const PendingPosture* first_pending(const State& state) {
  const auto& pending = state.posture.pending;
  const auto it =
      std::min_element(pending.begin(), pending.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return it == pending.end() ? nullptr : &*it;
}

Level read_level(const Json& json, const Json& requirements, calendar::Instant start) {
  Level level;
  level.id = json.at("id").get<std::string>();
  level.title = json.at("title").get<std::string>();
  level.lead_time = calendar::parse_span(json.value("leadTime", "")).value_or(0);
  level.locked = json.value("locked", false);
  level.approved_by = json.value("approvedBy", "");
  if (json.contains("cost")) {
    level.cost_indicator = json.at("cost").at("indicator").get<std::string>();
    level.cost = json.at("cost").at("amount").get<double>();
  }
  if (requirements.contains(level.id)) level.requires_ = parse_condition(requirements.at(level.id), start);
  return level;
}

void opened(State& state, const Event& event) {
  const Json& data = event.data;
  Dimension dimension;
  dimension.id = data.at("dimension").get<std::string>();
  dimension.title = data.at("title").get<std::string>();
  dimension.team = data.at("team").is_null() ? "" : data.at("team").get<std::string>();
  const Json requirements =
      event.control.is_object() ? event.control.value("requires", Json::object()) : Json::object();
  for (const Json& level : data.at("levels"))
    dimension.levels.push_back(read_level(level, requirements, {state.clock.start, state.clock.offset_minutes}));
  dimension.level = data.value("level", "");
  dimension.declared = data.value("declared", "");
  dimension.visibility = data.at("visibility").get<std::string>();
  dimension.ruled_by = data.at("ruledBy").get<std::string>();
  dimension.seconds = data.value("seconds", false);
  dimension.proposers = data.at("proposers").get<std::set<std::string>>();
  dimension.audience = dimension.told = audience_of(state.seats, dimension.visibility, dimension.team);
  state.posture.dimensions[dimension.id] = std::move(dimension);
}

void proposed(State& state, const Event& event) {
  const Json& data = event.data;
  PostureProposal proposal{data.at("proposal").get<std::string>(),
                           data.at("dimension").get<std::string>(),
                           data.at("level").get<std::string>(),
                           data.at("visibility").get<std::string>(),
                           data.at("rationale").get<std::string>(),
                           event.by.value("seat", ""),
                           event.by.value("team", ""),
                           event.audience,
                           data.value("seconds", false)};
  state.posture.open[proposal.id] = std::move(proposal);
}

void seconded(State& state, const Event& event) {
  PostureProposal& proposal = state.posture.open[event.data.at("proposal").get<std::string>()];
  proposal.waits_for_second = false;
  proposal.audience = event.audience;
}

void close(State& state, const Event& event) {
  const auto id = event.data.at("proposal").get<std::string>();
  state.posture.open.erase(id);
  state.posture.closed.insert(id);
}

void ruled(State& state, const Event& event) {
  close(state, event);
  const auto dimension = event.data.at("dimension").get<std::string>();
  state.posture.dimensions[dimension].last_ruling = event.data.at("ruling").get<std::string>();
  if (!event.control.is_object() || !event.control.contains("effectiveAtMs")) return;
  auto& pending = state.posture.pending;
  std::erase_if(pending, [&](const auto& other) { return other.dimension == dimension; });
  pending.push_back({event.control.at("effectiveAtMs").get<calendar::Millis>(),
                     event.data.at("proposal").get<std::string>(), dimension, event.data.at("level").get<std::string>(),
                     event.control.at("told").get<Audience>()});
}

void changed(State& state, const Event& event) {
  Dimension& dimension = state.posture.dimensions[event.data.at("dimension").get<std::string>()];
  dimension.level = event.data.at("level").get<std::string>();
  dimension.told = event.audience;
  std::erase_if(state.posture.pending, [&](const auto& pending) { return pending.dimension == dimension.id; });
}

void unlocked(State& state, const Event& event) {
  for (Level& level : state.posture.dimensions[event.data.at("dimension").get<std::string>()].levels)
    if (event.data.at("level") == level.id) level.locked = false;
}

}  // namespace

Audience audience_of(const Seats& seats, std::string_view visibility, const std::string& team) {
  if (visibility == "public") return Audience::everybody();
  if (visibility == "team" && !team.empty()) return Audience{team};
  return Audience(seats.teams);
}

void open_dimensions(Turn& turn, const Json& scenario) {
  const Seats& seats = turn.state().seats;
  for (const Json& dimension : scenario.at("posture")) {
    const std::string team = dimension.at("team").is_null() ? "" : dimension.at("team").get<std::string>();
    const auto visibility = dimension.value("visibility", "public");
    const auto audience = audience_of(seats, visibility, team);
    Json data{{"dimension", dimension.at("id")},
              {"title", dimension.at("title")},
              {"team", dimension.at("team")},
              {"levels", Json::array()},
              {"visibility", visibility},
              {"seconds", dimension.value("seconds", false)},
              {"ruledBy", dimension.value("ruledBy", "control")},
              {"proposers", proposers_of(dimension, seats)}};
    if (dimension.contains("description")) data["description"] = dimension.at("description");
    Json control{{"requires", Json::object()}};
    if (dimension.contains("guidance")) control["guidance"] = dimension.at("guidance");
    for (const Json& level : dimension.at("levels")) {
      data["levels"].push_back(announced_level(level));
      if (level.contains("requires")) control["requires"][level.at("id").get<std::string>()] = level.at("requires");
    }
    if (!dimension.contains("declared")) {
      data["level"] = dimension.at("initial");
      turn.emit("posture.opened", audience, std::move(data), std::move(control));
      continue;
    }
    data["declared"] = dimension.at("declared");
    turn.emit("posture.opened", Audience::everybody(), std::move(data), std::move(control));
    turn.emit("posture.changed", audience, {{"dimension", dimension.at("id")}, {"level", dimension.at("initial")}});
  }
}

std::optional<calendar::Millis> next_posture_due(const State& state) {
  const PendingPosture* first = first_pending(state);
  return first ? state.clock.wall_at(first->at) : std::nullopt;
}

void fire_posture(Turn& turn) {
  if (const PendingPosture* first = first_pending(turn.state()))
    turn.emit("posture.changed", first->audience, {{"dimension", first->dimension}, {"level", first->level}},
              {{"proposal", first->proposal}});
}

std::vector<EventType> posture_events() {
  return {
      {"posture.opened", opened},
      {"posture.proposed", proposed},
      {"posture.seconded", seconded},
      {"posture.withdrawn", close},
      {"posture.ruled", ruled},
      {"posture.changed", changed},
      {"posture.declared",
       [](State& state, const Event& event) {
         state.posture.dimensions[event.data.at("dimension").get<std::string>()].declared =
             event.data.at("level").get<std::string>();
       }},
      {"posture.committed", [](State&, const Event&) {}},
      {"posture.unlocked", unlocked},
  };
}

}  // namespace startex::exercise
