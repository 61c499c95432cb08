// The measures one by one; each says in its file what it counts.
#pragma once

#include <memory>

#include "review/measures.hpp"

namespace startex::review {

std::unique_ptr<Measure> response_measure();
std::unique_ptr<Measure> posture_measure();
std::unique_ptr<Measure> indicators_measure();
std::unique_ptr<Measure> network_measure();
std::unique_ptr<Measure> share_measure();
std::unique_ptr<Measure> agreements_measure();
std::unique_ptr<Measure> concessions_measure();
std::unique_ptr<Measure> moderation_measure();
std::unique_ptr<Measure> queue_measure();
std::unique_ptr<Measure> silence_measure();
std::unique_ptr<Measure> concurrency_measure();

}  // namespace startex::review
