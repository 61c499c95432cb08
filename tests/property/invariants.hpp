// What is true of every state that an exercise can reach, whatever was asked. A sentence for the first that is not.
#pragma once

#include <optional>
#include <string>

#include "exercise/exercise.hpp"
#include "exercise/state.hpp"

namespace startex::test {

std::optional<std::string> broken_invariant(const exercise::State& state);

// Of an event that has happened in this state: it is addressed to places that exist, and what belongs to some is
// addressed to nobody beyond them.
std::optional<std::string> broken_audience(const exercise::State& state, const exercise::Event& event);

}  // namespace startex::test
