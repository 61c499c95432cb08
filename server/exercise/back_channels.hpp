// Back-channels: private channels that seats open to other seats, where the scenario allows it; control sees them, and
// may cut and restore any channel.
#pragma once

#include "exercise/capability.hpp"

namespace startex::exercise {

struct BackChannels {
  bool allowed = false;
};

extern const Capability back_channels_capability;

}  // namespace startex::exercise
