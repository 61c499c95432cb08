#include "engine/chance.hpp"

#include <sodium.h>

namespace startex::engine {

SeededChance::SeededChance(std::string seed) : seed_(std::move(seed)) {
  crypto_hash_sha256(key_.data(), reinterpret_cast<const unsigned char*>(seed_.data()), seed_.size());
}

std::uint64_t SeededChance::bits(std::string_view label) const {
  std::array<unsigned char, 32> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(label.data()), label.size(),
                     key_.data(), key_.size());
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | digest[i];
  return bits;
}

std::string SeededChance::id(std::string_view label) const {
  constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";
  const std::uint64_t drawn = bits(label);
  std::string out;
  for (int shift = 59; shift >= 4; shift -= 5) out += letters[drawn >> shift & 31];
  return out;
}

std::int64_t SeededChance::draw(std::string_view label, std::int64_t sides) const {
  return 1 + static_cast<std::int64_t>(bits(label) % static_cast<std::uint64_t>(sides));
}

}  // namespace startex::engine
