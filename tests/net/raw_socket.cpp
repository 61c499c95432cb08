#include "net/raw_socket.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace startex::net::test {

using Clock = std::chrono::steady_clock;

std::uint16_t RawFrame::close_code() const {
  if (payload.size() < 2) return 0;
  return static_cast<std::uint16_t>(static_cast<unsigned char>(payload[0]) << 8 |
                                    static_cast<unsigned char>(payload[1]));
}

RawSocket::RawSocket(std::uint16_t port, int receive_buffer) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (receive_buffer > 0) ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd_ < 0 || ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect");
  }
}

RawSocket::RawSocket(RawSocket&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), buffer_(std::move(other.buffer_)) {}

RawSocket::~RawSocket() {
  if (fd_ >= 0) ::close(fd_);
}

bool RawSocket::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawSocket::shutdown_send() { ::shutdown(fd_, SHUT_WR); }

bool RawSocket::fill(Clock::time_point until) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
  pollfd wait{.fd = fd_, .events = POLLIN, .revents = 0};
  if (left <= 0 || ::poll(&wait, 1, static_cast<int>(left)) <= 0) return false;
  std::array<char, 16 * 1024> bytes;
  const auto got = ::recv(fd_, bytes.data(), bytes.size(), 0);
  if (got <= 0) return false;
  buffer_.append(bytes.data(), static_cast<std::size_t>(got));
  return true;
}

std::string RawSocket::read_to_end(std::chrono::milliseconds time) {
  const auto until = Clock::now() + time;
  while (fill(until)) {
  }
  return std::exchange(buffer_, {});
}

std::string RawSocket::read_response(std::chrono::milliseconds time) {
  const auto until = Clock::now() + time;
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill(until)) return std::exchange(buffer_, {});
  }
  std::size_t total = end + 4;
  const auto length = buffer_.find("Content-Length: ");
  if (length < end) total += std::strtoul(buffer_.c_str() + length + 16, nullptr, 10);
  while (buffer_.size() < total && fill(until)) {
  }
  std::string response = buffer_.substr(0, total);
  buffer_.erase(0, total);
  return response;
}

bool RawSocket::closed_within(std::chrono::milliseconds time) {
  const auto until = Clock::now() + time;
  while (fill(until)) {
  }
  return Clock::now() < until;
}

int RawSocket::handshake(std::string_view path, std::string_view further_headers) {
  send("GET " + std::string(path) +
       " HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
       std::string(further_headers) + "\r\n");
  return status_of(read_response());
}

std::optional<RawFrame> RawSocket::read_frame(std::chrono::milliseconds time) {
  const auto until = Clock::now() + time;
  const auto have = [&](std::size_t count) {
    while (buffer_.size() < count) {
      if (!fill(until)) return false;
    }
    return true;
  };
  if (!have(2)) return std::nullopt;
  const auto byte = [&](std::size_t i) { return static_cast<std::uint64_t>(static_cast<unsigned char>(buffer_[i])); };
  RawFrame frame{.opcode = static_cast<int>(byte(0) & 15), .fin = (byte(0) & 128) != 0, .payload = {}};
  std::uint64_t size = byte(1) & 127;
  std::size_t head = 2;
  if (size >= 126) {
    const std::size_t more = size == 126 ? 2 : 8;
    if (!have(2 + more)) return std::nullopt;
    size = 0;
    for (std::size_t i = 0; i < more; ++i) size = size << 8 | byte(2 + i);
    head += more;
  }
  if (!have(head + size)) return std::nullopt;
  frame.payload = buffer_.substr(head, size);
  buffer_.erase(0, head + size);
  return frame;
}

std::uint16_t RawSocket::read_close(std::chrono::milliseconds time) {
  const auto until = Clock::now() + time;
  while (auto frame = read_frame(std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()))) {
    if (frame->opcode == 8) return frame->close_code();
  }
  return 0;
}

RawSocket web_socket(std::uint16_t port, std::string_view path, int receive_buffer) {
  RawSocket socket(port, receive_buffer);
  if (socket.handshake(path) != 101) throw std::runtime_error("the handshake was refused");
  return socket;
}

int status_of(std::string_view response) {
  if (response.size() < 12 || !response.starts_with("HTTP/1.1 ")) return 0;
  return std::atoi(std::string(response.substr(9, 3)).c_str());
}

std::string body_of(const std::string& response) {
  const auto end = response.find("\r\n\r\n");
  return end == std::string::npos ? std::string() : response.substr(end + 4);
}

std::string client_frame(int opcode, std::string_view payload, Framing framing) {
  constexpr std::array<unsigned char, 4> mask{0x12, 0x34, 0x56, 0x78};
  const std::uint64_t size = framing.announced.value_or(payload.size());
  const unsigned mask_bit = framing.masked ? 0x80 : 0;
  std::string frame;
  const auto put = [&frame](std::uint64_t byte) { frame.push_back(static_cast<char>(byte & 0xff)); };
  put((framing.fin ? 0x80U : 0U) | static_cast<unsigned>(framing.reserved) << 4 | static_cast<unsigned>(opcode));
  if (size < 126) {
    put(mask_bit | size);
  } else {
    const int bytes = size < 65'536 ? 2 : 8;
    put(mask_bit | (bytes == 2 ? 126U : 127U));
    for (int i = bytes - 1; i >= 0; --i) put(size >> (8 * i));
  }
  if (framing.masked) {
    for (const auto byte : mask) put(byte);
  }
  for (std::size_t i = 0; i < payload.size(); ++i) {
    const unsigned byte = static_cast<unsigned char>(payload[i]);
    put(framing.masked ? byte ^ mask[i % 4] : byte);
  }
  return frame;
}

std::string close_payload(int code, std::string_view reason) {
  return std::string{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)} + std::string(reason);
}

}  // namespace startex::net::test
