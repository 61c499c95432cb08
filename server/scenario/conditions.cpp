#include "scenario/conditions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace startex::scenario {
namespace {

constexpr int depth_max = 4;
constexpr double endless = std::numeric_limits<double>::infinity();

// A fact that compares, as a range of what it compares: levels by their place, indicators by value, time in
// milliseconds.
struct Range {
  std::string of;
  double from = -endless, to = endless;         // both within
  double lowest = -endless, highest = endless;  // what it can be at all
};

std::string head_of(const Json& condition) {
  for (const auto* head : {"all", "any", "not", "posture", "declared", "indicator", "agreement", "document", "messages",
                           "statements", "inject", "after", "before", "move", "silent", "engagement", "request",
                           "ruling", "action"})
    if (condition.contains(head)) return head;
  return "";
}

std::string text(const Json& json, const std::string& key) { return json.at(key).get<std::string>(); }

int place_of(const Json& dimension, const std::string& level) {
  const Json& levels = dimension.at("levels");
  for (std::size_t i = 0; i < levels.size(); ++i)
    if (levels[i].at("id") == level) return static_cast<int>(i);
  return -1;
}

std::optional<Range> range_of_levels(const Json& fact, const std::string& head, const Catalogue& catalogue) {
  const Json* dimension = catalogue.find("posture", text(fact, head));
  if (!dimension) return std::nullopt;
  Range range{head + " " + text(fact, head)};
  range.lowest = 0;
  range.highest = static_cast<double>(dimension->at("levels").size()) - 1;
  for (const auto* relation : {"is", "atLeast", "atMost"}) {
    if (!fact.contains(relation)) continue;
    const int place = place_of(*dimension, text(fact, relation));
    if (place < 0) return std::nullopt;
    if (std::string(relation) != "atMost") range.from = place;
    if (std::string(relation) != "atLeast") range.to = place;
  }
  return range;
}

std::optional<Range> range_of_values(const Json& fact, const Catalogue& catalogue) {
  const Json* indicator = catalogue.find("indicators", text(fact, "indicator"));
  if (!indicator) return std::nullopt;
  Range range{"indicator " + text(fact, "indicator")};
  range.lowest = indicator->at("min").get<double>();
  range.highest = indicator->at("max").get<double>();
  if (fact.contains("above")) range.from = std::nextafter(fact.at("above").get<double>(), endless);
  if (fact.contains("atLeast")) range.from = fact.at("atLeast").get<double>();
  if (fact.contains("below")) range.to = std::nextafter(fact.at("below").get<double>(), -endless);
  if (fact.contains("atMost")) range.to = fact.at("atMost").get<double>();
  return range;
}

std::optional<Range> range_of_time(const Json& fact, const std::string& head, bool negated,
                                   const Catalogue& catalogue) {
  const auto at = catalogue.time(text(fact, head));
  if (!at || !catalogue.start) return std::nullopt;
  Range range{"time"};
  range.lowest = static_cast<double>(catalogue.start->ms);
  if ((head == "after") != negated)
    range.from = static_cast<double>(*at);
  else
    range.to = static_cast<double>(*at) - 1;
  return range;
}

std::optional<Range> range_of(const Json& fact, const Catalogue& catalogue) {
  const auto head = head_of(fact);
  if (head == "posture" || head == "declared") return range_of_levels(fact, head, catalogue);
  if (head == "indicator") return range_of_values(fact, catalogue);
  if (head == "after" || head == "before") return range_of_time(fact, head, false, catalogue);
  if (head != "not") return std::nullopt;
  const auto inner = head_of(fact.at("not"));
  return inner == "after" || inner == "before" ? range_of_time(fact.at("not"), inner, true, catalogue) : std::nullopt;
}

// All that must hold at once when this holds.
void facts_at_once(const Json& condition, std::vector<Json>& out) {
  if (!condition.contains("all")) return out.push_back(condition);
  for (const Json& part : condition.at("all")) facts_at_once(part, out);
}

bool contradict(const std::vector<Json>& facts, const Catalogue& catalogue) {
  std::map<std::string, Range> together;
  for (const Json& fact : facts) {
    const auto range = range_of(fact, catalogue);
    if (!range) continue;
    Range& sum = together.try_emplace(range->of, *range).first->second;
    sum.from = std::max(sum.from, range->from);
    sum.to = std::min(sum.to, range->to);
    if (sum.from > sum.to) return true;
  }
  return false;
}

class ConditionChecker {
 public:
  ConditionChecker(const Catalogue& catalogue, Report& report) : catalogue_(catalogue), report_(report) {}

