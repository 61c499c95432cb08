// One server-to-client WebSocket frame as the bytes that go on the wire. A server's frames carry no mask, so one frame,
// encoded once, is the same object for all its recipients. The engine encodes; net/ only sends.
#pragma once

#include <memory>
#include <string>

namespace startex::net {

using Frame = std::shared_ptr<const std::string>;

}  // namespace startex::net
