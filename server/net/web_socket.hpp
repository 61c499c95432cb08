// One accepted WebSocket. It lives on its shard's thread: every function is called there and every callback comes
// there, never from inside a call of send() or close().
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/frame.hpp"

namespace startex::net {

class WebSocket {
 public:
  struct Events {
    // One whole text message, valid UTF-8, within the limit. The view ends with the call.
    std::function<void(std::string_view)> text;
    // So many bytes of frames given to send() have been handed to the operating system. Over a socket's life
    // bytes sent = Σ written + queued_bytes() + what close() or a broken connection dropped.
    std::function<void(std::size_t)> written;
    // The connection is over, for whatever reason; the last callback. Comes once.
    std::function<void()> closed;
  };

  virtual ~WebSocket() = default;

  // Begins to read. To be called once, inside `opened`. From here on the socket keeps itself alive until `closed`, and
  // lets go of the callbacks then, or when its io_context is destroyed. A socket that is dropped without start() just
  // closes.
  virtual void start(Events events) = 0;

  // Queues a frame. All frames of one turn of the shard's loop leave in as few system calls as can be. Nothing happens
  // once close() was called or the peer has closed.
  virtual void send(Frame frame) = 0;

  // Hands over what the system takes at once, drops the other frames, sends the close frame behind the one that is
  // partly out, and cuts the connection after 2 s if the peer has not answered. The reason is cut to the 123 bytes the
  // protocol allows. Of the callbacks, only `closed` still comes.
  virtual void close(std::uint16_t code, std::string reason) = 0;

  // Bytes of frames given to send() that are neither handed to the operating system nor dropped.
  virtual std::size_t queued_bytes() const = 0;

  // The peer's address as Request::remote had it.
  virtual const std::string& remote() const = 0;
};

}  // namespace startex::net