  void check(const Json& condition, const std::string& pointer, int depth) {
    const auto head = head_of(condition);
    if (head == "all" || head == "any" || head == "not") {
      if (depth > depth_max)
        return report_.fault(pointer,
                             "Conditions within conditions go four deep at most. Split this one into two effects.");
      return check_parts(condition, head, pointer, depth);
    }
    check_names(condition, head, pointer);
    const auto range = range_of(condition, catalogue_);
    if (range && (range->from > range->highest || range->to < range->lowest))
      report_.warn(pointer, "This can never hold: it lies outside of what is possible.");
    else if (range && range->from <= range->lowest && range->to >= range->highest)
      report_.warn(pointer, "This always holds. Leave it out, or say what is meant.");
  }

 private:
  void check_parts(const Json& condition, const std::string& head, const std::string& pointer, int depth) {
    const auto at = json::pointer(pointer, head);
    if (head == "not") return check(condition.at(head), at, depth + 1);
    const Json& parts = condition.at(head);
    for (std::size_t i = 0; i < parts.size(); ++i) check(parts[i], json::pointer(at, i), depth + 1);
    std::vector<Json> facts;
    facts_at_once(condition, facts);
    if (head == "all" && contradict(facts, catalogue_))
      report_.warn(pointer, "This can never hold: its parts contradict each other.");
  }

  void check_names(const Json& fact, const std::string& head, const std::string& pointer) {
    const auto at = json::pointer(pointer, head);
    if (head == "posture" || head == "declared") check_level(fact, head, pointer);
    if (head == "indicator") report_.known(text(fact, head), {&catalogue_.indicators}, "indicator", at);
    if (head == "agreement") check_agreement(fact, pointer);
    if (head == "document" && fact.contains("id"))
      report_.known(text(fact, "id"), {&catalogue_.documents}, "joint document", pointer + "/id");
    if (head == "messages") check_messages(fact, pointer);
    if (head == "statements")
      report_.known(text(fact, head), {&catalogue_.teams, &catalogue_.entities}, "team or entity", at);
    if (head == "inject") check_inject(fact, pointer);
    if (head == "engagement") check_engagement(fact, pointer);
    if (head == "ruling") report_.known(text(fact, head), {&catalogue_.dimensions}, "dimension", at);
    if ((head == "request" || head == "action") && fact.contains("by"))
      report_.known(text(fact, "by"), {&catalogue_.teams}, "team", pointer + "/by");
    if (head == "move") report_.known(text(fact, head), {&catalogue_.moves}, "move", at);
    if ((head == "after" || head == "before") && catalogue_.start && !catalogue_.time(text(fact, head)))
      report_.fault(at, "A time like \"D+6 10:15\" or \"2025-02-03T10:15:00+09:00\" is expected here.");
    if (head != "silent") return;
    report_.known(text(fact, head), {&catalogue_.teams}, "team", at);
    if (!calendar::parse_span(text(fact, "for")))
      report_.fault(pointer + "/for", "A span like \"10d\", \"36h\" or \"90m\" is expected here.");
  }

  void check_level(const Json& fact, const std::string& head, const std::string& pointer) {
    if (!report_.known(text(fact, head), {&catalogue_.dimensions}, "dimension", json::pointer(pointer, head))) return;
    const Json& dimension = *catalogue_.find("posture", text(fact, head));
    if (head == "declared" && !dimension.contains("declared"))
      report_.fault(json::pointer(pointer, head), "Nothing is declared of \"" + text(fact, head) +
                                                      "\": give it a \"declared\" level, or ask for \"posture\".");
    Names levels;
    for (const Json& level : dimension.at("levels")) levels.insert(text(level, "id"));
    for (const auto* relation : {"is", "atLeast", "atMost"})
      if (fact.contains(relation))
        report_.known(text(fact, relation), {&levels}, "level of " + text(fact, head),
                      json::pointer(pointer, relation));
  }

  void check_agreement(const Json& fact, const std::string& pointer) {
    const Json parties = fact.value("parties", Json::array());
    for (std::size_t i = 0; i < parties.size(); ++i)
      report_.known(parties[i].get<std::string>(), {&catalogue_.teams}, "team", json::pointer(pointer + "/parties", i));
    if (fact.contains("on")) report_.known(text(fact, "on"), {&catalogue_.dimensions}, "dimension", pointer + "/on");
  }

  void check_messages(const Json& fact, const std::string& pointer) {
    const bool there = report_.known(text(fact, "messages"), {&catalogue_.channels}, "channel", pointer + "/messages");
    if (!fact.contains("from") ||
        !report_.known(text(fact, "from"), {&catalogue_.teams, &catalogue_.entities}, "team or entity",
                       pointer + "/from") ||
        !there)
      return;
    if (!catalogue_.reaches(catalogue_.find("channels", text(fact, "messages"))->at("members"), text(fact, "from")))
      report_.warn(pointer + "/from",
                   "This can never hold: nobody of \"" + text(fact, "from") + "\" is in this channel.");
  }

