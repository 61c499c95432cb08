#include "scenario/pacings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenario/catalogue.hpp"

namespace startex::scenario {
namespace {

constexpr double tolerance = 0.15;  // of the minutes that a pacing announces

// The latest time from which on a condition can hold by the clock alone.
calendar::Millis latest(const Json& condition, const Catalogue& catalogue) {
  calendar::Millis end = 0;
  if (condition.contains("after")) end = catalogue.time(condition.at("after").get<std::string>()).value_or(0);
  for (const auto* head : {"all", "any"})
    if (condition.contains(head))
      for (const Json& part : condition.at(head)) end = std::max(end, latest(part, catalogue));
  return end;
}

// The exercise time of the last thing that is planned for a time.
calendar::Millis planned_end(const Catalogue& catalogue) {
  calendar::Millis end = catalogue.start->ms;
  const auto take = [&](const Json& item, const char* key) {
    if (item.contains(key) && item.at(key).is_string())
      end = std::max(end, catalogue.time(item.at(key).get<std::string>()).value_or(end));
  };
  each(catalogue.document.at("clock"), "moves", [&](const Json& move, const std::string&) { take(move, "start"); });
  each(catalogue.document, "injects", [&](const Json& inject, const std::string&) {
    take(inject, "at");
    if (inject.contains("when")) end = std::max(end, latest(inject.at("when"), catalogue));
    if (!inject.contains("at") || !inject.at("at").is_object()) return;
    const Json& at = inject.at("at");
    const auto after = calendar::parse_hours(at.at("after").get<std::string>());
    each(catalogue.document.at("clock"), "moves", [&](const Json& move, const std::string&) {
      if (move.at("id") != at.at("move") || !move.contains("start") || !after) return;
      if (const auto start = catalogue.time(move.at("start").get<std::string>())) end = std::max(end, *start + *after);
    });
  });
  return end;
}

// Wall minutes from the start to the planned end at the paces of this clock.
double minutes_of(const Json& clock, const Catalogue& catalogue) {
  const auto end = planned_end(catalogue);
  auto from = catalogue.start->ms;
  double pace = clock.at("pace").get<double>(), wall_ms = 0;
  each(clock, "moves", [&](const Json& move, const std::string&) {
    const auto start = move.contains("start") ? catalogue.time(move.at("start").get<std::string>()) : std::nullopt;
    if (!start || *start < from) return;
    wall_ms += static_cast<double>(*start - from) / pace;
    from = *start;
    pace = move.value("pace", pace);
  });
  return (wall_ms + static_cast<double>(end - from) / pace) / static_cast<double>(calendar::minute);
}

}  // namespace

std::vector<Fault> check_pacings(const Json& document) {
  Report report;
  const Catalogue catalogue(document);
  Names ids;
  each(document.at("clock"), "pacings", [&](const Json& pacing, const std::string& at) {
    const auto pointer = "/clock" + at;
    if (!ids.insert(pacing.at("id").get<std::string>()).second)
      report.fault(pointer + "/id", "This id stands here twice.");
    each(pacing, "moves", [&](const Json& move, const std::string& in) {
      report.known(move.at("move").get<std::string>(), {&catalogue.moves}, "move", pointer + in + "/move");
    });
    if (!catalogue.start) return;
    const double takes = minutes_of(paced(document, pacing.at("id").get<std::string>())->at("clock"), catalogue);
    const double said = pacing.at("minutes").get<double>();
    if (std::abs(takes - said) > tolerance * said)
      report.warn(pointer + "/minutes", fmt::format("At these paces the last inject comes after {:.0f} minutes, and not "
                                                    "after about {:.0f}.",
                                                    takes, said));
  });
  return report.take();
}

std::optional<Json> paced(const Json& document, const std::string& pacing) {
  const Json& offered = list_of(document.at("clock"), "pacings");
  const auto chosen =
      std::find_if(offered.begin(), offered.end(), [&](const Json& one) { return one.at("id") == pacing; });
  if (chosen == offered.end()) return std::nullopt;
  std::optional<Json> out(std::in_place, document);
  Json& clock = (*out)["clock"];
  clock["pace"] = chosen->at("pace");
  clock["pacing"] = pacing;
  if (!clock.contains("moves")) return out;
  for (Json& move : clock["moves"]) {
    // Where one move has a pace of its own, the others go back to the common one.
    move.erase("pace");
    if (!list_of(*chosen, "moves").empty()) move["pace"] = chosen->at("pace");
    for (const Json& own : list_of(*chosen, "moves"))
      if (own.at("move") == move.at("id")) move["pace"] = own.at("pace");
  }
  return out;
}

}  // namespace startex::scenario
