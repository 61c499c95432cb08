// Reports as pages that are read, and printed, without the program.
#pragma once

#include <string>

#include "review/report.hpp"

namespace startex::publish {

// One HTML page with its styles inside, for screens and A4; references lead to the events at its end. Text is Markdown
// without HTML; the page's own policy lets nothing run and nothing load.
std::string to_html(const review::AfterAction& report);

}  // namespace startex::publish
