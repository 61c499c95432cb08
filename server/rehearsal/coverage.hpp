// What of a scenario happened in a rehearsal, and what did not and why.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exercise/calendar.hpp"
#include "json/json.hpp"

namespace startex::rehearsal {

struct InjectFate {
  std::string id, number, title;
  std::string fate;  // "on schedule", "by condition", "by an effect", "by hand"; or, if it never went out,
                     // "contingency", "conditional", "effect", "manual" or, what should not be, "missed"
  std::optional<calendar::Millis> at;  // exercise time; nothing: it never went out
  Json when;                           // its condition, where it has one; of what waits for effects: any of theirs
};

struct EffectFate {
  std::string id, title;
  int firings = 0;
  Json when;
};

// What one of the scenario's own people did or did not do.
struct ActFate {
  std::string id, by, ask;
  std::string fate;  // "acted", "refused", or "waiting": its condition never held
  std::string hint;  // why it was refused
  Json when;
};

struct Silence {
  calendar::Millis from = 0, to = 0;  // exercise time
};

struct Coverage {
  bool ended = false;  // ENDEX was reached
  std::uint64_t seed = 0;
  bool people = true;
  std::uint64_t events = 0;
  std::size_t asked = 0;
  calendar::Millis start = 0, end = 0;         // exercise time
  int offset_minutes = 0;                      // at which exercise time is shown
  std::map<std::string, std::size_t> refused;  // code → how often
  std::vector<InjectFate> injects;             // in the order of the scenario
  std::vector<EffectFate> effects;
  std::vector<ActFate> acts;
  std::map<std::string, Silence> longest_silence;  // by team

  // The injects by their fates, and what is true of all: "fired", "unfired".
  std::map<std::string, int> counts() const;
  // Whether ENDEX was reached and whatever did not go out waits for a condition, an effect or a hand by design.
  bool whole() const;
};

// For people to read. `scenario` gives the titles that conditions are told with.
std::string to_text(const Coverage& coverage, const Json& scenario);
// For programs: docs/protocol.md has the shape.
Json to_json(const Coverage& coverage, const Json& scenario);

}  // namespace startex::rehearsal
