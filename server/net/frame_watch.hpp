// Follows the boundaries of WebSocket frames in a stream of bytes without keeping any of it. Beast passes over empty
// fragments in silence; whoever wants to know how many frames a message has taken must look beneath it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace startex::net {

class FrameWatch {
 public:
  void feed(std::string_view bytes);

  // Frames begun of the message that is under way; 0 between messages.
  std::size_t fragments() const { return fragments_; }
  // How many messages, and control frames outside a message, have ended.
  std::uint64_t ended() const { return ended_; }
  // A message or a frame has begun and not ended.
  bool midway() const { return fragments_ > 0 || head_size_ > 0 || payload_left_ > 0; }

 private:
  std::size_t head_wanted() const;
  void begin_payload();
  void end_frame();

  std::array<std::uint8_t, 10> head_{};  // the mask's four bytes are counted, not kept
  std::size_t head_size_ = 0;
  std::uint64_t payload_left_ = 0;
  std::size_t fragments_ = 0;
  std::uint64_t ended_ = 0;
};

}  // namespace startex::net
