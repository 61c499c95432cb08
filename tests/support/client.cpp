#include "support/client.hpp"

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <functional>
#include <stdexcept>

namespace startex::test {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using boost::system::error_code;
using std::chrono::milliseconds;
using tcp = asio::ip::tcp;

constexpr milliseconds request_time{10'000};

// Starts an operation and runs the loop until it has ended; when the time is over, `give_up` must make it end.
error_code run(asio::io_context& loop, milliseconds time,
               const std::function<void(std::function<void(error_code)>)>& start,
               const std::function<void()>& give_up) {
  const auto until = std::chrono::steady_clock::now() + time;
  const auto result = std::make_shared<std::optional<error_code>>();
  start([result](error_code error) { *result = error; });
  loop.restart();
  while (!*result && loop.run_one_until(until) > 0) {
  }
  if (*result) return **result;
  give_up();
  loop.restart();
  while (!*result && loop.run_one() > 0) {
  }
  return asio::error::timed_out;
}

void connect_to(asio::io_context& loop, tcp::socket& socket, const std::string& host, std::uint16_t port,
                int receive_buffer, milliseconds time) {
  const tcp::endpoint endpoint(asio::ip::make_address(host), port);
  socket.open(endpoint.protocol());
  if (receive_buffer > 0) socket.set_option(asio::socket_base::receive_buffer_size(receive_buffer));
  const error_code error = run(
      loop, time, [&](auto done) { socket.async_connect(endpoint, done); }, [&] { socket.close(); });
  if (error)
    throw std::runtime_error("cannot connect to " + host + ":" + std::to_string(port) + ": " + error.message());
  socket.set_option(tcp::no_delay(true));
}

HttpReply reply_of(const http::response<http::string_body>& response) {
  HttpReply reply{.status = static_cast<int>(response.result_int()), .headers = {}, .body = response.body()};
  for (const auto& field : response) {
    std::string name(field.name_string());
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    reply.headers[name] = std::string(field.value());
  }
  return reply;
}

}  // namespace

struct HttpClient::Impl {
  Impl(std::string at, std::uint16_t on) : host(std::move(at)), port(on) {}

  std::optional<HttpReply> attempt(const http::request<http::string_body>& request) {
    http::response_parser<http::string_body> parser;
    parser.body_limit(boost::none);
    if (request.method() == http::verb::head) parser.skip(true);
    const auto give_up = [this] { socket->close(); };
    error_code error = run(
        loop, request_time,
        [&](auto done) {
          http::async_write(*socket, request, [done](error_code failed, std::size_t) { done(failed); });
        },
        give_up);
    // A server that refuses a body early has answered although the writing failed.
    if (error == asio::error::timed_out) throw std::runtime_error("no answer in time");
    error = run(
        loop, request_time,
        [&](auto done) {
          http::async_read(*socket, buffer, parser, [done](error_code failed, std::size_t) { done(failed); });
        },
        give_up);
    if (error == asio::error::timed_out) throw std::runtime_error("no answer in time");
    if (error || !parser.get().keep_alive()) socket.reset();
    if (error) return std::nullopt;
    return reply_of(parser.get());
  }

  std::string host;
  std::uint16_t port;
  asio::io_context loop;
  std::optional<tcp::socket> socket;
  beast::flat_buffer buffer;
};

HttpClient::HttpClient(std::string host, std::uint16_t port) : impl_(std::make_unique<Impl>(std::move(host), port)) {}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;

HttpReply HttpClient::request(std::string_view method, std::string_view target, const Headers& headers,
                              std::string_view body) {
  http::request<http::string_body> request;
  request.method_string(beast::string_view(method));
  request.target(beast::string_view(target));
  request.set(http::field::host, impl_->host + ":" + std::to_string(impl_->port));
  for (const auto& [name, value] : headers) request.set(name, value);
  if (!body.empty() && request.find(http::field::content_type) == request.end()) {
    request.set(http::field::content_type, "application/json");
  }
  request.body() = std::string(body);
  request.prepare_payload();

  const bool kept = impl_->socket.has_value();
  for (int attempt = kept ? 0 : 1; attempt < 2; ++attempt) {
    if (!impl_->socket) {
      impl_->buffer.clear();
      impl_->socket.emplace(impl_->loop);
      connect_to(impl_->loop, *impl_->socket, impl_->host, impl_->port, 0, request_time);
    }
    if (auto reply = impl_->attempt(request)) return std::move(*reply);
  }
  throw std::runtime_error("the server closed the connection without an answer");
}

struct WsClient::Impl {
  Impl() : stream(loop) {}

