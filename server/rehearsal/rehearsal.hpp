// Plays a scenario to its end without people and without waiting, and says what has happened of it: which injects went
// out and why, which rules never fired, how long each team was silent, what was refused.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "exercise/exercise.hpp"

namespace startex::rehearsal {

struct Options {
  std::uint64_t seed = 1;
  bool people = true;  // false: nobody does anything, only the world and the scenario's own people
};

struct InjectFate {
  std::string id, number, title;
  std::string fate;  // "on schedule", "by condition", "by an effect", "by hand", or, if it never went out, its state
  calendar::Millis at = 0;
};

struct EffectFate {
  std::string id, title;
  int firings = 0;
};

struct Coverage {
  bool ended = false;
  std::uint64_t events = 0;
  std::size_t asked = 0;
  calendar::Millis start = 0, end = 0;         // exercise time
  std::map<std::string, std::size_t> refused;  // code → how often
  std::vector<InjectFate> injects;             // in the order of the scenario
  std::vector<EffectFate> effects;
  std::map<std::string, calendar::Millis> longest_silence;  // team → exercise time
  std::vector<std::string> scripted_refusals;               // "act: hint"
};

Coverage rehearse(const Json& scenario, const Options& options);

// For people to read.
std::string to_text(const Coverage& coverage);

}  // namespace startex::rehearsal
