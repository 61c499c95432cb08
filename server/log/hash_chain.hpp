// The chain that makes an edited log evident: hash(0) is 32 zero bytes, hash(n) = SHA-256(hash(n-1) ‖ body(n)). The
// bytes hashed are the bytes stored.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace startex::log {

using Digest = std::array<std::uint8_t, 32>;

std::string to_hex(const Digest& digest);

Digest chained(const Digest& before, std::string_view body);

}  // namespace startex::log
