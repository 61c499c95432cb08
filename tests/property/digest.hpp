// A state as text, for comparing two of them: everything that a later decision can rest on.
#pragma once

#include <string>

#include "exercise/exercise.hpp"
#include "exercise/state.hpp"

namespace startex::test {

std::string digest(const exercise::State& state);

}  // namespace startex::test
