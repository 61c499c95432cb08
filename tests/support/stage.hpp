// A small exercise on a virtual clock, for tests that say: given this, when that, then so.
#pragma once

#include <string>
#include <vector>

#include "engine/chance.hpp"
#include "exercise/exercise.hpp"

namespace startex::test {

// Three teams of two seats: the heads of a and b speak and sign for them; c names nobody, so that both its seats do.
// Open, held, delayed and public channels; postures ruled by control, a seat, a team and nobody, one with a second,
// costs and requirements, one whose declared value differs; indicators, effects, a joint document; injects by time,
// move, hand, effect, condition and for a team that stalls.
Json small_scenario();

// Exercise and seed are fixed, the founding is at wall time 0, the pace one exercise minute a wall second.
class Stage {
 public:
  explicit Stage(Json scenario = small_scenario());

  // Moves the wall clock, and applies what falls due until then.
  Stage& at(calendar::Millis wall);

  // Asks; what happens is applied. `who`: "control", "control:NAME" for a facilitator who has said their name, or the
  // name of somebody who has joined.
  Result<std::vector<exercise::Event>> ask(const std::string& who, const std::string& method,
                                           Json params = Json::object());
  // Joins under a name: a team, or a seat.
  void join(const std::string& name, const std::string& place);
  void start() { (void)ask("control", "exercise.start"); }

  const exercise::State& state() const { return state_; }
  const std::vector<exercise::Event>& log() const { return log_; }
  std::vector<std::string> stored() const;
  exercise::Asker asker(const std::string& who) const;
  // The events from number `after` on, of this type.
  std::vector<exercise::Event> events(const std::string& type) const;
  // What a viewer has received, as EVENT texts.
  std::vector<std::string> seen_by(const std::string& viewer) const;

 private:
  void take(std::vector<exercise::Event> events);

  engine::SeededChance chance_{"0123456789abcdef"};
  exercise::State state_;
  std::vector<exercise::Event> log_;
  calendar::Millis now_ = 0;
};

}  // namespace startex::test
