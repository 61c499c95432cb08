// Inside net/ only: sockets and timers bound to their io_context's own executor, so that nothing is type-erased on the
// way of a byte, and what all connections of a server share.
#pragma once

#include <atomic>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <utility>

#include "net/server.hpp"

namespace startex::net {

namespace asio = boost::asio;
using boost::system::error_code;

using Socket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
                                         asio::io_context::executor_type>;

// What every connection of one server shares. Outlived by what the references name.
struct Front {
  Front(asio::io_context& on, Options with, Handler& by) : context(on), options(std::move(with)), handler(by) {}

  asio::io_context& context;
  const Options options;
  Handler& handler;
  std::atomic<std::size_t> connections{0};
  std::atomic<bool> stopping{false};
};

// One place among the server's connections, from accept to the last byte; any thread.
class Place {
 public:
  explicit Place(std::shared_ptr<Front> front) : front_(std::move(front)) { ++front_->connections; }
  Place(Place&& other) noexcept = default;
  Place& operator=(Place&&) = delete;
  ~Place() { release(); }

  void release() {
    if (front_) --front_->connections;
    front_.reset();
  }

 private:
  std::shared_ptr<Front> front_;
};

}  // namespace startex::net
