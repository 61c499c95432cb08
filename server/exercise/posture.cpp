#include "exercise/posture.hpp"

#include <algorithm>

#include "exercise/posture_record.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

bool may_know(const Dimension& dimension, const Viewer& viewer) {
  return !dimension.declared.empty() || may_see(dimension.audience, viewer);
}

const std::string& ruler_of(const Dimension& dimension, std::string_view level) {
  const Level* found = dimension.find(level);
  return found && !found->approved_by.empty() ? found->approved_by : dimension.ruled_by;
}

bool rules(const Actor& actor, const std::string& ruler) {
  return actor.role == Role::control || actor.seat == ruler || actor.team == ruler;
}

// The proposer's team, and whoever rules.
Audience told_of_ruling(const Turn& turn, const Dimension& dimension, const PostureProposal& proposal) {
  Audience audience{proposal.team};
  const std::string& ruler = ruler_of(dimension, proposal.level);
  if (turn.state().seats.seat(ruler) || turn.state().seats.is_team(ruler)) audience.add(ruler);
  return audience;
}

// When an approved level begins to hold, and who is told then.
void take_effect(Turn& turn, const PostureProposal& proposal, const Audience& audience, const std::string& level_id,
                 Json data) {
  const Dimension& dimension = turn.state().posture.dimensions.at(proposal.dimension);
  const Level& level = *dimension.find(level_id);
  const Audience told = audience_of(turn.state().seats, proposal.visibility, dimension.team);
  data["level"] = level_id;
  Json control{{"told", told}, {"visibility", proposal.visibility}};
  if (level.lead_time > 0) {
    data["effectiveAt"] = calendar::format_exercise(turn.at() + level.lead_time, turn.state().clock.offset_minutes);
    control["effectiveAtMs"] = turn.at() + level.lead_time;
  }
  turn.emit("posture.ruled", audience, std::move(data), std::move(control));
  pay(turn, level, {{"cause", "cost"}, {"proposal", proposal.id}});
  if (level.lead_time == 0)
    turn.emit_by({{"role", "system"}}, "posture.changed", told, {{"dimension", dimension.id}, {"level", level_id}},
                 {{"proposal", proposal.id}});
}

Json as_told(const PostureProposal& proposal) {
  return {{"proposal", proposal.id},
          {"dimension", proposal.dimension},
          {"level", proposal.level},
          {"rationale", proposal.rationale},
          {"visibility", proposal.visibility}};
}

Json as_approved(const PostureProposal& proposal) {
  return {{"proposal", proposal.id}, {"dimension", proposal.dimension}, {"ruling", "approve"}};
}

Outcome propose(Turn& turn, json::Reader& in) {
  const auto dimension_id = in.text("dimension", limits::id_max);
  const auto level_id = in.text("level", limits::id_max);
  const auto rationale = in.text("rationale", limits::rationale_max);
  const auto visibility = in.optional_choice("visibility", {"public", "allies", "team"});
  if (const auto fault = in.finish()) return invalid(*fault);
  const Actor& actor = turn.actor();
  const Postures& postures = turn.state().posture;
  const auto it = postures.dimensions.find(dimension_id);
  if (it == postures.dimensions.end() || !may_know(it->second, actor.viewer())) return not_found("dimension");
  const Dimension& dimension = it->second;
  if (!dimension.proposers.contains(actor.seat))
    return refuse(ErrorCode::forbidden, "Your seat does not propose changes here. Ask a seat of your team that does.");
  const Level* level = dimension.find(level_id);
  if (!level) return refuse(ErrorCode::not_found, "This dimension has no such level.", "/level");
  if (dimension.level == level_id)
    return refuse(ErrorCode::conflict, "The posture already stands at this level.", "/level");
  if (const auto possible = reachable(turn, dimension, *level); !possible) return possible;
  const auto mine = std::count_if(postures.open.begin(), postures.open.end(),
                                  [&](const auto& entry) { return entry.second.seat == actor.seat; });
  if (mine >= limits::open_proposals_max)
    return refuse(ErrorCode::conflict, "Too many proposals of your seat wait for a ruling.");
  PostureProposal proposal{turn.id("proposal", {dimension_id, level_id, rationale}),
                           dimension_id,
                           level_id,
                           visibility.value_or(dimension.visibility),
                           rationale,
                           actor.seat,
                           actor.team,
                           Audience{actor.team},
                           dimension.seconds};
  if (postures.open.contains(proposal.id) || postures.closed.contains(proposal.id))
    return refuse(ErrorCode::conflict, "This very proposal was made a moment ago.");
  Json data = as_told(proposal);
  if (dimension.seconds)
    data["seconds"] = true;
  else
    proposal.audience = told_of_ruling(turn, dimension, proposal);
  turn.emit("posture.proposed", proposal.audience, std::move(data));
  if (!dimension.seconds && ruler_of(dimension, level_id) == "nobody")
    take_effect(turn, proposal, proposal.audience, level_id, as_approved(proposal));
  return {};
}

