// The chance of one exercise: everything drawn from one seed that the first event commits to by its hash and the last
// reveals, so that anybody can compute each draw again.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exercise/capability.hpp"

namespace startex::engine {

class SeededChance : public exercise::Chance {
 public:
  // `seed` is hex text of any length; the text itself, not the bytes it stands for, is what is hashed and keyed with.
  // `secret` seals; whoever runs the exercise keeps it outside its record.
  explicit SeededChance(std::string seed, std::string_view secret = "");

  // The first 60 bits of BLAKE2b-256(key = SHA-256(seed), message = label), in base 32.
  std::string id(std::string_view label) const override;
  // 1 + (the first 64 bits of BLAKE2b-256(key = SHA-256(seed), message = label)) mod sides.
  std::int64_t draw(std::string_view label, std::int64_t sides) const override;
  std::string reveal() const override { return seed_; }
  // XChaCha20-Poly1305 with the label as what is authenticated; the nonce is drawn from label and text, so that the same
  // commands give the same log.
  std::string seal(std::string_view label, std::string_view text) const override;
  std::optional<std::string> unseal(std::string_view label, std::string_view sealed) const override;

 private:
  std::uint64_t bits(std::string_view label) const;

  std::string seed_;
  std::array<unsigned char, 32> key_{}, sealing_key_{};
};

}  // namespace startex::engine
