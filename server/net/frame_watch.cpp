#include "net/frame_watch.hpp"

#include <algorithm>

namespace startex::net {
namespace {

constexpr std::uint8_t fin = 0x80;
constexpr std::uint8_t control = 0x08;
constexpr std::uint8_t masked = 0x80;

std::size_t length_bytes(std::uint8_t second) {
  switch (second & 0x7f) {
    case 126:
      return 2;
    case 127:
      return 8;
    default:
      return 0;
  }
}

}  // namespace

std::size_t FrameWatch::head_wanted() const {
  if (head_size_ < 2) return 2;
  return 2 + length_bytes(head_[1]) + ((head_[1] & masked) != 0 ? 4 : 0);
}

void FrameWatch::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    if (payload_left_ > 0) {
      const auto step = std::min<std::uint64_t>(payload_left_, bytes.size());
      bytes.remove_prefix(static_cast<std::size_t>(step));
      payload_left_ -= step;
      if (payload_left_ == 0) end_frame();
      continue;
    }
    if (head_size_ < head_.size()) head_[head_size_] = static_cast<std::uint8_t>(bytes.front());
    ++head_size_;
    bytes.remove_prefix(1);
    if (head_size_ == head_wanted()) begin_payload();
  }
}

void FrameWatch::begin_payload() {
  if ((head_[0] & control) == 0) ++fragments_;
  payload_left_ = head_[1] & 0x7fU;
  if (const auto size = length_bytes(head_[1]); size > 0) {
    payload_left_ = 0;
    for (std::size_t i = 0; i < size; ++i) payload_left_ = payload_left_ << 8 | head_[2 + i];
  }
  if (payload_left_ == 0) end_frame();
}

void FrameWatch::end_frame() {
  head_size_ = 0;
  const bool is_control = (head_[0] & control) != 0;
  if (!is_control && (head_[0] & fin) != 0) fragments_ = 0;
  if (fragments_ == 0) ++ended_;
}

}  // namespace startex::net
