#include "access/join_codes.hpp"

#include "access/tokens.hpp"

namespace startex::access {
namespace {

constexpr std::size_t short_code = 8, long_code = 12;
constexpr std::string_view fillers = " \t\r\n-";

}  // namespace

std::string new_code(std::size_t length) {
  std::string code;
  while (code.size() < length) code += code_alphabet[random_below(static_cast<std::uint32_t>(code_alphabet.size()))];
  return code;
}

std::optional<std::string> normalise_code(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (fillers.find(c) != std::string_view::npos) continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (code_alphabet.find(c) == std::string_view::npos || code.size() == long_code) return std::nullopt;
    code += c;
  }
  if (code.size() != short_code && code.size() != long_code) return std::nullopt;
  return code;
}

}  // namespace startex::access
