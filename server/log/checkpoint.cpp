#include "log/checkpoint.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "json/json.hpp"

namespace startex::log {
namespace {

static_assert(crypto_sign_SECRETKEYBYTES == 64);

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

std::string signed_text(const Checkpoint& checkpoint) {
  return json::to_text({{"startex", "checkpoint 1"},
                        {"exercise", checkpoint.exercise},
                        {"seq", checkpoint.seq},
                        {"hash", checkpoint.hash},
                        {"wall", checkpoint.wall}});
}

bool well_signed(const Checkpoint& checkpoint) {
  const auto key = from_hex(checkpoint.key, crypto_sign_PUBLICKEYBYTES);
  const auto signature = from_hex(checkpoint.signature, crypto_sign_BYTES);
  if (!key || !signature) return false;
  const auto text = signed_text(checkpoint);
  return crypto_sign_verify_detached(bytes_of(*signature), bytes_of(text), text.size(), bytes_of(*key)) == 0;
}

std::optional<std::string> misfit(const Checkpoint& checkpoint, std::uint64_t before, std::span<const Digest> hashes) {
  if (!well_signed(checkpoint)) return "Its signature is not the one that its key gives for it.";
  if (checkpoint.seq <= before || checkpoint.seq > hashes.size())
    return "Checkpoints are of events of this log, in their order.";
  if (to_hex(hashes[checkpoint.seq - 1]) != checkpoint.hash)
    return fmt::format("Of the events {} to {} one is not the one that was signed.", before + 1, checkpoint.seq);
  return std::nullopt;
}

bool is_public_key(std::string_view text) { return from_hex(text, crypto_sign_PUBLICKEYBYTES).has_value(); }

SigningKey::SigningKey(std::string_view secret) {
  std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
  crypto_hash_sha256(seed.data(), bytes_of(secret), secret.size());
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> key{};
  crypto_sign_seed_keypair(key.data(), secret_key_.data(), seed.data());
  sodium_memzero(seed.data(), seed.size());
  public_key_ = to_hex({key.data(), key.size()});
}

Checkpoint SigningKey::sign(Checkpoint checkpoint) const {
  checkpoint.key = public_key_;
  const auto text = signed_text(checkpoint);
  std::array<unsigned char, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(text), text.size(), secret_key_.data());
  checkpoint.signature = to_hex({signature.data(), signature.size()});
  return checkpoint;
}

}  // namespace startex::log
