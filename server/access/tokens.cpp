#include "access/tokens.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace startex::access {
namespace {

// The library's first use must be one call, made by one thread.
void make_ready() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) throw std::runtime_error("The system's source of random numbers cannot be used.");
}

template <std::size_t size>
std::array<unsigned char, size> random_bytes() {
  make_ready();
  std::array<unsigned char, size> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

template <std::size_t size>
std::string to_hex(const std::array<unsigned char, size>& bytes) {
  std::string out(2 * size + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
  out.pop_back();
  return out;
}

}  // namespace

std::string new_token() {
  const auto bytes = random_bytes<32>();
  std::string out(sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();
  return out;
}

std::string new_seed() { return to_hex(random_bytes<32>()); }

std::string new_id() {
  constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string out;
  for (unsigned char byte : random_bytes<16>()) out += letters[byte & 31];
  return out;
}

std::uint32_t random_below(std::uint32_t bound) {
  make_ready();
  return randombytes_uniform(bound);
}

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, 32> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return to_hex(digest);
}

std::string token_hash(std::string_view token) { return sha256_hex(token); }

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace startex::access
