// Reports as workbooks.
#pragma once

#include <filesystem>
#include <string>
#include <tl/expected.hpp>

#include "review/report.hpp"

namespace startex::publish {

// An XLSX file: a sheet a section, the plan with its columns, and the events referred to. Every cell is a text or a
// number: nothing that somebody wrote is ever computed. `scratch` names a file that may be written meanwhile, and is
// gone afterwards. The error is a sentence for the operator.
tl::expected<std::string, std::string> to_xlsx(const review::AfterAction& report, const std::filesystem::path& scratch);

}  // namespace startex::publish
