#include "log/hash_chain.hpp"

#include <sodium.h>

namespace startex::log {

std::string to_hex(const Digest& digest) {
  std::string out(2 * digest.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), digest.data(), digest.size());
  out.pop_back();
  return out;
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

}  // namespace startex::log
