// The chain that makes an edited log evident: hash(0) is 32 zero bytes, hash(n) = SHA-256(hash(n-1) ‖ body(n)). The
// bytes hashed are the bytes stored.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace startex::log {

using Digest = std::array<std::uint8_t, 32>;

std::string to_hex(std::span<const std::uint8_t> bytes);
// The `size` bytes that lower-case hex digits stand for; nothing for any other text.
std::optional<std::string> from_hex(std::string_view hex, std::size_t size);

Digest chained(const Digest& before, std::string_view body);

std::string sha256_hex(std::string_view text);

}  // namespace startex::log
