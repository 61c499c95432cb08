// Inside net/ only: how a connection leaves the HTTP side and becomes a WebSocket on its shard's thread.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <string>

#include "net/socket.hpp"

namespace startex::net {

// Owns a file descriptor between the two io_contexts.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor();

  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

struct Handover {
  Descriptor descriptor;
  asio::ip::tcp protocol;
  std::string key;           // Sec-WebSocket-Key, checked
  bool subprotocol = false;  // the client offered startex.v1
  std::string remote;
  std::shared_ptr<Front> front;
  Place place;
};

inline constexpr const char* subprotocol_name = "startex.v1";

// Any thread. The rest happens on the shard's: the handshake, then `opened`.
void open_web_socket(Accepted accepted, Handover handover);

}  // namespace startex::net
