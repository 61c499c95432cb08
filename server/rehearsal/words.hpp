// A condition in words, for somebody who reads a report: "Shared data stands at real time or above, and it is past D+3
// 09:00". Titles are the scenario's own.
#pragma once

#include <string>

#include "json/json.hpp"

namespace startex::rehearsal {

// `condition` as scenarios write it; a form that is not known is given as it is written.
std::string in_words(const Json& condition, const Json& scenario);

}  // namespace startex::rehearsal