// The proposal as the actor names it, while it is open: not theirs and not there are one answer.
Result<const PostureProposal*> open_proposal(const Turn& turn, const std::string& id) {
  const Postures& postures = turn.state().posture;
  const auto it = postures.open.find(id);
  if (it != postures.open.end() && may_see(it->second.audience, turn.actor().viewer())) return &it->second;
  if (it == postures.open.end() && turn.actor().role == Role::control && postures.closed.contains(id))
    return refuse(ErrorCode::conflict, "This proposal has already been ruled on, or was withdrawn.");
  return not_found("proposal that waits");
}

Outcome second(Turn& turn, json::Reader& in) {
  const auto id = in.text("proposal", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto found = open_proposal(turn, id);
  if (!found) return tl::unexpected(found.error());
  const PostureProposal& proposal = **found;
  const Actor& actor = turn.actor();
  if (!proposal.waits_for_second) return refuse(ErrorCode::conflict, "This proposal does not wait for a second.");
  if (actor.role != Role::control && (actor.team != proposal.team || actor.seat == proposal.seat))
    return refuse(ErrorCode::forbidden, "Another seat of the delegation that proposed it seconds it.");
  const Dimension& dimension = turn.state().posture.dimensions.at(proposal.dimension);
  const Audience audience = told_of_ruling(turn, dimension, proposal);
  const bool at_once = ruler_of(dimension, proposal.level) == "nobody";
  if (at_once)
    if (const auto possible = reachable(turn, dimension, *dimension.find(proposal.level)); !possible) return possible;
  turn.emit("posture.seconded", audience, as_told(proposal));
  if (at_once) take_effect(turn, proposal, audience, proposal.level, as_approved(proposal));
  return {};
}

Outcome withdraw(Turn& turn, json::Reader& in) {
  const auto id = in.text("proposal", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto proposal = open_proposal(turn, id);
  if (!proposal) return tl::unexpected(proposal.error());
  if (turn.actor().team != (*proposal)->team)
    return refuse(ErrorCode::forbidden, "Only the delegation that proposed it withdraws it.");
  turn.emit("posture.withdrawn", (*proposal)->audience, {{"proposal", id}, {"dimension", (*proposal)->dimension}});
  return {};
}

Outcome rule(Turn& turn, json::Reader& in) {
  const auto id = in.text("proposal", limits::id_max);
  const auto ruling = in.choice("ruling", {"approve", "modify", "deny"});
  const auto other = in.optional_text("level", limits::id_max);
  const auto comment = in.optional_text("comment", limits::rationale_max);
  if (ruling == "modify" && !other) in.fault("level", "Say which level the proposal is changed to.");
  if (ruling != "modify" && other) in.fault("level", "Only \"modify\" takes a level. Leave it out.");
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto found = open_proposal(turn, id);
  if (!found) return tl::unexpected(found.error());
  const PostureProposal& proposal = **found;
  const Dimension& dimension = turn.state().posture.dimensions.at(proposal.dimension);
  if (!rules(turn.actor(), ruler_of(dimension, proposal.level)))
    return refuse(ErrorCode::forbidden, "Your seat does not rule on this proposal.");
  Json data{{"proposal", id}, {"dimension", proposal.dimension}, {"ruling", ruling}};
  if (comment) data["comment"] = *comment;
  if (ruling == "deny") {
    turn.emit("posture.ruled", proposal.audience, std::move(data));
    return {};
  }
  if (proposal.waits_for_second)
    return refuse(ErrorCode::conflict,
                  "This proposal waits for a second of its own delegation. Second it first, or deny it.");
  const auto level_id = other.value_or(proposal.level);
  const Level* level = dimension.find(level_id);
  if (!level) return refuse(ErrorCode::not_found, "This dimension has no such level.", "/level");
  if (!rules(turn.actor(), ruler_of(dimension, level_id)))
    return refuse(ErrorCode::forbidden, "Your seat does not approve this level.", "/level");
  if (dimension.level == level_id)
    return refuse(ErrorCode::conflict, "The posture already stands at this level.", "/level");
  if (const auto possible = reachable(turn, dimension, *level); !possible) return possible;
  take_effect(turn, proposal, proposal.audience, level_id, std::move(data));
  return {};
}

Outcome declare(Turn& turn, json::Reader& in) {
  const auto id = in.text("dimension", limits::id_max);
  const auto level = in.text("level", limits::id_max);
  const auto statement = in.optional_text("statement", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto& dimensions = turn.state().posture.dimensions;
  const auto it = dimensions.find(id);
  if (it == dimensions.end() || !may_know(it->second, turn.actor().viewer())) return not_found("dimension");
  const Dimension& dimension = it->second;
  if (!dimension.proposers.contains(turn.actor().seat))
    return refuse(ErrorCode::forbidden,
                  "Your seat does not declare a posture here. Ask a seat of your team that does.");
  if (dimension.declared.empty())
    return refuse(ErrorCode::conflict,
                  "Nothing is declared here: everybody sees where this dimension stands, or nobody is told.");
  if (!dimension.find(level)) return refuse(ErrorCode::not_found, "This dimension has no such level.", "/level");
  if (dimension.declared == level) return refuse(ErrorCode::conflict, "This level is declared already.", "/level");
  Json data{{"dimension", id}, {"level", level}};
  if (statement) data["statement"] = *statement;
  turn.emit("posture.declared", Audience::everybody(), std::move(data));
  return {};
}

}  // namespace

const Level* Dimension::find(std::string_view level_id) const {
  const int at = index(level_id);
  return at < 0 ? nullptr : &levels[static_cast<std::size_t>(at)];
}

int Dimension::index(std::string_view level_id) const {
  const auto it = std::find_if(levels.begin(), levels.end(), [&](const Level& l) { return l.id == level_id; });
  return it == levels.end() ? -1 : static_cast<int>(it - levels.begin());
}

Outcome reachable(const Turn& turn, const Dimension& dimension, const Level& level) {
  if (level.locked)
    return refuse(ErrorCode::conflict, "This level of \"" + dimension.title + "\" is not open yet.", "/level");
  if (level.requires_ && !holds(*level.requires_, turn.state(), turn.at()))
    return refuse(ErrorCode::conflict, "What this level of \"" + dimension.title + "\" requires is not so yet.",
                  "/level");
  if (!level.cost_indicator.empty() && !affords(turn.state().indicators, level.cost_indicator, level.cost))
    return refuse(ErrorCode::conflict, "The budget does not cover this level of \"" + dimension.title + "\".",
                  "/level");
  return {};
}

void pay(Turn& turn, const Level& level, Json control) {
  const auto& indicators = turn.state().indicators.indicators;
  const auto it = indicators.find(level.cost_indicator);
  if (it != indicators.end()) move_indicator(turn, it->second, it->second.value, -level.cost, std::move(control));
}

const Capability posture_capability{
    "posture",
    {
        {"posture.propose", Who::seated, When::running, "Ask for another level, with reasons", propose},
        {"posture.second", Who::seated | Who::control, When::running,
         "Another seat of the team stands behind a proposal; control waives it", second},
        {"posture.withdraw", Who::seated, When::running, "Take a proposal back before it is ruled on", withdraw},
        {"posture.rule", Who::seated | Who::control, When::begun,
         "Approve, modify or deny; control, or the seat or team that the scenario names", rule},
        {"posture.declare", Who::seated, When::running,
         "Say in public where a dimension stands, true or not, where the scenario lets it differ", declare},
    },
    posture_events(),
    open_dimensions,
    next_posture_due,
    fire_posture,
};

}  // namespace startex::exercise
