// What is remembered of joint documents: the bookkeeping of their events.
#pragma once

#include "exercise/documents.hpp"

namespace startex::exercise {

std::vector<EventType> document_events();

}  // namespace startex::exercise
