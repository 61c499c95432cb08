// Random people ask random things, mostly about what is there: the small scenario, played by dice.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "support/stage.hpp"

namespace startex::test {

// A text that can be found again, and nowhere by accident, and whom it was written for. Nobody else ever reads it.
struct Canary {
  std::string text;
  exercise::Audience meant;
};

struct RefusalSeen {
  exercise::Viewer viewer;
  std::string text;  // everything that the answer says
};

class RandomPlay {
 public:
  explicit RandomPlay(std::uint64_t seed);

  // So many commands, each at a later moment. Stops at the first promise that is broken, and says which.
  void play(int commands);

  Stage stage;
  const std::string& broken() const { return broken_; }
  const std::vector<Canary>& canaries() const { return canaries_; }
  const std::vector<RefusalSeen>& refusals() const { return refusals_; }

 private:
  // What can be asked, how often among the rest, and with which params; "?" marks one that is now and then left out.
  struct Move {
    std::string method;
    int weight;
    std::string fields;
  };
  static const std::vector<Move>& moves();

  void step();
  Json params(const Move& move);
  Json value(const std::string& field, const Json& so_far, const std::string& method);
  // Whom a text of this command is for, as far as who asks it with these params can tell.
  exercise::Audience meant(const std::string& method, const Json& params) const;

  std::size_t below(std::size_t bound) { return bound ? random_() % bound : 0; }
  bool one_in(std::size_t bound) { return below(bound) == 0; }
  std::string pick(std::initializer_list<const char*> words) { return *(words.begin() + below(words.size())); }
  template <typename Map>
  std::string id_in(const Map& map);
  std::string canary();
  Json canary_list(std::size_t most);
  std::string moment();
  Json some_of(std::initializer_list<const char*> words);
  Json some_parties();
  Json changes(const Json& so_far);
  Json annexes(const Json& so_far);

  std::mt19937_64 random_;
  calendar::Millis now_ = 0;
  std::string who_;
  std::string broken_;
  std::vector<std::string> written_;  // canaries of the command being asked
  std::vector<Canary> canaries_;
  std::vector<RefusalSeen> refusals_;
};

}  // namespace startex::test
