#include "rehearsal/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rehearsal/words.hpp"

namespace startex::rehearsal {
namespace {

std::string span(calendar::Millis ms) {
  return ms >= calendar::day ? fmt::format("{}d {}h", ms / calendar::day, ms % calendar::day / calendar::hour)
                             : fmt::format("{}h {}m", ms / calendar::hour, ms % calendar::hour / calendar::minute);
}

std::string waits_for(const InjectFate& inject, const Json& scenario) {
  if (inject.fate == "manual") return "waits for control's hand";
  if (inject.fate == "missed") return "MISSED: nothing explains why it did not go out";
  const auto words = in_words(inject.when, scenario);
  if (inject.fate == "effect") return "waits for an effect, which waits until " + words;
  return (inject.fate == "contingency" ? "for when it stalls, when " : "until ") + words;
}

std::string sentence(const std::map<std::string, int>& counts) {
  static const std::pair<const char*, const char*> names[] = {
      {"on schedule", "on schedule"},
      {"by condition", "by condition"},
      {"by an effect", "by an effect"},
      {"by hand", "by hand"},
      {"conditional", "conditional and not met"},
      {"contingency", "contingency and not needed"},
      {"effect", "of effects that did not fire"},
      {"manual", "manual and not released"},
      {"missed", "MISSED"}};
  std::string out;
  for (const auto& [fate, name] : names)
    if (const auto it = counts.find(fate); it != counts.end()) out += fmt::format("; {} {}", it->second, name);
  return out;
}

void with_when(Json& entry, const Json& when, const Json& scenario) {
  if (when.is_null()) return;
  entry["when"] = when;
  entry["words"] = in_words(when, scenario);
}

}  // namespace

std::map<std::string, int> Coverage::counts() const {
  std::map<std::string, int> counts;
  for (const auto& inject : injects) {
    ++counts[inject.fate];
    ++counts[inject.at ? "fired" : "unfired"];
  }
  return counts;
}

bool Coverage::whole() const {
  return ended && std::none_of(injects.begin(), injects.end(), [](const auto& one) { return one.fate == "missed"; });
}

std::string to_text(const Coverage& coverage, const Json& scenario) {
  const auto at = [&](calendar::Millis ms) { return calendar::format_exercise(ms, coverage.offset_minutes).substr(0, 16); };
  std::string out = fmt::format("{}: {} of exercise time, {} events, {} commands, seed {}{}\n",
                                coverage.ended ? "Played to ENDEX" : "Did not reach ENDEX",
                                span(coverage.end - coverage.start), coverage.events, coverage.asked, coverage.seed,
                                coverage.people ? "" : ", nobody at the table");
  out += fmt::format("Injects: {}{}\n", coverage.injects.size(), sentence(coverage.counts()));
  for (const auto& inject : coverage.injects)
    out += fmt::format("  {:<17}  {:<5} {} ({})\n", inject.at ? at(*inject.at) : "never", inject.number, inject.title,
                       inject.at ? inject.fate : waits_for(inject, scenario));
  const auto fired = std::count_if(coverage.effects.begin(), coverage.effects.end(),
                                   [](const auto& effect) { return effect.firings > 0; });
  out += fmt::format("Effects: {} of {} fired\n", fired, coverage.effects.size());
  for (const auto& effect : coverage.effects)
    if (effect.firings == 0) out += fmt::format("  never  {}: {}\n", effect.title, in_words(effect.when, scenario));
  if (!coverage.acts.empty()) {
    const auto acted =
        std::count_if(coverage.acts.begin(), coverage.acts.end(), [](const auto& act) { return act.fate == "acted"; });
    out += fmt::format("Scripted acts: {} of {} done\n", acted, coverage.acts.size());
    for (const auto& act : coverage.acts)
      if (act.fate != "acted")
        out += fmt::format("  {:<7}  {} ({}): {}\n", act.fate, act.id, act.by,
                           act.fate == "refused" ? act.hint : in_words(act.when, scenario));
  }
  for (const auto& [team, silence] : coverage.longest_silence)
    out += fmt::format("Longest silence of {}: {}, from {}\n", team, span(silence.to - silence.from), at(silence.from));
  for (const auto& [code, count] : coverage.refused) out += fmt::format("Refused as {}: {}\n", code, count);
  return out;
}

Json to_json(const Coverage& coverage, const Json& scenario) {
  const auto at = [&](calendar::Millis ms) { return calendar::format_exercise(ms, coverage.offset_minutes); };
  Json out{{"scenario", {{"id", scenario.at("id")}, {"title", scenario.at("title")}, {"version", scenario.at("version")}}},
           {"seed", coverage.seed},
           {"nobody", !coverage.people},
           {"ended", coverage.ended},
           {"whole", coverage.whole()},
           {"from", at(coverage.start)},
           {"to", at(coverage.end)},
           {"events", coverage.events},
           {"commands", coverage.asked},
           {"counts", coverage.counts()},
           {"refused", coverage.refused},
           {"injects", Json::array()},
           {"effects", Json::array()},
           {"acts", Json::array()},
           {"silences", Json::array()}};
  for (const auto& inject : coverage.injects) {
    Json entry{{"inject", inject.id}, {"number", inject.number}, {"title", inject.title}, {"fate", inject.fate}};
    if (inject.at) entry["at"] = at(*inject.at);
    with_when(entry, inject.when, scenario);
    out["injects"].push_back(std::move(entry));
  }
  for (const auto& effect : coverage.effects) {
    Json entry{{"effect", effect.id}, {"title", effect.title}, {"firings", effect.firings}};
    with_when(entry, effect.when, scenario);
    out["effects"].push_back(std::move(entry));
  }
  for (const auto& act : coverage.acts) {
    Json entry{{"act", act.id}, {"by", act.by}, {"ask", act.ask}, {"fate", act.fate}};
    if (!act.hint.empty()) entry["hint"] = act.hint;
    with_when(entry, act.when, scenario);
    out["acts"].push_back(std::move(entry));
  }
  for (const auto& [team, silence] : coverage.longest_silence)
    out["silences"].push_back({{"team", team},
                               {"from", at(silence.from)},
                               {"to", at(silence.to)},
                               {"minutes", (silence.to - silence.from) / calendar::minute}});
  return out;
}

}  // namespace startex::rehearsal