  void check_inject(const Json& fact, const std::string& pointer) {
    const bool there = report_.known(text(fact, "inject"), {&catalogue_.injects}, "inject", pointer + "/inject");
    if (!fact.contains("by") || !report_.known(text(fact, "by"), {&catalogue_.teams}, "team", pointer + "/by") ||
        !there)
      return;
    if (!catalogue_.reaches(catalogue_.find("injects", text(fact, "inject"))->at("to"), text(fact, "by")))
      report_.warn(pointer + "/by", "This can never hold: nobody of \"" + text(fact, "by") + "\" gets this inject.");
  }

  void check_engagement(const Json& fact, const std::string& pointer) {
    if (catalogue_.sites.empty()) report_.fault(pointer + "/engagement", "This scenario has no engagement model.");
    const bool leaked = fact.at("engagement") == "leaked";
    if (leaked && !fact.contains("atLeast")) report_.fault(pointer, "Say \"atLeast\" how many have leaked.");
    if (!leaked && (fact.contains("atLeast") || fact.contains("at")))
      report_.fault(pointer, "Only \"leaked\" takes \"atLeast\" and \"at\".");
    if (fact.contains("at")) report_.known(text(fact, "at"), {&catalogue_.sites}, "site", pointer + "/at");
  }

  const Catalogue& catalogue_;
  Report& report_;
};

bool sees_dimension(const Json& dimension, const std::string& head, const std::string& team) {
  const auto visibility = dimension.value("visibility", "public");
  const bool shared = dimension.at("team").is_null();
  return head == "declared" || visibility != "team" || shared || (!team.empty() && dimension.at("team") == team);
}

bool sees(const Json& fact, const std::string& team, const Catalogue& catalogue) {
  const auto head = head_of(fact);
  const auto entry = [&](const char* list) { return catalogue.find(list, text(fact, head)); };
  if (head == "posture" || head == "declared")
    return !entry("posture") || sees_dimension(*entry("posture"), head, team);
  if (head == "indicator") return !entry("indicators") || catalogue.reaches(entry("indicators")->at("visibleTo"), team);
  if (head == "agreement")
    return fact.at(head) == "deposited" || catalogue.reaches(fact.value("parties", Json::array()), team);
  if (head == "inject") return !entry("injects") || catalogue.reaches(entry("injects")->at("to"), team);
  if (head == "messages")
    return !entry("channels") || entry("channels")->value("public", false) ||
           catalogue.reaches(entry("channels")->at("members"), team);
  if (head == "silent") return text(fact, head) == team;
  if (head == "request" || head == "action") return fact.value("by", "") == team;
  if (head == "ruling") return !entry("posture") || (!team.empty() && entry("posture")->at("team") == team);
  if (head != "document") return true;
  const Json* document = fact.contains("id") ? catalogue.find("documents", text(fact, "id")) : nullptr;
  return document && catalogue.reaches(document->at("parties"), team);
}

}  // namespace

void check_condition(const Json& condition, const std::string& pointer, const Catalogue& catalogue, Report& report) {
  ConditionChecker(catalogue, report).check(condition, pointer, 1);
}

void check_not_before(const Json& condition, const std::string& time, const std::string& pointer,
                      const Catalogue& catalogue, Report& report) {
  std::vector<Json> facts;
  facts_at_once(condition, facts);
  if (contradict(facts, catalogue)) return;
  facts.push_back({{"after", time}});
  if (contradict(facts, catalogue)) report.warn(pointer, "This can never hold: its time is over when \"at\" comes.");
}

void check_seen_by(const Json& condition, const std::string& team, const std::string& pointer,
                   const Catalogue& catalogue, Report& report) {
  const auto head = head_of(condition);
  if (head == "not") return check_seen_by(condition.at(head), team, json::pointer(pointer, head), catalogue, report);
  if (head == "all" || head == "any") {
    for (std::size_t i = 0; i < condition.at(head).size(); ++i)
      check_seen_by(condition.at(head)[i], team, json::pointer(json::pointer(pointer, head), i), catalogue, report);
  } else if (!sees(condition, team, catalogue)) {
    report.warn(pointer, (team.empty() ? "Not all teams can see this" : "\"" + team + "\" cannot see this") +
                             ", and a refusal would tell it. Rest the level on what its own team knows.");
  }
}

}  // namespace startex::scenario
