// Conditions as scenarios write them: structured data, so that a form can edit them, a schema check them, and the log
// say why one held. docs/authoring.md lists the facts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exercise/calendar.hpp"
#include "json/json.hpp"

namespace startex::exercise {

struct State;

struct Condition {
  enum class Kind {
    never,
    all,
    any,
    negation,
    posture,
    declared,
    indicator,
    agreement,
    document,
    messages,
    statements,
    inject,
    after,
    before,
    move,
    silent,
    engagement,
    request,
    ruling,
    action
  };
  Kind kind = Kind::never;
  std::vector<Condition> parts;  // of all, any, negation
  std::string subject;  // the dimension, indicator, channel, team, inject or move; the state of an agreement or
                        // document; the outcome of an action
  std::string relation;              // "is", "atLeast", "atMost", "above", "below"
  std::string value;                 // a level, or what has become of an inject
  double number = 0;                 // a value or a count
  calendar::Millis time = 0;         // of after and before: exercise time; of silent: a span
  std::vector<std::string> parties;  // of an agreement: at least these
  std::string other;                 // from or by whom; the dimension of an agreement; the id of a document; a site
  Json source;                       // as it was written
};

// Total: what cannot be read never holds. `start` is the exercise's, for times like "D+30 09:00".
Condition parse_condition(const Json& json, calendar::Instant start);

// At this exercise time, if nothing else happens until then.
bool holds(const Condition& condition, const State& state, calendar::Millis at);

// The first exercise time from `from` on at which it holds if nothing else happens.
std::optional<calendar::Millis> first_moment(const Condition& condition, const State& state, calendar::Millis from);

// Each fact with whether it holds, and its value where it has one: [{"condition":…,"holds":true,"value":7}].
Json explain(const Condition& condition, const State& state, calendar::Millis at);

}  // namespace startex::exercise
