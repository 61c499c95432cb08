#include "net/server.hpp"

#include <fmt/format.h>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>

#include "net/http_session.hpp"
#include "net/socket.hpp"

namespace startex::net {
namespace {

// Connections beyond the limit that are still told so, politely, instead of being cut.
constexpr std::size_t turned_away_max = 256;
constexpr std::chrono::milliseconds accept_pause{100};

std::string why_not(const Options& options, error_code error) {
  if (error == asio::error::address_in_use) {
    return fmt::format("Port {} on {} is in use by another program. Stop it, or choose another port.", options.port,
                       options.address);
  }
  if (error == asio::error::access_denied) {
    return fmt::format("Port {} may only be used by root. Choose one above 1023.", options.port);
  }
  return fmt::format("Cannot listen on {} port {}: {}.", options.address, options.port, error.message());
}

}  // namespace

class Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(asio::io_context& context, Options options, Handler& handler)
      : front_(std::make_shared<Front>(context, std::move(options), handler)),
        acceptor_(context),
        pause_(context.get_executor()) {}

  error_code open() {
    error_code error;
    const auto address = asio::ip::make_address(front_->options.address, error);
    if (error) return error;
    const asio::ip::tcp::endpoint endpoint(address, front_->options.port);
    acceptor_.open(endpoint.protocol(), error);
    if (error) return error;
    acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error && address.is_v6() && address.is_unspecified()) acceptor_.set_option(asio::ip::v6_only(false), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) return error;
    port_ = acceptor_.local_endpoint(error).port();
    return error;
  }

  void accept() {
    acceptor_.async_accept(
        [self = shared_from_this()](error_code error, Socket socket) { self->on_accept(error, std::move(socket)); });
  }

  void stop() {
    front_->stopping = true;
    asio::post(front_->context, [self = shared_from_this()] {
      error_code ignored;
      self->acceptor_.close(ignored);
      self->pause_.cancel();
    });
  }

  std::uint16_t port() const { return port_; }
  std::size_t connections() const { return front_->connections; }

 private:
  void on_accept(error_code error, Socket socket) {
    if (!acceptor_.is_open()) return;
    if (error && error != asio::error::connection_aborted) return accept_later();
    if (!error) take(std::move(socket));
    accept();
  }

  void take(Socket socket) {
    const std::size_t open = front_->connections;
    if (open >= front_->options.connections_max + turned_away_max) return;
    const bool turned_away = open >= front_->options.connections_max;
    serve_http(std::move(socket), front_, Place(front_), turned_away);
  }

  // File descriptors or memory have run out. Connections wait in the system's queue until some are free again.
  void accept_later() {
    pause_.expires_after(accept_pause);
    pause_.async_wait([self = shared_from_this()](error_code error) {
      if (!error) self->accept();
    });
  }

  std::shared_ptr<Front> front_;
  asio::basic_socket_acceptor<asio::ip::tcp, asio::io_context::executor_type> acceptor_;
  Timer pause_;
  std::uint16_t port_ = 0;
};

tl::expected<Server, std::string> Server::open(asio::io_context& front, Options options, Handler& handler) {
  auto listener = std::make_shared<Listener>(front, options, handler);
  if (const error_code error = listener->open()) return tl::unexpected(why_not(options, error));
  listener->accept();
  return Server(std::move(listener));
}

Server::Server(std::shared_ptr<Listener> listener) : listener_(std::move(listener)) {}
Server::Server(Server&&) noexcept = default;
Server::~Server() {
  if (listener_) listener_->stop();
}

std::uint16_t Server::port() const { return listener_->port(); }
void Server::stop_accepting() { listener_->stop(); }
std::size_t Server::connections() const { return listener_->connections(); }

}  // namespace startex::net
