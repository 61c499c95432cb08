#include "log/hash_chain.hpp"

#include <sodium.h>

#include <algorithm>

namespace startex::log {

std::string to_hex(std::span<const std::uint8_t> bytes) {
  std::string out(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
  out.pop_back();
  return out;
}

std::optional<std::string> from_hex(std::string_view hex, std::size_t size) {
  const auto digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  if (hex.size() != 2 * size || !std::ranges::all_of(hex, digit)) return std::nullopt;
  std::string bytes(size, '\0');
  sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), size, hex.data(), hex.size(), nullptr, nullptr,
                 nullptr);
  return bytes;
}

Digest chained(const Digest& before, std::string_view body) {
  Digest after{};
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, before.data(), before.size());
  crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(body.data()), body.size());
  crypto_hash_sha256_final(&state, after.data());
  return after;
}

std::string sha256_hex(std::string_view text) {
  Digest digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return to_hex(digest);
}

}  // namespace startex::log
