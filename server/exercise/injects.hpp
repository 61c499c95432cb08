// The MSEL: what control puts into the exercise, at its time, by hand, or composed on the spot.
#pragma once

#include <deque>
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

// When an inject is planned for; nothing: control releases it.
struct Timing {
  std::optional<calendar::Millis> at;  // exercise time
  std::string move;                    // or: `offset` after this move has begun
  calendar::Millis offset = 0;
};

// What control can change of an inject until it is released.
struct Plan : Timing {
  std::string title, body, type, from, expected_action;
  std::vector<std::string> to;           // team and seat ids, "all"
  std::vector<std::string> attachments;  // the ids of files that it carries
  Json in;                               // title and body in other languages, as long as control has not rewritten them
  InjectState state = InjectState::manual;
  std::optional<Condition> when;  // released when it holds, from its planned time on

  InjectState planned() const;  // the state it has by its plan alone
};

struct Inject : Plan {
  std::string id, number, objective;
  std::vector<Variant> variants;
  std::uint64_t order = 0;               // the planned order, which settles what goes first at one moment
  std::vector<Audience> delivered;       // the audiences of its releases
  std::set<std::string> acknowledged;    // seats
  std::set<std::string> responded;       // seats
  std::map<std::string, bool> expected;  // whether what was expected has been done, by team; "": by all

  bool open() const { return state != InjectState::released && state != InjectState::skipped; }
  bool reached(const Viewer& viewer) const;
};

// What control has changed of the plan, as far as it can be undone.
struct Change {
  std::string kind;                     // "held", "unheld", "skipped", "edited", "composed", "shifted"
  std::string inject;                   // which one
  Plan before;                          // and how it was
  std::map<std::string, Timing> times;  // of "shifted": when each of its injects was planned for
};

struct Injects {
  std::map<std::string, Inject> injects;
  std::deque<Change> changes;  // the latest last
  bool all_held = false;       // nothing goes out but by control's hand
};

extern const Capability injects_capability;

}  // namespace startex::exercise
