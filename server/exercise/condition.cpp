#include "exercise/condition.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

using Kind = Condition::Kind;

std::optional<calendar::Millis> parse_time(const std::string& text, calendar::Instant start) {
  if (const auto iso = calendar::parse_iso(text)) return iso->ms;
  return calendar::parse_day_time(text, start);
}

std::string text_at(const Json& json, const char* key) {
  const auto it = json.find(key);
  return it != json.end() && it->is_string() ? it->get<std::string>() : "";
}

// The one of `relations` that stands there: its name and what it compares with.
void read_relation(const Json& json, Condition& out, std::initializer_list<const char*> relations) {
  for (const auto* relation : relations) {
    const auto it = json.find(relation);
    if (it == json.end()) continue;
    out.relation = relation;
    if (it->is_string()) out.value = it->get<std::string>();
    if (it->is_number()) out.number = it->get<double>();
    return;
  }
  out.kind = Kind::never;
}

void read_time(const Json& json, const char* key, calendar::Instant start, Condition& out) {
  const auto at = parse_time(text_at(json, key), start);
  if (at)
    out.time = *at;
  else
    out.kind = Kind::never;
}

int index_of(const Dimension& dimension, std::string_view level) {
  const auto it =
      std::find_if(dimension.levels.begin(), dimension.levels.end(), [&](const Level& l) { return l.id == level; });
  return it == dimension.levels.end() ? -1 : static_cast<int>(it - dimension.levels.begin());
}

bool compare_levels(const Condition& condition, const State& state, bool declared) {
  const auto it = state.posture.dimensions.find(condition.subject);
  if (it == state.posture.dimensions.end()) return false;
  const int stands = index_of(it->second, declared ? it->second.declared : it->second.level);
  const int wanted = index_of(it->second, condition.value);
  if (stands < 0 || wanted < 0) return false;
  if (condition.relation == "is") return stands == wanted;
  return condition.relation == "atLeast" ? stands >= wanted : stands <= wanted;
}

bool compare_numbers(const Condition& condition, double value) {
  if (condition.relation == "above") return value > condition.number;
  if (condition.relation == "below") return value < condition.number;
  return condition.relation == "atLeast" ? value >= condition.number : value <= condition.number;
}

double number_of(const Condition& condition, const State& state) {
  const auto count = [](const auto& counts, const std::string& key) {
    const auto it = counts.find(key);
    return it == counts.end() ? 0.0 : static_cast<double>(it->second);
  };
  if (condition.kind == Kind::statements) return count(state.press.published_by, condition.subject);
  const auto it = state.messages.channels.find(condition.subject);
  if (it == state.messages.channels.end()) return 0;
  if (!condition.other.empty()) return count(it->second.sent_by, condition.other);
  double sum = 0;
  for (const auto& [team, sent] : it->second.sent_by) sum += static_cast<double>(sent);
  return sum;
}

bool inject_holds(const Condition& condition, const State& state) {
  const auto it = state.injects.injects.find(condition.subject);
  if (it == state.injects.injects.end()) return false;
  const Inject& inject = it->second;
  const auto by_team = [&](const std::set<std::string>& seats) {
    return std::any_of(seats.begin(), seats.end(), [&](const auto& id) {
      const Seat* seat = state.seats.seat(id);
      return condition.other.empty() || (seat && seat->team == condition.other);
    });
  };
  if (condition.value == "released") return inject.state == InjectState::released;
  if (condition.value == "skipped") return inject.state == InjectState::skipped;
  return by_team(condition.value == "acknowledged" ? inject.acknowledged : inject.responded);
}

// What the world knows of engagements: that one was run, that one was assessed, how much came down.
double leaked(const Condition& condition, const State& state) {
  double sum = 0;
  for (const auto& [id, engagement] : state.engagements.engagements)
    for (const auto& [site, count] : engagement.leaked)
      if (!engagement.assess_at && (condition.other.empty() || site == condition.other)) sum += count;
  return sum;
}

