// What binds delegations, and what control rules on it: the second half of an agreement's commands.
#pragma once

#include "exercise/agreements.hpp"

namespace startex::exercise {

Outcome sign_agreement(Turn& turn, json::Reader& in);
Outcome unsign_agreement(Turn& turn, json::Reader& in);
Outcome decline_agreement(Turn& turn, json::Reader& in);
Outcome deposit_agreement(Turn& turn, json::Reader& in);
Outcome denounce_agreement(Turn& turn, json::Reader& in);
Outcome hold_agreement(Turn& turn, json::Reader& in);
Outcome release_agreement(Turn& turn, json::Reader& in);
Outcome return_agreement(Turn& turn, json::Reader& in);
Outcome annul_agreement(Turn& turn, json::Reader& in);
Outcome confirm_agreement(Turn& turn, json::Reader& in);

}  // namespace startex::exercise
