// Tables of text as spreadsheet programs write them: separated by commas, semicolons or tabs, in UTF-8, UTF-16 or the
// code page of a Korean, Japanese or Western European Windows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace startex::access {

struct CsvRow {
  std::size_t line;                // where it begins in the file, from 1
  std::vector<std::string> cells;  // UTF-8, blanks at both ends cut off
};

struct CsvTable {
  std::vector<CsvRow> rows;  // without the empty ones
  std::string encoding;      // as it was read: "UTF-8", "UTF-16LE", "CP949", …
};

// The error is a sentence that says what is wrong with the file.
tl::expected<CsvTable, std::string> read_csv(std::string_view bytes);

// One cell for a file that a spreadsheet opens: quoted where needed, and never taken for a formula.
std::string csv_cell(std::string_view text);

}  // namespace startex::access
