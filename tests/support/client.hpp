// A small blocking client for tests and benches: HTTP requests and one WebSocket, with time limits. One thread at a
// time may use an object. Failures to connect throw std::runtime_error, because a test cannot go on without.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace startex::test {

using Headers = std::vector<std::pair<std::string, std::string>>;

inline Headers bearer(std::string_view token) { return {{"Authorization", "Bearer " + std::string(token)}}; }

struct HttpReply {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case; the last one of a name
  std::string body;
};

class HttpClient {
 public:
  HttpClient(std::string host, std::uint16_t port);
  ~HttpClient();
  HttpClient(HttpClient&&) noexcept;

  // One request over a kept connection, which is opened anew when the server has closed it. A body without a
  // Content-Type among the headers is sent as application/json. Throws after 10 s without an answer.
  HttpReply request(std::string_view method, std::string_view target, const Headers& headers = {},
                    std::string_view body = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class WsClient {
 public:
  struct Options {
    Headers headers;                            // Authorization, Origin, Cookie
    std::string subprotocol = "startex.v1";     // empty: none is offered
    int receive_buffer = 0;                     // SO_RCVBUF in bytes; 0: the system's
    std::chrono::milliseconds timeout{10'000};  // for connecting and the handshake
  };

  // Opens host:port/path. When the server refuses the handshake, throws Refused with its answer.
  static WsClient connect(const std::string& host, std::uint16_t port, const std::string& path, Options options);
  static WsClient connect(const std::string& host, std::uint16_t port, const std::string& path,
                          const std::string& bearer_token);

  ~WsClient();
  WsClient(WsClient&&) noexcept;

  void send_text(std::string_view text);
  void send_binary(std::string_view bytes);
  void ping(std::string_view payload);

  // The next text message; nothing when none came in time or the connection is over (see close_code()).
  std::optional<std::string> receive(std::chrono::milliseconds timeout = std::chrono::seconds(5));

  // Set once the connection is over: the code of the server's close frame, 1006 when there was none.
  std::optional<std::uint16_t> close_code() const;
  std::string close_reason() const;

  // Payloads of the pongs that have arrived so far.
  const std::vector<std::string>& pongs() const;
  // The subprotocol the server chose; empty when none.
  const std::string& subprotocol() const;

  // The closing handshake; waits at most 5 s for the server's part. Messages still under way are dropped.
  void close(std::uint16_t code = 1000, std::string_view reason = {});
  // Ends the TCP connection without a word.
  void abort();

 private:
  struct Impl;
  explicit WsClient(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

struct Refused : std::exception {
  explicit Refused(HttpReply with) : reply(std::move(with)), text("refused with " + std::to_string(reply.status)) {}
  const char* what() const noexcept override { return text.c_str(); }
  HttpReply reply;
  std::string text;
};

}  // namespace startex::test
