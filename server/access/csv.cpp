#include "access/csv.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <optional>

namespace startex::access {
namespace {

struct Text {
  std::string utf8, encoding;
};

// The bytes as UTF-8, or nothing when they are not of this encoding from beginning to end.
std::optional<std::string> decoded(std::string_view bytes, const char* encoding) {
  const iconv_t converter = ::iconv_open("UTF-8", encoding);
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string in(bytes), out(bytes.size() * 4 + 4, '\0');
  char *from = in.data(), *to = out.data();
  std::size_t left = in.size(), room = out.size();
  const bool whole = ::iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1) && left == 0;
  ::iconv_close(converter);
  if (!whole) return std::nullopt;
  out.resize(out.size() - room);
  // Control characters that no spreadsheet writes: the decoder let a byte through that the encoding does not have.
  for (std::size_t i = 0; i + 1 < out.size(); ++i)
    if (out[i] == '\xC2' && static_cast<unsigned char>(out[i + 1]) < 0xA0) return std::nullopt;
  return out;
}

// U+FF61 to U+FF9F, three bytes each in UTF-8: what Korean text turns into when it is read as Japanese.
std::size_t narrow_katakana(std::string_view utf8) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 2 < utf8.size(); ++i)
    if (utf8[i] == '\xEF' && (utf8[i + 1] == '\xBD' || utf8[i + 1] == '\xBE')) ++count;
  return count;
}

std::size_t wide(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE0; }));
}

// Bytes that are not Unicode: Excel writes CSV in the code page of its Windows and does not say which. The 2,350
// syllables of EUC-KR exclude nearly all Japanese text; what is left is Japanese unless it would be mostly half-width.
std::optional<Text> in_code_page(std::string_view bytes) {
  if (auto text = decoded(bytes, "EUC-KR")) return Text{std::move(*text), "CP949"};
  auto japanese = decoded(bytes, "CP932"), korean = decoded(bytes, "CP949");
  if (japanese && (!korean || narrow_katakana(*japanese) * 2 <= wide(*japanese)))
    return Text{std::move(*japanese), "Shift_JIS"};
  if (korean) return Text{std::move(*korean), "CP949"};
  if (auto text = decoded(bytes, "CP1252")) return Text{std::move(*text), "Windows-1252"};
  return std::nullopt;
}

std::optional<Text> to_text(std::string_view bytes) {
  const auto as = [&](std::size_t mark, const char* encoding) -> std::optional<Text> {
    auto text = decoded(bytes.substr(mark), encoding);
    if (!text) return std::nullopt;
    return Text{std::move(*text), encoding};
  };
  if (bytes.starts_with("\xEF\xBB\xBF")) return as(3, "UTF-8");
  if (bytes.starts_with("\xFF\xFE")) return as(2, "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return as(2, "UTF-16BE");
  // No table in another encoding has a zero byte; in UTF-16 every second one of plain Latin text is.
  if (const auto zero = bytes.find('\0'); zero != std::string_view::npos)
    return as(0, zero % 2 == 1 ? "UTF-16LE" : "UTF-16BE");
  if (auto text = as(0, "UTF-8")) return text;
  return in_code_page(bytes);
}

// The one that the first line has most of, outside quotes.
char separator_of(std::string_view text) {
  std::array<std::pair<char, int>, 3> counts{{{',', 0}, {';', 0}, {'\t', 0}}};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    for (auto& [separator, count] : counts) count += separator == c;
  }
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

std::string trimmed(const std::string& cell) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = cell.find_first_not_of(blanks);
  return begin == std::string::npos ? "" : cell.substr(begin, cell.find_last_not_of(blanks) - begin + 1);
}

// RFC 4180, with any of the line ends.
class Reader {
 public:
  Reader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  tl::expected<std::vector<CsvRow>, std::string> rows() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (quoted_) {
        take_quoted(c);
      } else if (c == '"' && trimmed(cell_).empty()) {
        quoted_ = true;
        opened_ = line_;
        cell_.clear();
      } else if (c == separator_) {
        end_cell();
      } else if (c == '\n' || c == '\r') {
        if (c == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
        end_row();
        row_.line = ++line_;
      } else {
        cell_ += c;
      }
    }
    if (quoted_) return tl::unexpected("The quotation mark in line " + std::to_string(opened_) + " is never closed.");
    end_row();
    return std::move(rows_);
  }

 private:
  void take_quoted(char c) {
    if (c == '\n') ++line_;
    if (c != '"') {
      cell_ += c;
    } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
      cell_ += c;
      ++at_;
    } else {
      quoted_ = false;
    }
  }
  void end_cell() { row_.cells.push_back(trimmed(std::exchange(cell_, ""))); }
  void end_row() {
    end_cell();
    const bool empty = std::all_of(row_.cells.begin(), row_.cells.end(), [](const auto& cell) { return cell.empty(); });
    if (!empty) rows_.push_back(std::move(row_));
    row_ = {line_, {}};
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0, line_ = 1, opened_ = 1;
  bool quoted_ = false;
  std::string cell_;
  CsvRow row_{1, {}};
  std::vector<CsvRow> rows_;
};

}  // namespace

tl::expected<CsvTable, std::string> read_csv(std::string_view bytes) {
  const auto fault = [](const char* sentence) { return tl::unexpected(std::string(sentence)); };
  auto text = to_text(bytes);
  if (!text) return fault("This is not a text file in a known encoding. Save it as CSV in UTF-8.");
  if (text->utf8.find('\0') != std::string::npos)
    return fault("This is not a text file. Save the sheet as CSV, not as a workbook.");
  auto rows = Reader(text->utf8, separator_of(text->utf8)).rows();
  if (!rows) return tl::unexpected(rows.error());
  return CsvTable{std::move(*rows), std::move(text->encoding)};
}

std::string csv_cell(std::string_view text) {
  std::string cell(text);
  if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos) cell.insert(0, "'");
  if (cell.find_first_of(",;\t\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace startex::access
