// Indicators: meters that rules, costs and control move. Where one stands is known to those whom the scenario names.
#pragma once

#include <map>
#include <string>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Indicator {
  std::string id, title;
  double min = 0, max = 100, value = 0;
  Audience audience;
};

struct Indicators {
  std::map<std::string, Indicator> indicators;
};

// Moves an indicator that stands at `from` by an amount, within its range, and says where it stands then. Nothing
// happens where it cannot move. `control` says why: {"cause":"control"|"effect"|"cost",…}.
double move_indicator(Turn& turn, const Indicator& indicator, double from, double by, Json control);

// Whether `amount` can be taken from it.
bool affords(const Indicators& indicators, const std::string& id, double amount);

extern const Capability indicators_capability;

}  // namespace startex::exercise