  void read() {
    stream.async_read(buffer, [this](error_code error, std::size_t) {
      if (error) {
        over = true;
        return;
      }
      messages.push_back(beast::buffers_to_string(buffer.cdata()));
      buffer.consume(buffer.size());
      read();
    });
  }

  // Runs the loop until there is a message or the end.
  void wait(milliseconds time) {
    const auto until = std::chrono::steady_clock::now() + time;
    loop.restart();
    while (messages.empty() && !over && loop.run_one_until(until) > 0) {
    }
  }

  void write(std::string_view bytes, bool text) {
    stream.text(text);
    run(
        loop, request_time,
        [&](auto done) {
          stream.async_write(asio::buffer(bytes), [done](error_code failed, std::size_t) { done(failed); });
        },
        [this] { stream.next_layer().close(); });
  }

  asio::io_context loop;
  websocket::stream<tcp::socket> stream;
  beast::flat_buffer buffer;
  std::deque<std::string> messages;
  std::vector<std::string> pongs;
  std::string subprotocol;
  bool over = false;
};

WsClient::WsClient(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WsClient::WsClient(WsClient&&) noexcept = default;

// Handlers under way refer to the Impl: they are let go of while it still exists.
WsClient::~WsClient() {
  if (!impl_) return;
  abort();
  impl_->loop.restart();
  impl_->loop.poll();
}

WsClient WsClient::connect(const std::string& host, std::uint16_t port, const std::string& path, Options options) {
  auto impl = std::make_unique<Impl>();
  Impl& client = *impl;
  connect_to(client.loop, client.stream.next_layer(), host, port, options.receive_buffer, options.timeout);
  client.stream.set_option(websocket::stream_base::decorator([options](websocket::request_type& request) {
    for (const auto& [name, value] : options.headers) request.set(name, value);
    if (!options.subprotocol.empty()) request.set(http::field::sec_websocket_protocol, options.subprotocol);
  }));
  client.stream.control_callback([&client](websocket::frame_type kind, beast::string_view payload) {
    if (kind == websocket::frame_type::pong) client.pongs.emplace_back(payload);
  });
  client.stream.read_message_max(0);
  websocket::response_type response;
  const error_code error = run(
      client.loop, options.timeout,
      [&](auto done) { client.stream.async_handshake(response, host + ":" + std::to_string(port), path, done); },
      [&] { client.stream.next_layer().close(); });
  if (error == websocket::error::upgrade_declined) throw Refused(reply_of(response));
  if (error) throw std::runtime_error("the handshake failed: " + error.message());
  client.subprotocol = std::string(response[http::field::sec_websocket_protocol]);
  client.read();
  return WsClient(std::move(impl));
}

WsClient WsClient::connect(const std::string& host, std::uint16_t port, const std::string& path,
                           const std::string& bearer_token) {
  Options options;
  options.headers = bearer(bearer_token);
  return connect(host, port, path, options);
}

void WsClient::send_text(std::string_view text) { impl_->write(text, true); }
void WsClient::send_binary(std::string_view bytes) { impl_->write(bytes, false); }

void WsClient::ping(std::string_view payload) {
  const websocket::ping_data data{beast::string_view(payload)};
  run(
      impl_->loop, request_time, [&](auto done) { impl_->stream.async_ping(data, done); },
      [this] { impl_->stream.next_layer().close(); });
}

std::optional<std::string> WsClient::receive(milliseconds timeout) {
  impl_->wait(timeout);
  if (impl_->messages.empty()) return std::nullopt;
  std::string message = std::move(impl_->messages.front());
  impl_->messages.pop_front();
  return message;
}

std::optional<std::uint16_t> WsClient::close_code() const {
  if (!impl_->over) return std::nullopt;
  const std::uint16_t code = impl_->stream.reason().code;
  return code == 0 ? static_cast<std::uint16_t>(websocket::close_code::abnormal) : code;
}

std::string WsClient::close_reason() const { return std::string(impl_->stream.reason().reason.c_str()); }
const std::vector<std::string>& WsClient::pongs() const { return impl_->pongs; }
const std::string& WsClient::subprotocol() const { return impl_->subprotocol; }

void WsClient::close(std::uint16_t code, std::string_view reason) {
  const websocket::close_reason why(static_cast<websocket::close_code>(code), beast::string_view(reason));
  run(
      impl_->loop, milliseconds(5'000), [&](auto done) { impl_->stream.async_close(why, done); },
      [this] { impl_->stream.next_layer().close(); });
  impl_->loop.restart();
  impl_->loop.poll();
}

void WsClient::abort() {
  error_code ignored;
  impl_->stream.next_layer().close(ignored);
}

}  // namespace startex::test
