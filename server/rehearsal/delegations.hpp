// People made of dice, for rehearsing a scenario: delegates who read, answer, propose, write, sign and speak about as
// often as a class does, and a facilitator who lets most of it through. The same seed gives the same play.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "exercise/exercise.hpp"
#include "exercise/state.hpp"

namespace startex::rehearsal {

struct Wish {
  exercise::Asker asker;
  std::string method;
  Json params;
};

class Delegations {
 public:
  explicit Delegations(std::uint64_t seed) : random_(seed) {}

  // What one seat would like to do now; mostly nothing.
  std::vector<Wish> of_seat(const exercise::State& state, const exercise::Participant& person);
  // What control does with whatever waits for it.
  std::vector<Wish> of_control(const exercise::State& state);

 private:
  bool chance(double probability) { return std::uniform_real_distribution<>(0, 1)(random_) < probability; }
  template <typename List>
  const auto& pick(const List& list) {
    return list[random_() % list.size()];
  }
  void inbox(const exercise::State& state, const exercise::Participant& person, std::vector<Wish>& wishes);
  void talk(const exercise::State& state, const exercise::Participant& person, std::vector<Wish>& wishes);
  void posture(const exercise::State& state, const exercise::Participant& person, std::vector<Wish>& wishes);
  void agreements(const exercise::State& state, const exercise::Participant& person, std::vector<Wish>& wishes);
  void documents(const exercise::State& state, const exercise::Participant& person, std::vector<Wish>& wishes);
  void desk(const exercise::State& state, const exercise::Participant& person, std::vector<Wish>& wishes);

  std::mt19937_64 random_;
  int said_ = 0;
};

}  // namespace startex::rehearsal
