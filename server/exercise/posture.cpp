#include "exercise/posture.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

// Who is told where a dimension stands. A shared one stands where all teams can see it: were it changed for one team
// only, a refusal would tell the others.
Audience audience_of(const Seats& seats, std::string_view visibility, const std::string& team) {
  if (visibility == "public") return Audience::everybody();
  if (visibility == "team" && !team.empty()) return Audience{team};
  return Audience(seats.teams);
}

// When an approved level begins to hold, and who is told then.
void take_effect(Turn& turn, const PostureProposal& proposal, const std::string& level, const Json& ruling_event) {
  const Dimension& dimension = turn.state().posture.dimensions.at(proposal.dimension);
  const Audience told = audience_of(turn.state().seats, proposal.visibility, dimension.team);
  const calendar::Millis lead = dimension.find(level)->lead_time;
  Json data = ruling_event;
  data["level"] = level;
  Json control{{"told", told}, {"visibility", proposal.visibility}};
  if (lead > 0) {
    data["effectiveAt"] = calendar::format_exercise(turn.at() + lead, turn.state().clock.offset_minutes);
    control["effectiveAtMs"] = turn.at() + lead;
  }
  turn.emit("posture.ruled", proposal.audience, std::move(data), std::move(control));
  if (lead == 0)
    turn.emit_by({{"role", "system"}}, "posture.changed", told, {{"dimension", dimension.id}, {"level", level}});
}

Outcome propose(Turn& turn, json::Reader& in) {
  const auto dimension_id = in.text("dimension", limits::id_max);
  const auto level = in.text("level", limits::id_max);
  const auto rationale = in.text("rationale", limits::rationale_max);
  const auto visibility = in.optional_choice("visibility", {"public", "allies", "team"});
  if (const auto fault = in.finish()) return invalid(*fault);
  const Actor& actor = turn.actor();
  const Postures& postures = turn.state().posture;
  const auto it = postures.dimensions.find(dimension_id);
  const auto may_know = [&](const Dimension& d) {
    return may_see(audience_of(turn.state().seats, d.visibility, d.team), actor.viewer());
  };
  if (it == postures.dimensions.end() || !may_know(it->second)) return not_found("dimension");
  const Dimension& dimension = it->second;
  if (!dimension.proposers.contains(actor.seat))
    return refuse(ErrorCode::forbidden, "Your seat does not propose changes here. Ask a seat of your team that does.");
  if (!dimension.find(level)) return refuse(ErrorCode::not_found, "This dimension has no such level.", "/level");
  if (dimension.level == level) return refuse(ErrorCode::conflict, "The posture already stands at this level.", "/level");
  const auto mine = std::count_if(postures.open.begin(), postures.open.end(),
                                  [&](const auto& entry) { return entry.second.seat == actor.seat; });
  if (mine >= limits::open_proposals_max)
    return refuse(ErrorCode::conflict, "Too many proposals of your seat wait for a ruling.");
  PostureProposal proposal{turn.id("proposal", {dimension_id, level, rationale}), dimension_id, level,
                           visibility.value_or(dimension.visibility), actor.seat, actor.team, Audience{actor.team}};
  if (postures.open.contains(proposal.id) || postures.ruled.contains(proposal.id))
    return refuse(ErrorCode::conflict, "This very proposal was made a moment ago.");
  if (turn.state().seats.seat(dimension.ruled_by)) proposal.audience.add(dimension.ruled_by);
  turn.emit("posture.proposed", proposal.audience,
            {{"proposal", proposal.id}, {"dimension", dimension_id}, {"level", level}, {"rationale", rationale},
             {"visibility", proposal.visibility}});
  if (dimension.ruled_by == "nobody")
    take_effect(turn, proposal, level, {{"proposal", proposal.id}, {"dimension", dimension_id}, {"ruling", "approve"}});
  return {};
}

Outcome rule(Turn& turn, json::Reader& in) {
  const auto id = in.text("proposal", limits::id_max);
  const auto ruling = in.choice("ruling", {"approve", "modify", "deny"});
  const auto level = in.optional_text("level", limits::id_max);
  const auto comment = in.optional_text("comment", limits::rationale_max);
  if (ruling == "modify" && !level) in.fault("level", "Say which level the proposal is changed to.");
  if (ruling != "modify" && level) in.fault("level", "Only \"modify\" takes a level. Leave it out.");
  if (const auto fault = in.finish()) return invalid(*fault);
  const Postures& postures = turn.state().posture;
  const Actor& actor = turn.actor();
  const auto it = postures.open.find(id);
  if (it == postures.open.end()) {
    if (actor.role == Role::control && postures.ruled.contains(id))
      return refuse(ErrorCode::conflict, "This proposal has already been ruled on.");
    return not_found("proposal that waits");
  }
  const PostureProposal& proposal = it->second;
  if (!may_see(proposal.audience, actor.viewer())) return not_found("proposal that waits");
  const Dimension& dimension = postures.dimensions.at(proposal.dimension);
  if (actor.role != Role::control && dimension.ruled_by != actor.seat)
    return refuse(ErrorCode::forbidden, "Your seat does not rule on this proposal.");
  if (level && !dimension.find(*level)) return refuse(ErrorCode::not_found, "This dimension has no such level.", "/level");
  Json data{{"proposal", id}, {"dimension", proposal.dimension}, {"ruling", ruling}};
  if (comment) data["comment"] = *comment;
  if (ruling == "deny") {
    turn.emit("posture.ruled", proposal.audience, std::move(data));
    return {};
  }
  take_effect(turn, proposal, level.value_or(proposal.level), data);
  return {};
}

