// How this server computes again what a record promises: its hash, and the chance that an exercise is played with.
#pragma once

#include "access/tokens.hpp"
#include "engine/chance.hpp"
#include "review/promises.hpp"

namespace startex::runtime {

inline const review::Arithmetic arithmetic{
    access::sha256_hex,
    [](const std::string& seed) -> std::unique_ptr<exercise::Chance> {
      return std::make_unique<engine::SeededChance>(seed);
    },
};

}  // namespace startex::runtime
