#include "exercise/agreement_text.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

template <typename T>
auto find_id(std::vector<T>& items, std::string_view id) {
  return std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
}

std::string read_sense(json::Reader& in) {
  return in.optional_choice("sense", {"atLeast", "atMost", "is"}).value_or("atLeast");
}

std::optional<calendar::Millis> read_by(const Turn& turn, json::Reader& in) {
  const auto text = in.optional_text("by", limits::id_max);
  if (!text) return std::nullopt;
  const calendar::Instant start{turn.state().clock.start, turn.state().clock.offset_minutes};
  const auto iso = calendar::parse_iso(*text);
  const auto at = iso ? std::optional(iso->ms) : calendar::parse_day_time(*text, start);
  if (!at) in.fault("by", "A time like 2025-02-03T10:15:00+09:00 or \"D+20 09:00\" is expected here.");
  return at;
}

// One change: a title, how it is disclosed, a clause or a commitment. Says what the event tells of it.
Result<Json> read_change(const Turn& turn, json::Reader& in, const Agreement& agreement, std::size_t place) {
  if (in.has("title")) return Json{{"title", in.text("title", limits::title_max)}};
  if (in.has("disclosure")) return Json{{"disclosure", in.choice("disclosure", {"confidential", "public"})}};
  if (in.has("commitment")) {
    const auto id = in.text("commitment", limits::id_max);
    if (!in.flag("removed"))
      in.fault("removed", "A commitment is removed with \"removed\": true, or replaced by a new one.");
    const bool there = std::any_of(agreement.commitments.begin(), agreement.commitments.end(),
                                   [&](const auto& c) { return c.id == id; });
    if (!there) return not_found("commitment");
    return Json{{"commitment", id}, {"removed", true}};
  }
  if (in.has("dimension")) {
    const auto commitment = read_commitment(turn, in, agreement.id, place);
    if (!commitment) return tl::unexpected(commitment.error());
    return to_json(*commitment, turn.state().clock.offset_minutes);
  }
  const auto known = [&](const std::string& id) {
    return std::any_of(agreement.clauses.begin(), agreement.clauses.end(),
                       [&](const Clause& clause) { return clause.id == id; });
  };
  if (in.has("clause")) {
    const auto id = in.text("clause", limits::id_max);
    const Json text = in.is_null("text") ? Json(nullptr) : Json(in.text("text", limits::clause_max));
    if (!known(id)) return not_found("clause");
    return Json{{"clause", id}, {"text", text}};
  }
  const auto text = in.text("text", limits::clause_max);
  Json after = agreement.clauses.empty() ? Json(nullptr) : Json(agreement.clauses.back().id);
  if (in.is_null("after")) {
    after = nullptr;
  } else if (const auto given = in.optional_text("after", limits::id_max)) {
    if (!known(*given)) return not_found("clause");
    after = *given;
  }
  return Json{
      {"clause", turn.id("clause", {agreement.id, std::to_string(place), text})}, {"text", text}, {"after", after}};
}

}  // namespace

Result<Commitment> read_commitment(const Turn& turn, json::Reader& in, std::string_view agreement, std::size_t place) {
  Commitment commitment;
  commitment.dimension = in.text("dimension", limits::id_max);
  commitment.level = in.text("level", limits::id_max);
  commitment.sense = read_sense(in);
  commitment.by = read_by(turn, in);
  commitment.id = turn.id("commitment", {agreement, std::to_string(place), commitment.dimension, commitment.level});
  const auto& dimensions = turn.state().posture.dimensions;
  const auto it = dimensions.find(commitment.dimension);
  const bool seen =
      it != dimensions.end() && (!it->second.declared.empty() || may_see(it->second.audience, turn.actor().viewer()));
  if (!seen) return not_found("dimension");
  const Level* level = it->second.find(commitment.level);
  if (!level) return refuse(ErrorCode::not_found, "This dimension has no such level.");
  commitment.team = it->second.team;
  commitment.dimension_title = it->second.title;
  commitment.level_title = level->title;
  return commitment;
}

Result<Json> read_changes(const Turn& turn, json::Reader& in, Agreement& agreement) {
  Json changes = Json::array();
  std::optional<Error> refused;
  in.each("changes", limits::changes_max, [&](json::Reader& item) {
    auto change = read_change(turn, item, agreement, changes.size());
    if (!change) {
      if (!refused) refused = change.error();
      return;
    }
    apply_change(agreement, *change);
    changes.push_back(std::move(*change));
  });
  if (changes.empty() && !refused) in.fault("changes", "Name at least one change.");
  if (const auto fault = in.finish()) return invalid(*fault);
  if (refused) return tl::unexpected(*refused);
  return changes;
}

