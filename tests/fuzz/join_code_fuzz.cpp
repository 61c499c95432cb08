// Anything typed: no code, or one of the right length and letters that means the same however it is written.
#include <cctype>

#include "access/join_codes.hpp"
#include "fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace startex;
  const auto code = access::normalise_code(fuzz::text_of(data, size));
  if (!code) return 0;
  fuzz::require(code->size() == 8 || code->size() == 12, "a code has eight or twelve letters");
  fuzz::require(code->find_first_not_of(access::code_alphabet) == std::string::npos, "a code keeps to its alphabet");
  std::string retyped;
  for (const char c : *code) (retyped += static_cast<char>(std::tolower(static_cast<unsigned char>(c)))) += "- ";
  fuzz::require(access::normalise_code(*code) == code && access::normalise_code(retyped) == code,
                "a code means the same however it is written");
  return 0;
}
