#include "publish/workbook.hpp"

#include <xlsxwriter.h>

#include <fstream>
#include <iterator>

#include "exercise/report.hpp"
#include "review/report_words.hpp"

namespace startex::publish {
namespace {

constexpr std::size_t cell_max = 30'000;  // bytes; a cell of a workbook holds 32,767 characters

// One sheet, filled from the top.
class Sheet {
 public:
  Sheet(lxw_workbook* book, const std::string& title) : sheet_(workbook_add_worksheet(book, name_of(title).c_str())) {
    head_ = workbook_add_format(book);
    format_set_bold(head_);
    format_set_bg_color(head_, 0xEEF2F8);
    body_ = workbook_add_format(book);
    format_set_text_wrap(body_);
    format_set_align(body_, LXW_ALIGN_VERTICAL_TOP);
    worksheet_freeze_panes(sheet_, 1, 0);
  }

  void heading(const std::vector<std::pair<std::string, double>>& columns) {
    lxw_col_t at = 0;
    for (const auto& [title, width] : columns) {
      worksheet_set_column(sheet_, at, at, width, nullptr);
      worksheet_write_string(sheet_, 0, at++, title.c_str(), head_);
    }
  }
  void text(lxw_col_t column, std::string value) {
    if (value.size() > cell_max) {
      auto end = cell_max;
      while ((static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) --end;
      value.resize(end);
    }
    worksheet_write_string(sheet_, row_, column, value.c_str(), body_);
  }
  void number(lxw_col_t column, double value) { worksheet_write_number(sheet_, row_, column, value, body_); }
  void next() { ++row_; }

 private:
  // Sheet names hold 31 characters and none of []:*?/\.
  static std::string name_of(std::string title) {
    std::erase_if(title, [](char c) { return std::string_view("[]:*?/\\").find(c) != std::string_view::npos; });
    return title;
  }

  lxw_worksheet* sheet_;
  lxw_format *head_, *body_;
  lxw_row_t row_ = 1;
};

void fill_text(Sheet sheet, const review::Section& section, std::string_view language) {
  sheet.heading({{std::string(review::word(language, "statement")), 100}, {std::string(review::word(language, "event")), 18}});
  std::size_t at = 0;
  const std::string& text = section.text;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = text.substr(at, end - at);
    at = end + 1;
    if (line.empty() || line.starts_with("| ---")) continue;
    std::string numbers;
    for (const auto n : exercise::references_in(line)) numbers += (numbers.empty() ? "" : " ") + std::to_string(n);
    sheet.text(0, line);
    sheet.text(1, numbers);
    sheet.next();
  }
}

void fill_plan(Sheet sheet, const review::Section& section, std::string_view language) {
  const auto columns = review::plan_columns(language);
  std::vector<std::pair<std::string, double>> heading;
  for (const auto& [field, title] : columns) heading.emplace_back(title, field == "issue" || field == "action" ? 50 : 18);
  sheet.heading(heading);
  for (const Json& row : section.rows) {
    lxw_col_t at = 0;
    for (const auto& [field, title] : columns) {
      const auto value = row.value(field, "");
      sheet.text(at++, field == "element" ? review::element_name(language, value) : value);
    }
    sheet.next();
  }
}

void fill_cited(Sheet sheet, const review::AfterAction& report) {
  const std::string_view language = report.language;
  sheet.heading({{std::string(review::word(language, "event")), 10},
                 {std::string(review::word(language, "time")), 26},
                 {std::string(review::word(language, "who")), 30},
                 {std::string(review::word(language, "what")), 80}});
  for (const auto& [n, event] : report.cited) {
    sheet.number(0, static_cast<double>(n));
    sheet.text(1, event.at);
    sheet.text(2, event.who);
    sheet.text(3, event.what);
    sheet.next();
  }
}

}  // namespace

tl::expected<std::string, std::string> to_xlsx(const review::AfterAction& report, const std::filesystem::path& scratch) {
  const auto path = scratch.string();
  lxw_workbook* book = workbook_new(path.c_str());
  if (book == nullptr) return tl::unexpected(std::string("There is no memory for a workbook."));
  for (const auto& section : report.sections)
    if (section.rows.is_array())
      fill_plan(Sheet(book, section.title), section, report.language);
    else
      fill_text(Sheet(book, section.title), section, report.language);
  fill_cited(Sheet(book, std::string(review::word(report.language, "evidence"))), report);
  const auto failed = workbook_close(book);
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  if (failed != LXW_NO_ERROR || bytes.empty())
    return tl::unexpected(std::string("A workbook could not be written: ") + lxw_strerror(failed));
  return bytes;
}

}  // namespace startex::publish
