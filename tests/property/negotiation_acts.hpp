// What delegations a and b do behind the back of c, what all three do in public, and how c would ask about what it
// should not know.
#pragma once

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "support/world.hpp"

namespace startex::test {

struct Act {
  bool secret;
  std::function<void(World&)> perform;
};

// The `step`th act, of any capability of negotiation.
Act negotiation_act(std::mt19937_64& random, int step);

// Something by its id: the methods that take it, and the field that names it.
struct Secret {
  std::vector<std::string> methods;
  std::string field, id;
};

std::vector<Secret> hidden_from(const exercise::State& state, const std::string& team);

// Cat, of team c, asks for it by each of its methods.
void probe(World& world, const Secret& secret, const std::string& id);

}  // namespace startex::test
