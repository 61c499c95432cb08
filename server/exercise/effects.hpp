// Effects: the scenario's rules, "when … then …". They are judged after everything that happens and at the moments at
// which time alone can make one true; what fires says in the log why it did and what it moved. An effect fires once;
// with "again" it fires each time its condition comes true anew, never twice within a span of exercise time and only so
// often, so that no loop of rules can run away.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "exercise/capability.hpp"
#include "exercise/condition.hpp"

namespace startex::exercise {

struct Effect {
  std::string id, title;
  std::uint64_t order = 0;
  Condition when, when_not;
  Json then;
  std::optional<calendar::Millis> again_after;  // nothing: once
  int limit = 1;
  int firings = 0;
  bool armed = true;  // its condition has been false since it fired
  calendar::Millis fired_at = 0;
};

struct Effects {
  std::map<std::string, Effect> effects;
};

extern const Capability effects_capability;

}  // namespace startex::exercise
