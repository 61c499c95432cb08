// One WebSocket text frame as the bytes that go on the wire. Frames of a server carry no mask, so one frame, encoded
// once, serves every recipient.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace startex::engine {

using Frame = std::shared_ptr<const std::string>;

Frame text_frame(std::string_view payload);

}  // namespace startex::engine
