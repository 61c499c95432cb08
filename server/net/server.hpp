// The listening server: HTTP/1.1 on the front thread, each WebSocket on the shard its handler names.
//
// Threads: `front` is run by exactly one thread; the handler is called there. Each shard's io_context is run by exactly
// one thread, too. A connection that misbehaves is answered, closed and forgotten; it never touches another.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <variant>

#include "net/http.hpp"
#include "net/web_socket.hpp"

namespace startex::net {

struct Options {
  std::string address = "127.0.0.1";  // an IP address; "::" is every interface, IPv4 and IPv6
  std::uint16_t port = 0;             // 0: any free one
  std::string trusted_proxy;          // from this address, and no other, the last X-Forwarded-For names the client

  std::size_t connections_max = 5'000;  // HTTP and WebSocket together; beyond: 503
  std::size_t header_max = 8 * 1024;    // bytes of a request's head; beyond: 431
  std::size_t body_max = 1024 * 1024;   // bytes of a request's body; beyond: 413
  std::size_t message_max = 64 * 1024;  // bytes of a WebSocket message; beyond: closed with 1009
  std::size_t fragments_max = 1'024;    // frames of one message; beyond: closed with 1008

  std::chrono::milliseconds header_time{10'000};   // for a request's head to arrive; beyond: 408
  std::chrono::milliseconds body_time{30'000};     // for its body; beyond: 408
  std::chrono::milliseconds write_stall{30'000};   // without a byte taken by the client; beyond: cut
  std::chrono::milliseconds keep_alive{60'000};    // between two requests; beyond: cut
  std::chrono::milliseconds message_time{10'000};  // for a WebSocket message to arrive whole; beyond: closed with 1008
  std::chrono::milliseconds web_socket_idle{45'000};  // silence; a ping goes out after half of it; beyond: cut
};

// The answer to an upgrade that is granted. `opened` is called on the shard's thread once the handshake is over; it
// must call start(). If the handshake fails, it is never called.
struct Accepted {
  boost::asio::io_context& shard;
  std::function<void(std::shared_ptr<WebSocket>)> opened;
};

// A Response refuses. As Reply: any thread, once, a dropped one is a 500.
using UpgradeReply = std::function<void(std::variant<Response, Accepted>)>;

// How much body a request may have, and how long it may take to come.
struct BodyBounds {
  std::size_t bytes_max;
  std::chrono::milliseconds time;
};

class Handler {
 public:
  virtual ~Handler() = default;
  // Asked when the head has arrived and the body has not, so that only those may send much who are to. Nothing: as the
  // options say.
  virtual std::optional<BodyBounds> body_bounds(const Request& /*head*/) { return std::nullopt; }
  virtual void on_request(Request request, Reply reply) = 0;
  // A well-formed WebSocket handshake for `request.path`; who asks and whether the path exists is the handler's to
  // judge.
  virtual void on_upgrade(Request request, UpgradeReply reply) = 0;
};

class Listener;

class Server {
 public:
  // Binds and begins to accept as soon as `front` runs. The error is a sentence for the person who started the program.
  // `handler` and `front` outlive the server and every connection.
  static tl::expected<Server, std::string> open(boost::asio::io_context& front, Options options, Handler& handler);

  Server(Server&&) noexcept;
  Server& operator=(Server&&) = delete;
  ~Server();  // stops accepting

  std::uint16_t port() const;

  // No new connections; answers still under way are given and end theirs. From any thread.
  void stop_accepting();

  // Open connections, HTTP and WebSocket together. From any thread.
  std::size_t connections() const;

 private:
  explicit Server(std::shared_ptr<Listener> listener);
  std::shared_ptr<Listener> listener_;
};

}  // namespace startex::net
