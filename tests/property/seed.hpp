// The first seed of a test that plays by chance: the one that a variable names, to play a failure again, else any.
#pragma once

#include <cstdlib>
#include <random>
#include <string>

namespace startex::test {

inline std::uint64_t first_seed(const char* variable) {
  const char* given = std::getenv(variable);
  return given ? std::stoull(given) : std::random_device{}();
}

}  // namespace startex::test
