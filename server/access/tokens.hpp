// What is secret or unguessable: session tokens, ids, seeds, and their hashes. May be called from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace startex::access {

std::string new_token();                          // 256 random bits, base64url
std::string new_seed();                           // 256 random bits, hex
std::string new_id();                             // 80 random bits, 16 lower-case letters and digits: an exercise's id
std::uint32_t random_below(std::uint32_t bound);  // each of 0 … bound-1 is as likely as any other
std::string sha256_hex(std::string_view text);
std::string token_hash(std::string_view token);  // what is stored in a token's place

// Takes as long for a near miss as for a far one.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace startex::access
