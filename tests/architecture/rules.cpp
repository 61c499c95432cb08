#include "architecture/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace startex::architecture {
namespace {

using Names = std::set<std::string>;

const std::map<std::string, Names> folders_of{
    {"json", {}},
    {"exercise", {"json"}},
    {"scenario", {"json", "exercise"}},
    {"telemetry", {}},
    {"log", {"json"}},
    {"engine", {"json", "exercise"}},
    {"access", {"json", "exercise"}},
    {"review", {"json", "exercise"}},
    {"publish", {"json", "exercise", "review"}},
    {"rehearsal", {"json", "exercise", "engine"}},
    {"net", {"json"}},
    {"runtime",
     {"json", "exercise", "scenario", "telemetry", "log", "engine", "access", "review", "publish", "rehearsal", "net"}},
    {"main", {"runtime", "telemetry"}},
};

// Beside the standard library.
const std::map<std::string, Names> libraries_of{
    {"json", {"nlohmann", "tl"}},
    {"exercise", {"nlohmann", "tl", "fmt"}},
    {"scenario", {"nlohmann", "tl", "fmt", "yaml-cpp", "valijson"}},
    {"telemetry", {"fmt", "spdlog", "prometheus", "tl"}},
    {"log", {"nlohmann", "tl", "fmt", "sqlite", "sodium", "posix"}},
    {"engine", {"nlohmann", "tl", "fmt", "sodium"}},
    {"access", {"nlohmann", "tl", "fmt", "sodium", "posix"}},
    {"review", {"nlohmann", "tl", "fmt", "boost-math"}},
    {"publish", {"nlohmann", "tl", "fmt", "xlsxwriter", "md4c"}},
    {"rehearsal", {"nlohmann", "tl", "fmt"}},
    {"net", {"nlohmann", "tl", "fmt", "asio", "beast", "posix"}},
    {"runtime", {"nlohmann", "tl", "fmt", "asio", "spdlog", "prometheus", "posix"}},
    {"main", {"fmt", "CLI", "tl"}},
};

// The library that a header in angle brackets belongs to; "std", or "" when nobody knows it.
std::string library_of(std::string_view header) {
  static const std::vector<std::pair<std::string, std::string>> prefixes{{"boost/beast", "beast"},
                                                                         {"boost/asio", "asio"},
                                                                         {"boost/math", "boost-math"},
                                                                         {"boost/system", "asio"},
                                                                         {"nlohmann/", "nlohmann"},
                                                                         {"tl/", "tl"},
                                                                         {"fmt/", "fmt"},
                                                                         {"sodium", "sodium"},
                                                                         {"sqlite3", "sqlite"},
                                                                         {"spdlog/", "spdlog"},
                                                                         {"prometheus/", "prometheus"},
                                                                         {"valijson/", "valijson"},
                                                                         {"xlsxwriter", "xlsxwriter"},
                                                                         {"md4c", "md4c"},
                                                                         {"yaml-cpp/", "yaml-cpp"},
                                                                         {"CLI/", "CLI"},
                                                                         {"sys/", "posix"},
                                                                         {"arpa/", "posix"},
                                                                         {"netinet/", "posix"}};
  static const Names posix{"unistd.h", "fcntl.h", "poll.h", "signal.h", "netdb.h", "dirent.h", "iconv.h"};
  for (const auto& [prefix, library] : prefixes)
    if (header.starts_with(prefix)) return library;
  if (posix.contains(std::string(header))) return "posix";
  return header.find_first_of("/.") == std::string_view::npos ? "std" : "";
}

// "net" of server/net/server.cpp, "main" of server/main.cpp, "" outside server/.
std::string folder_of(const std::string& path) {
  if (!path.starts_with("server/")) return {};
  const auto slash = path.find('/', 7);
  return slash == std::string::npos ? "main" : path.substr(7, slash - 7);
}

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool has_word(std::string_view line, std::string_view word) {
  for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !in_word(line[at - 1])) && (end == line.size() || !in_word(line[end]))) return true;
  }
  return false;
}

