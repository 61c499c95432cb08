// What a schema cannot say of a condition: that it speaks of what exists, that it can come to hold, and who can know
// whether it does.
#pragma once

#include <string>

#include "scenario/catalogue.hpp"

namespace startex::scenario {

// A condition's names, times and spans; and a warning where it holds always or never.
void check_condition(const Json& condition, const std::string& pointer, const Catalogue& catalogue, Report& report);

// Warns when none of the condition's moments comes after a time before which nothing happens.
void check_not_before(const Json& condition, const std::string& time, const std::string& pointer,
                      const Catalogue& catalogue, Report& report);

// Warns of each fact that a team cannot see (no team: that not all teams can see).
void check_seen_by(const Json& condition, const std::string& team, const std::string& pointer,
                   const Catalogue& catalogue, Report& report);

}  // namespace startex::scenario
