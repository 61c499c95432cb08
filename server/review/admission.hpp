// Whether a log that was written elsewhere can be taken in: folded, shown and played on by this program.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <tl/expected.hpp>

#include "exercise/exercise.hpp"

namespace startex::review {

struct Inadmissible {
  std::uint64_t seq = 0;
  std::string message;  // a sentence; holds nothing of the log
};

// `stored` is a whole log whose chain is good, from anywhere. Gives what it folds to.
tl::expected<exercise::State, Inadmissible> admit(std::span<const std::string> stored);

}  // namespace startex::review
