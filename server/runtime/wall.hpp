// The wall clock: the one place where it is read.
#pragma once

#include <chrono>

#include "exercise/calendar.hpp"

namespace startex::runtime {

inline calendar::Millis wall_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace startex::runtime
