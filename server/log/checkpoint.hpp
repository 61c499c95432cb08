// Signed checkpoints: the server says, with its Ed25519 key, that at this time the log of an exercise stood at this
// event with this hash. Whoever holds the public key can see later whether anything up to there was changed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "log/hash_chain.hpp"

namespace startex::log {

struct Checkpoint {
  std::string exercise;
  std::uint64_t seq = 0;
  std::string hash;       // of the chain at `seq`, hex
  std::int64_t wall = 0;  // milliseconds since 1970, when it was signed
  std::string key;        // the public key, 64 hex digits
  std::string signature;  // Ed25519 over signed_text, 128 hex digits
  bool operator==(const Checkpoint&) const = default;
};

// What is signed: {"exercise":…,"hash":…,"seq":…,"startex":"checkpoint 1","wall":…}, keys sorted, no blanks.
std::string signed_text(const Checkpoint& checkpoint);

// Whether the signature is the one that the key it names gives for this text.
bool well_signed(const Checkpoint& checkpoint);

// Why a checkpoint does not belong to the log whose hashes those are, event by event; `before` is the `seq` of the
// checkpoint before it. A sentence, or nothing.
std::optional<std::string> misfit(const Checkpoint& checkpoint, std::uint64_t before, std::span<const Digest> hashes);

// A public key as it is written: 64 lower-case hex digits.
bool is_public_key(std::string_view text);

class SigningKey {
 public:
  // The same secret text gives the same key.
  explicit SigningKey(std::string_view secret);
  const std::string& public_key() const { return public_key_; }
  // Fills in the key and the signature.
  Checkpoint sign(Checkpoint checkpoint) const;

 private:
  std::array<unsigned char, 64> secret_key_{};
  std::string public_key_;
};

}  // namespace startex::log