// How many of a team's requests have been answered.
double answered(const Condition& condition, const State& state) {
  const auto& all = state.requests.rfis;
  return static_cast<double>(std::count_if(all.begin(), all.end(), [&](const auto& entry) {
    return entry.second.state == Rfi::State::answered &&
           (condition.other.empty() || entry.second.team == condition.other);
  }));
}

bool action_holds(const Condition& condition, const State& state) {
  const auto& all = state.actions.actions;
  return std::any_of(all.begin(), all.end(), [&](const auto& entry) {
    return entry.second.outcome == condition.subject &&
           (condition.other.empty() || entry.second.team == condition.other);
  });
}

bool engagement_holds(const Condition& condition, const State& state) {
  const auto& all = state.engagements.engagements;
  if (condition.subject == "leaked") return leaked(condition, state) >= condition.number;
  return std::any_of(all.begin(), all.end(),
                     [&](const auto& entry) { return condition.subject == "run" || !entry.second.assess_at; });
}

calendar::Millis last_act(const State& state, const std::string& team) {
  const auto it = state.last_acts.find(team);
  return it == state.last_acts.end() ? state.clock.start : it->second;
}

// The exercise times at which a fact can change by itself.
void collect_moments(const Condition& condition, const State& state, std::vector<calendar::Millis>& out) {
  if (condition.kind == Kind::after || condition.kind == Kind::before) out.push_back(condition.time);
  if (condition.kind == Kind::silent) out.push_back(last_act(state, condition.subject) + condition.time);
  for (const Condition& part : condition.parts) collect_moments(part, state, out);
}

}  // namespace

Condition parse_condition(const Json& json, calendar::Instant start) {
  Condition out;
  out.source = json;
  if (!json.is_object()) return out;
  for (const auto& [key, kind] : {std::pair{"all", Kind::all}, {"any", Kind::any}}) {
    if (!json.contains(key) || !json.at(key).is_array()) continue;
    out.kind = kind;
    for (const Json& part : json.at(key)) out.parts.push_back(parse_condition(part, start));
    return out;
  }
  if (json.contains("not")) {
    out.kind = Kind::negation;
    out.parts.push_back(parse_condition(json.at("not"), start));
    return out;
  }
  static const std::pair<const char*, Kind> heads[] = {
      {"posture", Kind::posture},       {"declared", Kind::declared}, {"indicator", Kind::indicator},
      {"agreement", Kind::agreement},   {"document", Kind::document}, {"messages", Kind::messages},
      {"statements", Kind::statements}, {"inject", Kind::inject},     {"after", Kind::after},
      {"before", Kind::before},         {"move", Kind::move},         {"silent", Kind::silent},
      {"engagement", Kind::engagement}, {"request", Kind::request},   {"ruling", Kind::ruling},
      {"action", Kind::action}};
  for (const auto& [key, kind] : heads) {
    if (!json.contains(key)) continue;
    out.kind = kind;
    out.subject = text_at(json, key);
    switch (kind) {
      case Kind::posture:
      case Kind::declared:
        read_relation(json, out, {"is", "atLeast", "atMost"});
        break;
      case Kind::indicator:
        read_relation(json, out, {"above", "below", "atLeast", "atMost"});
        break;
      case Kind::messages:
      case Kind::statements:
        read_relation(json, out, {"atLeast"});
        break;
      case Kind::engagement:
        if (out.subject == "leaked") read_relation(json, out, {"atLeast"});
        break;
      case Kind::request:
        out.number = 1;
        if (json.contains("atLeast")) read_relation(json, out, {"atLeast"});
        break;
      case Kind::inject:
      case Kind::ruling:
        read_relation(json, out, {"is"});
        break;
      case Kind::after:
        read_time(json, "after", start, out);
        break;
      case Kind::before:
        read_time(json, "before", start, out);
        break;
      case Kind::silent:
        out.time = calendar::parse_span(text_at(json, "for")).value_or(calendar::day);
        break;
      default:
        break;
    }
    for (const auto* other : {"from", "by", "on", "id", "at"})
      if (json.contains(other)) out.other = text_at(json, other);
    for (const Json& party : json.value("parties", Json::array()))
      if (party.is_string()) out.parties.push_back(party.get<std::string>());
    return out;
  }
  return out;
}

