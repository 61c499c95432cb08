#include "engine/chance.hpp"

#include <sodium.h>

#include <vector>

namespace startex::engine {

namespace {

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

}  // namespace

SeededChance::SeededChance(std::string seed, std::string_view secret) : seed_(std::move(seed)) {
  crypto_hash_sha256(key_.data(), bytes(seed_), seed_.size());
  crypto_hash_sha256(sealing_key_.data(), bytes(secret), secret.size());
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

std::string SeededChance::seal(std::string_view label, std::string_view text) const {
  std::vector<unsigned char> sealed(nonce_bytes + text.size() + tag_bytes);
  crypto_generichash_state state;
  crypto_generichash_init(&state, sealing_key_.data(), sealing_key_.size(), nonce_bytes);
  const std::string length = std::to_string(label.size()) + ':';
  for (const std::string_view part : {std::string_view(length), label, text})
    crypto_generichash_update(&state, bytes(part), part.size());
  crypto_generichash_final(&state, sealed.data(), nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_bytes, nullptr, bytes(text), text.size(),
                                             bytes(label), label.size(), nullptr, sealed.data(), sealing_key_.data());
  std::string out(sodium_base64_encoded_len(sealed.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), sealed.data(), sealed.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the terminating zero
  return out;
}

std::optional<std::string> SeededChance::unseal(std::string_view label, std::string_view sealed) const {
  std::vector<unsigned char> raw(sealed.size());
  std::size_t size = 0;
  if (sodium_base642bin(raw.data(), raw.size(), sealed.data(), sealed.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0 ||
      size < nonce_bytes + tag_bytes)
    return std::nullopt;
  std::string text(size - nonce_bytes - tag_bytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(text.data()), nullptr, nullptr,
                                                 raw.data() + nonce_bytes, size - nonce_bytes, bytes(label),
                                                 label.size(), raw.data(), sealing_key_.data()) != 0)
    return std::nullopt;
  return text;
}

}  // namespace startex::engine
