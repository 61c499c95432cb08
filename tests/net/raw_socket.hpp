// A TCP client without manners: sends any bytes, reads what comes, and knows just enough of HTTP and WebSocket framing
// to tell what was answered.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace startex::net::test {

struct RawFrame {
  int opcode = 0;
  bool fin = true;
  std::string payload;

  std::uint16_t close_code() const;  // 0: the frame holds none
};

class RawSocket {
 public:
  explicit RawSocket(std::uint16_t port, int receive_buffer = 0);
  RawSocket(RawSocket&& other) noexcept;
  ~RawSocket();

  // False when the server has already closed.
  bool send(std::string_view bytes);
  void shutdown_send();

  // Everything until the server closes; at most that long.
  std::string read_to_end(std::chrono::milliseconds time = std::chrono::seconds(5));
  // One HTTP response, head and body; empty when the server closed first.
  std::string read_response(std::chrono::milliseconds time = std::chrono::seconds(5));
  bool closed_within(std::chrono::milliseconds time);

  // The WebSocket handshake; the answer's status.
  int handshake(std::string_view path, std::string_view further_headers = {});
  std::optional<RawFrame> read_frame(std::chrono::milliseconds time = std::chrono::seconds(5));
  // The code of the next close frame, other frames passed over; 0 when the server closed without one.
  std::uint16_t read_close(std::chrono::milliseconds time = std::chrono::seconds(5));

 private:
  bool fill(std::chrono::steady_clock::time_point until);

  int fd_ = -1;
  std::string buffer_;
};

namespace opcode {
inline constexpr int continuation = 0;
inline constexpr int text = 1;
inline constexpr int binary = 2;
inline constexpr int closing = 8;
inline constexpr int ping = 9;
inline constexpr int pong = 10;
}  // namespace opcode

// A socket past the handshake; throws when it was refused.
RawSocket web_socket(std::uint16_t port, std::string_view path = "/echo", int receive_buffer = 0);

int status_of(std::string_view response);
std::string body_of(const std::string& response);

struct Framing {
  bool fin = true;
  bool masked = true;
  int reserved = 0;                             // the three bits, 0 to 7
  std::optional<std::uint64_t> announced = {};  // a length other than the payload's
};

std::string client_frame(int opcode, std::string_view payload, Framing framing = {});

// What stands in a close frame.
std::string close_payload(int code, std::string_view reason = {});

}  // namespace startex::net::test
