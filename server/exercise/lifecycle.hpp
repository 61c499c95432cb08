// STARTEX, PAUSEX, ENDEX and the opening of the review.
#pragma once

#include <string>

#include "exercise/capability.hpp"

namespace startex::exercise {

enum class Phase { lobby, running, paused, ended };

std::string_view to_text(Phase phase);

// What participants may read once control has opened the review: nothing yet, what they themselves received, or what
// every team, seat and the observers received. It is widened and never narrowed.
enum class ReviewScope { closed, own, all };

struct Lifecycle {
  Phase phase = Phase::lobby;
  bool review_open = false;
  ReviewScope review = ReviewScope::closed;
  std::string exercise;
  std::string title;
  std::string marking;

  // Whether somebody who looks as `own` may read the record of `wanted`.
  bool may_review(const Viewer& own, const Viewer& wanted) const;
};

extern const Capability lifecycle_capability;

}  // namespace startex::exercise
