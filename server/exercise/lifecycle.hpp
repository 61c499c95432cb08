// STARTEX, PAUSEX, ENDEX and the opening of the review.
#pragma once

#include <string>

#include "exercise/capability.hpp"

namespace startex::exercise {

enum class Phase { lobby, running, paused, ended };

std::string_view to_text(Phase phase);

struct Lifecycle {
  Phase phase = Phase::lobby;
  bool review_open = false;
  std::string exercise;
  std::string title;
  std::string marking;
};

extern const Capability lifecycle_capability;

}  // namespace startex::exercise
