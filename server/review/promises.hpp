// What a log promises beyond its hash chain: its first event commits to a scenario and to a seed by their hashes, the
// end of the exercise reveals the seed, and whatever chance decided was drawn from it.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "exercise/exercise.hpp"

namespace startex::review {

// How to compute again: SHA-256 as hex, and the chance that a seed's text gives.
struct Arithmetic {
  std::string (*hash)(std::string_view);
  std::unique_ptr<exercise::Chance> (*chance)(const std::string& seed);
};

// `stored` is the whole log from its first event. A sentence when a promise is broken: which one, at which event.
std::optional<std::string> broken_promise(std::span<const std::string> stored, const std::string& scenario_text,
                                          const Arithmetic& arithmetic);

}  // namespace startex::review