std::string at_line(const Source& source, std::size_t line, std::string_view what) {
  return fmt::format("{}:{}: {}", source.path, line, what);
}

// Calls `visit` with each line of `code` and its number from 1.
void each_line(const std::string& code, const std::function<void(const std::string&, std::size_t)>& visit) {
  std::istringstream lines(code);
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) visit(line, number);
}

// Calls `visit` with what each #include names, whether in angle brackets, and its line.
void each_include(const Source& source, const std::function<void(const std::string&, bool, std::size_t)>& visit) {
  each_line(code_of(source.text, false), [&](const std::string& line, std::size_t number) {
    const auto hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line.compare(hash, 1, "#") != 0 || line.find("include") == std::string::npos)
      return;
    const auto open = line.find_first_of("<\"");
    if (open == std::string::npos) return;
    const bool angle = line[open] == '<';
    const auto close = line.find(angle ? '>' : '"', open + 1);
    if (close != std::string::npos) visit(line.substr(open + 1, close - open - 1), angle, number);
  });
}

Faults words_not_allowed(const Source& source, const std::vector<std::string>& words, std::string_view why) {
  Faults faults;
  each_line(code_of(source.text, true), [&](const std::string& line, std::size_t number) {
    for (const auto& word : words)
      if (has_word(line, word)) faults.push_back(at_line(source, number, fmt::format("{} {}", word, why)));
  });
  return faults;
}

// What stands from the statement's beginning to its end around `at`; a condition ends where its block begins.
std::string statement_around(const std::string& code, std::size_t at) {
  auto begin = code.find_last_of(";{}", at);
  begin = begin == std::string::npos ? 0 : begin + 1;
  int depth = 0;
  for (auto end = begin; end < code.size(); ++end) {
    if (code[end] == '(') ++depth;
    if (code[end] == ')') --depth;
    const bool block_begins =
        code[end] == '{' && depth == 0 && end > at && code[code.find_last_not_of(" \n\t", end - 1)] == ')';
    const bool condition = block_begins && code.find_first_not_of(" \n\t", begin) != std::string::npos &&
                           (code.compare(code.find_first_not_of(" \n\t", begin), 2, "if") == 0 ||
                            code.compare(code.find_first_not_of(" \n\t", begin), 5, "while") == 0 ||
                            code.compare(code.find_first_not_of(" \n\t", begin), 6, "switch") == 0);
    if (condition || (code[end] == ';' && end > at)) return code.substr(begin, end - begin);
  }
  return code.substr(begin);
}

}  // namespace

std::string code_of(const std::string& text, bool strings_too) {
  enum class In { code, line_comment, block_comment, string, character };
  std::string out = text;
  In in = In::code;
  const auto blank = [&](std::size_t i) {
    if (out[i] != '\n') out[i] = ' ';
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    switch (in) {
      case In::code:
        if (c == '/' && (next == '/' || next == '*')) {
          in = next == '/' ? In::line_comment : In::block_comment;
          blank(i);
          blank(++i);
        } else if (c == 'R' && next == '"' && (i == 0 || !in_word(text[i - 1]))) {
          const auto open = text.find('(', i);
          const auto mark = ")" + text.substr(i + 2, open - i - 2) + "\"";
          const auto end = std::min(text.find(mark, open), text.size() - mark.size()) + mark.size();
          for (; i + 1 < end; ++i)
            if (strings_too) blank(i);
        } else if (c == '"') {
          in = In::string;
        } else if (c == '\'' && (i == 0 || !in_word(text[i - 1]))) {
          in = In::character;
        }
        break;
      case In::line_comment:
        if (c == '\n') in = In::code;
        blank(i);
        break;
      case In::block_comment:
        blank(i);
        if (c == '*' && next == '/') {
          blank(++i);
          in = In::code;
        }
        break;
      case In::string:
      case In::character:
        if (c == (in == In::string ? '"' : '\'')) {
          in = In::code;
        } else {
          if (strings_too) blank(i);
          if (c == '\\' && next != '\0') {
            ++i;
            if (strings_too) blank(i);
          }
        }
        break;
    }
  }
  return out;
}

