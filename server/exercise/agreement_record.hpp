// What is remembered of agreements: the bookkeeping of their events.
#pragma once

#include "exercise/agreements.hpp"

namespace startex::exercise {

std::vector<EventType> agreement_events();

}  // namespace startex::exercise
