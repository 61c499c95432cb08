// Tables as text that spreadsheets open (RFC 4180).
#pragma once

#include <string>
#include <string_view>

namespace startex::review {

// One quoted cell. A text that begins like a formula gets an apostrophe, so that no spreadsheet computes it.
std::string csv_cell(std::string_view text);

}  // namespace startex::review
