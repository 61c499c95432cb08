#include "engine/chance.hpp"

#include <sodium.h>

namespace startex::engine {
namespace {

std::array<unsigned char, 32> sha256(std::string_view text) {
  std::array<unsigned char, 32> out{};
  crypto_hash_sha256(out.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return out;
}

}  // namespace

SeededChance::SeededChance(std::string seed) : seed_(std::move(seed)), key_(sha256(seed_)) {}

std::string SeededChance::id(std::string_view label) const {
  constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";
  std::array<unsigned char, 32> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(label.data()), label.size(),
                     key_.data(), key_.size());
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | digest[i];
  std::string out;
  for (int shift = 59; shift >= 4; shift -= 5) out += letters[bits >> shift & 31];
  return out;
}

std::string sha256_hex(std::string_view text) {
  const auto digest = sha256(text);
  std::string out(64, '\0');
  constexpr std::string_view hex = "0123456789abcdef";
  for (std::size_t i = 0; i < digest.size(); ++i) {
    out[2 * i] = hex[digest[i] >> 4];
    out[2 * i + 1] = hex[digest[i] & 15];
  }
  return out;
}

}  // namespace startex::engine
