#include "access/join_codes.hpp"

#include <sodium.h>

namespace startex::access {

std::string new_code(std::size_t length) {
  std::string code;
  while (code.size() < length) code += code_alphabet[randombytes_uniform(static_cast<std::uint32_t>(code_alphabet.size()))];
  return code;
}

std::optional<std::string> normalise_code(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (code_alphabet.find(c) == std::string_view::npos) return std::nullopt;
    code += c;
  }
  if (code.size() != 8 && code.size() != 12) return std::nullopt;
  return code;
}

}  // namespace startex::access