bool holds(const Condition& condition, const State& state, calendar::Millis at) {
  const auto part_holds = [&](const Condition& part) { return holds(part, state, at); };
  switch (condition.kind) {
    case Kind::never:
      return false;
    case Kind::all:
      return std::all_of(condition.parts.begin(), condition.parts.end(), part_holds);
    case Kind::any:
      return std::any_of(condition.parts.begin(), condition.parts.end(), part_holds);
    case Kind::negation:
      return !part_holds(condition.parts.front());
    case Kind::posture:
      return compare_levels(condition, state, false);
    case Kind::declared:
      return compare_levels(condition, state, true);
    case Kind::indicator: {
      const auto it = state.indicators.indicators.find(condition.subject);
      return it != state.indicators.indicators.end() && compare_numbers(condition, it->second.value);
    }
    case Kind::agreement:
      return std::any_of(
          state.agreements.agreements.begin(), state.agreements.agreements.end(), [&](const auto& entry) {
            return entry.second.has_reached(condition.subject) && entry.second.is_between(condition.parties) &&
                   (condition.other.empty() || entry.second.binds(condition.other));
          });
    case Kind::document:
      return std::any_of(state.documents.documents.begin(), state.documents.documents.end(), [&](const auto& entry) {
        return (condition.other.empty() || entry.first == condition.other) &&
               entry.second.has_reached(condition.subject);
      });
    case Kind::messages:
    case Kind::statements:
      return number_of(condition, state) >= condition.number;
    case Kind::inject:
      return inject_holds(condition, state);
    case Kind::after:
      return at >= condition.time;
    case Kind::before:
      return at < condition.time;
    case Kind::move:
      return state.clock.move_starts.contains(condition.subject);
    case Kind::silent:
      return at >= last_act(state, condition.subject) + condition.time;
    case Kind::engagement:
      return engagement_holds(condition, state);
    case Kind::request:
      return answered(condition, state) >= condition.number;
    case Kind::ruling: {
      const auto it = state.posture.dimensions.find(condition.subject);
      return it != state.posture.dimensions.end() && it->second.last_ruling == condition.value;
    }
    case Kind::action:
      return action_holds(condition, state);
  }
  return false;
}

std::optional<calendar::Millis> first_moment(const Condition& condition, const State& state, calendar::Millis from) {
  if (holds(condition, state, from)) return from;
  std::vector<calendar::Millis> moments;
  collect_moments(condition, state, moments);
  std::sort(moments.begin(), moments.end());
  for (const auto moment : moments)
    if (moment > from && holds(condition, state, moment)) return moment;
  return std::nullopt;
}

Json explain(const Condition& condition, const State& state, calendar::Millis at) {
  Json out = Json::array();
  if (condition.kind == Kind::all || condition.kind == Kind::any || condition.kind == Kind::negation) {
    for (const Condition& part : condition.parts)
      for (Json& fact : explain(part, state, at)) out.push_back(std::move(fact));
    return out;
  }
  Json fact{{"condition", condition.source}, {"holds", holds(condition, state, at)}};
  if (condition.kind == Kind::indicator) {
    const auto it = state.indicators.indicators.find(condition.subject);
    if (it != state.indicators.indicators.end()) fact["value"] = it->second.value;
  } else if (condition.kind == Kind::posture || condition.kind == Kind::declared) {
    const auto it = state.posture.dimensions.find(condition.subject);
    if (it != state.posture.dimensions.end())
      fact["value"] = condition.kind == Kind::posture ? it->second.level : it->second.declared;
  } else if (condition.kind == Kind::messages || condition.kind == Kind::statements) {
    fact["value"] = number_of(condition, state);
  } else if (condition.kind == Kind::engagement && condition.subject == "leaked") {
    fact["value"] = leaked(condition, state);
  } else if (condition.kind == Kind::request) {
    fact["value"] = answered(condition, state);
  }
  out.push_back(std::move(fact));
  return out;
}

}  // namespace startex::exercise