Faults folder_faults(const Source& source) {
  Faults faults;
  const auto folder = folder_of(source.path);
  if (folder.empty()) return faults;
  const auto allowed = folders_of.find(folder);
  if (allowed == folders_of.end()) return {source.path + ": the table of folders does not know " + folder};
  each_include(source, [&](const std::string& header, bool angle, std::size_t line) {
    if (angle) return;
    const auto used = header.substr(0, header.find('/'));
    if (used != folder && !allowed->second.contains(used))
      faults.push_back(at_line(source, line, fmt::format("{} may not include {}", folder, used)));
  });
  return faults;
}

Faults library_faults(const Source& source) {
  Faults faults;
  const auto folder = folder_of(source.path);
  const auto allowed = libraries_of.find(folder);
  if (allowed == libraries_of.end()) return faults;
  each_include(source, [&](const std::string& header, bool angle, std::size_t line) {
    if (!angle) return;
    const auto library = library_of(header);
    if (library.empty())
      faults.push_back(at_line(source, line, fmt::format("<{}> belongs to no library of the table", header)));
    else if (library != "std" && !allowed->second.contains(library))
      faults.push_back(at_line(source, line, fmt::format("{} may not include <{}>", folder, header)));
  });
  return faults;
}

Faults purity_faults(const Source& source) {
  const auto folder = folder_of(source.path);
  if (folder != "exercise" && folder != "engine") return {};
  return words_not_allowed(source,
                           {"system_clock", "steady_clock", "high_resolution_clock", "utc_clock", "gettimeofday",
                            "clock_gettime", "random_device", "mt19937", "rand", "sleep_for", "sleep_until", "mutex",
                            "thread", "jthread", "condition_variable", "atomic", "async", "getenv"},
                           "has no place in the rules and the actor");
}

Faults wall_clock_faults(const Source& source) {
  if (!source.path.starts_with("server/") || source.path == "server/runtime/wall.hpp") return {};
  return words_not_allowed(source, {"system_clock::now", "gettimeofday", "clock_gettime"},
                           "is read in server/runtime/wall.hpp only");
}

Faults coroutine_faults(const Source& source) {
  Faults faults;
  const auto code = code_of(source.text, true);
  for (auto at = code.find("co_await"); at != std::string::npos; at = code.find("co_await", at + 1)) {
    if (statement_around(code, at).find_first_of("{?") == std::string::npos) continue;
    const auto line =
        static_cast<std::size_t>(std::count(code.begin(), code.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + 1;
    faults.push_back(at_line(source, line, "a statement with co_await holds no lambda, brace initialiser or ?:"));
  }
  return faults;
}

Faults sleep_faults(const Source& source) {
  if (!source.path.starts_with("tests/")) return {};
  for (const std::string_view waits : {"tests/net/", "tests/runtime/", "tests/crash/", "tests/e2e/", "tests/support/"})
    if (source.path.starts_with(waits)) return {};
  return words_not_allowed(source, {"sleep_for", "sleep_until", "usleep", "nanosleep", "sleep"},
                           "in a test that has nothing to wait for");
}

Faults all_faults(const Source& source) {
  Faults faults;
  for (const auto rule :
       {folder_faults, library_faults, purity_faults, wall_clock_faults, coroutine_faults, sleep_faults}) {
    const auto found = rule(source);
    faults.insert(faults.end(), found.begin(), found.end());
  }
  return faults;
}

std::vector<Source> sources_below(const std::string& root, const std::string& folder) {
  std::vector<Source> sources;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(root) / folder)) {
    const auto extension = entry.path().extension();
    if (!entry.is_regular_file() || (extension != ".cpp" && extension != ".hpp")) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw std::runtime_error("cannot read " + entry.path().string());
    sources.push_back({std::filesystem::relative(entry.path(), root).string(), text.str()});
  }
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
  return sources;
}

}  // namespace startex::architecture
