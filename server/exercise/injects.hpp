// The MSEL: what control puts into the exercise, at its time, by hand, or composed on the spot.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exercise/capability.hpp"
#include "exercise/condition.hpp"

namespace startex::exercise {

enum class InjectState { manual, scheduled, conditional, held, released, skipped };

// A version for some of the recipients, who get it in place of the common one.
struct Variant {
  std::vector<std::string> to;
  std::string title, body;  // an empty title is the common one
  Json in;                  // the two in other languages: {"ko":{"title","body"}}
};

struct Inject {
  std::string id, title, body, type, from, expected_action;
  std::vector<std::string> to;  // team and seat ids, "all"
  Json in;                      // title and body in other languages, as long as control has not rewritten them
  std::vector<Variant> variants;
  InjectState state = InjectState::manual;
  std::uint64_t order = 0;             // the planned order, which settles what goes first at one moment
  std::optional<calendar::Millis> at;  // exercise time
  std::string move;                    // or: `offset` after this move has begun
  calendar::Millis offset = 0;
  std::optional<Condition> when;       // released when it holds, from its planned time on
  std::vector<Audience> delivered;     // the audiences of its releases
  std::set<std::string> acknowledged;  // seats
  std::set<std::string> responded;     // seats

  bool open() const { return state != InjectState::released && state != InjectState::skipped; }
  InjectState planned() const;  // the state it has by its plan alone
  bool reached(const Viewer& viewer) const;
};

struct Injects {
  std::map<std::string, Inject> injects;
};

extern const Capability injects_capability;

}  // namespace startex::exercise
