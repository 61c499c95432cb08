#include "engine/frame.hpp"

namespace startex::engine {

// RFC 6455 §5.2: FIN and opcode 1, then the length in 7, 7+16 or 7+64 bits, most significant byte first.
Frame text_frame(std::string_view payload) {
  std::string bytes;
  bytes.reserve(payload.size() + 10);
  bytes += static_cast<char>(0x81);
  const auto append_length = [&bytes, &payload](int count) {
    for (int shift = (count - 1) * 8; shift >= 0; shift -= 8)
      bytes += static_cast<char>(payload.size() >> shift & 0xFF);
  };
  if (payload.size() < 126) {
    append_length(1);
  } else if (payload.size() <= 0xFFFF) {
    bytes += static_cast<char>(126);
    append_length(2);
  } else {
    bytes += static_cast<char>(127);
    append_length(8);
  }
  bytes += payload;
  return std::make_shared<const std::string>(std::move(bytes));
}

}  // namespace startex::engine