void apply_change(Agreement& agreement, const Json& change) {
  if (change.contains("title")) {
    agreement.title = change.at("title").get<std::string>();
  } else if (change.contains("disclosure")) {
    agreement.disclosure = change.at("disclosure").get<std::string>();
  } else if (change.contains("commitment")) {
    if (change.value("removed", false))
      std::erase_if(agreement.commitments, [&](const Commitment& c) { return change.at("commitment") == c.id; });
    else
      agreement.commitments.push_back(read_stored_commitment(change));
  } else {
    const auto id = change.at("clause").get<std::string>();
    const auto it = find_id(agreement.clauses, id);
    if (change.at("text").is_null()) {
      if (it != agreement.clauses.end()) agreement.clauses.erase(it);
    } else if (it != agreement.clauses.end()) {
      it->text = change.at("text").get<std::string>();
    } else {
      const Json after = change.value("after", Json());
      auto place = after.is_string() ? find_id(agreement.clauses, after.get<std::string>()) : agreement.clauses.end();
      place = place == agreement.clauses.end() ? (after.is_string() ? place : agreement.clauses.begin()) : place + 1;
      agreement.clauses.insert(place, {id, change.at("text").get<std::string>()});
    }
  }
}

Outcome check_together(const Turn& turn, const Agreement& agreement) {
  for (const Commitment& one : agreement.commitments)
    for (const Commitment& other : agreement.commitments) {
      if (one.dimension != other.dimension) continue;
      Dimension dimension = turn.state().posture.dimensions.at(one.dimension);
      const auto kept_at = [&](const Level& level) {
        dimension.level = level.id;
        return one.is_kept(dimension) && other.is_kept(dimension);
      };
      const auto levels = dimension.levels;
      if (std::none_of(levels.begin(), levels.end(), kept_at))
        return refuse(ErrorCode::conflict,
                      "Two commitments on \"" + one.dimension_title + "\" contradict each other. No level keeps both.");
    }
  return {};
}

Json to_json(const Commitment& commitment, int offset_minutes) {
  Json out{{"commitment", commitment.id},
           {"dimension", commitment.dimension},
           {"dimensionTitle", commitment.dimension_title},
           {"level", commitment.level},
           {"levelTitle", commitment.level_title},
           {"team", commitment.team.empty() ? Json(nullptr) : Json(commitment.team)},
           {"sense", commitment.sense}};
  if (commitment.by) out["by"] = calendar::format_exercise(*commitment.by, offset_minutes);
  return out;
}

Commitment read_stored_commitment(const Json& json) {
  Commitment commitment;
  commitment.id = json.at("commitment").get<std::string>();
  commitment.dimension = json.at("dimension").get<std::string>();
  commitment.dimension_title = json.at("dimensionTitle").get<std::string>();
  commitment.level = json.at("level").get<std::string>();
  commitment.level_title = json.at("levelTitle").get<std::string>();
  commitment.team = json.at("team").is_null() ? "" : json.at("team").get<std::string>();
  commitment.sense = json.at("sense").get<std::string>();
  if (json.contains("by"))
    if (const auto at = calendar::parse_iso(json.at("by").get<std::string>())) commitment.by = at->ms;
  return commitment;
}

Json text_of(const Agreement& agreement, int offset_minutes) {
  Json clauses = Json::array(), commitments = Json::array();
  for (const Clause& clause : agreement.clauses) clauses.push_back({{"clause", clause.id}, {"text", clause.text}});
  for (const Commitment& commitment : agreement.commitments) commitments.push_back(to_json(commitment, offset_minutes));
  return {{"agreement", agreement.id},     {"version", agreement.version},         {"title", agreement.title},
          {"parties", agreement.parties},  {"sponsors", agreement.sponsors},       {"disclosure", agreement.disclosure},
          {"clauses", std::move(clauses)}, {"commitments", std::move(commitments)}};
}

Json deposited_text(const Agreement& agreement, int offset_minutes) {
  Json out = text_of(agreement, offset_minutes);
  out["signatures"] = Json::array();
  out["reservations"] = Json::array();
  for (const auto& [team, signature] : agreement.signatures)
    out["signatures"].push_back(
        {{"team", team}, {"seat", signature.seat}, {"name", signature.name}, {"version", signature.version}});
  for (const Reservation& reservation : agreement.reservations) {
    Json told{{"reservation", reservation.id},
              {"team", reservation.team},
              {"version", reservation.version},
              {"text", reservation.text}};
    if (!reservation.clause.empty()) told["clause"] = reservation.clause;
    out["reservations"].push_back(std::move(told));
  }
  return out;
}

}  // namespace startex::exercise
