// The tables of the catalog, and how those of an older program become today's.
#pragma once

#include "log/sqlite.hpp"

namespace startex::log {

// Brings a new or older catalog up to date, each step whole or not at all. Refuses one of a newer program.
tl::expected<void, Error> bring_up_to_date(sqlite3* catalog);

}  // namespace startex::log