std::vector<std::string> proposers_of(const Json& dimension, const Seats& seats) {
  const std::string team = dimension.at("team").is_null() ? "" : dimension.at("team").get<std::string>();
  std::vector<std::string> out;
  for (const auto& entry : seats.seats) {
    const Seat& seat = entry.second;
    bool may = (team.empty() || seat.team == team) && seat.rights.contains("posture.propose");
    if (dimension.contains("proposedBy")) {
      const auto named = dimension.at("proposedBy").get<std::vector<std::string>>();
      may = std::any_of(named.begin(), named.end(), [&](const auto& place) { return place == seat.id || place == seat.team; });
    }
    if (may) out.push_back(seat.id);
  }
  return out;
}

void found(Turn& turn, const Json& document) {
  const Seats& seats = turn.state().seats;
  for (const Json& dimension : document.at("posture")) {
    const std::string team = dimension.at("team").is_null() ? "" : dimension.at("team").get<std::string>();
    const auto visibility = dimension.value("visibility", "public");
    Json data{{"dimension", dimension.at("id")}, {"title", dimension.at("title")}, {"team", dimension.at("team")},
              {"levels", Json::array()},         {"level", dimension.at("initial")}, {"visibility", visibility},
              {"ruledBy", dimension.value("ruledBy", "control")}, {"proposers", proposers_of(dimension, seats)}};
    if (dimension.contains("description")) data["description"] = dimension.at("description");
    for (const Json& level : dimension.at("levels")) {
      Json known{{"id", level.at("id")}, {"title", level.value("title", level.at("id").get<std::string>())}};
      for (const auto* key : {"description", "leadTime"})
        if (level.contains(key)) known[key] = level.at(key);
      data["levels"].push_back(std::move(known));
    }
    turn.emit("posture.opened", audience_of(seats, visibility, team), std::move(data));
  }
}

const PendingPosture* first_pending(const State& state) {
  const auto& pending = state.posture.pending;
  const auto it = std::min_element(pending.begin(), pending.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return it == pending.end() ? nullptr : &*it;
}

std::optional<calendar::Millis> next_due(const State& state) {
  const PendingPosture* first = first_pending(state);
  return first ? state.clock.wall_at(first->at) : std::nullopt;
}

void fire(Turn& turn) {
  if (const PendingPosture* first = first_pending(turn.state()))
    turn.emit("posture.changed", first->audience, {{"dimension", first->dimension}, {"level", first->level}},
              {{"proposal", first->proposal}});
}

void opened(State& state, const Event& event) {
  Dimension dimension;
  const Json& data = event.data;
  dimension.id = data.at("dimension").get<std::string>();
  dimension.team = data.at("team").is_null() ? "" : data.at("team").get<std::string>();
  for (const Json& level : data.at("levels"))
    dimension.levels.push_back(
        {level.at("id").get<std::string>(), calendar::parse_span(level.value("leadTime", "")).value_or(0)});
  dimension.level = data.at("level").get<std::string>();
  dimension.visibility = data.at("visibility").get<std::string>();
  dimension.ruled_by = data.at("ruledBy").get<std::string>();
  dimension.proposers = data.at("proposers").get<std::set<std::string>>();
  state.posture.dimensions[dimension.id] = std::move(dimension);
}

void proposed(State& state, const Event& event) {
  PostureProposal proposal{event.data.at("proposal").get<std::string>(), event.data.at("dimension").get<std::string>(),
                           event.data.at("level").get<std::string>(),    event.data.at("visibility").get<std::string>(),
                           event.by.value("seat", ""),                   event.by.value("team", ""),
                           event.audience};
  state.posture.open[proposal.id] = std::move(proposal);
}

void ruled(State& state, const Event& event) {
  const auto id = event.data.at("proposal").get<std::string>();
  state.posture.open.erase(id);
  state.posture.ruled.insert(id);
  if (event.control.is_object() && event.control.contains("effectiveAtMs"))
    state.posture.pending.push_back({event.control.at("effectiveAtMs").get<calendar::Millis>(), id,
                                     event.data.at("dimension").get<std::string>(), event.data.at("level").get<std::string>(),
                                     event.control.at("told").get<Audience>()});
}

void changed(State& state, const Event& event) {
  state.posture.dimensions[event.data.at("dimension").get<std::string>()].level = event.data.at("level").get<std::string>();
  if (event.control.is_object() && event.control.contains("proposal"))
    std::erase_if(state.posture.pending, [&](const auto& pending) { return event.control.at("proposal") == pending.proposal; });
}

}  // namespace

const Level* Dimension::find(std::string_view level_id) const {
  const auto it = std::find_if(levels.begin(), levels.end(), [&](const Level& l) { return l.id == level_id; });
  return it == levels.end() ? nullptr : &*it;
}

const Capability posture_capability{
    "posture",
    {
        {"posture.propose", Who::seated, When::running, "Ask for another level, with reasons", propose},
        {"posture.rule", Who::seated | Who::control, When::begun, "Approve, modify or deny; control, or the seat that the scenario names", rule},
    },
    {
        {"posture.opened", opened},
        {"posture.proposed", proposed},
        {"posture.ruled", ruled},
        {"posture.changed", changed},
    },
    found,
    next_due,
    fire,
};

}  // namespace startex::exercise
