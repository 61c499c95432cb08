#include "bench/client.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace startex::bench {
namespace {

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd < 0 || ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect to the server");
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (wrote > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(wrote));
    } else if (errno == EAGAIN) {
      pollfd waiting{fd, POLLOUT, 0};
      ::poll(&waiting, 1, 1000);
    } else {
      throw std::runtime_error("the server closed a connection");
    }
  }
}

std::string read_head(int fd, std::string& rest) {
  std::array<char, 4096> chunk{};
  std::string bytes;
  while (true) {
    const auto end = bytes.find("\r\n\r\n");
    if (end != std::string::npos) {
      rest = bytes.substr(end + 4);
      return bytes.substr(0, end + 2);
    }
    const ssize_t got = ::recv(fd, chunk.data(), chunk.size(), 0);
    if (got <= 0) throw std::runtime_error("the server did not answer");
    bytes.append(chunk.data(), static_cast<std::size_t>(got));
  }
}

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

}  // namespace

ServerProcess::ServerProcess(const std::string& binary, const std::string& scenarios, const std::string& data)
    : data_(data) {
  std::array<int, 2> out{};
  if (::pipe(out.data()) != 0) throw std::runtime_error("no pipe");
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(out[1], STDOUT_FILENO);
    ::close(out[0]);
    ::execl(binary.c_str(), "startex", "serve", "--listen", "127.0.0.1:0", "--data", data.c_str(), "--scenarios",
            scenarios.c_str(), "--web", "", "--command-rate", "1000000", nullptr);
    ::_exit(127);
  }
  ::close(out[1]);
  std::string line;
  char c = 0;
  while (::read(out[0], &c, 1) == 1 && c != '\n') line += c;
  ::close(out[0]);
  const auto colon = line.rfind(':');
  if (colon == std::string::npos) throw std::runtime_error("the server did not start: " + line);
  port_ = static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)));
}

ServerProcess::~ServerProcess() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
}

void ServerProcess::kill() {
  ::kill(pid_, SIGKILL);
  ::waitpid(std::exchange(pid_, -1), nullptr, 0);
}

std::string ServerProcess::facilitator_token() const {
  std::ifstream file(data_ + "/facilitator-token");
  std::string token;
  file >> token;
  return token;
}

long ServerProcess::resident_kib() const {
  std::ifstream status(fmt::format("/proc/{}/status", pid_));
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
  return 0;
}

double ServerProcess::cpu_seconds() const {
  std::ifstream stat(fmt::format("/proc/{}/stat", pid_));
  std::string text((std::istreambuf_iterator<char>(stat)), {});
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  long user = 0, system = 0;
  fields >> user >> system;
  return static_cast<double>(user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

namespace {

Answer ask(std::uint16_t port, const std::string& request) {
  const int fd = connect_to(port);
  write_all(fd, request);
  Answer answer;
  const std::string head = read_head(fd, answer.text);
  answer.status = std::stoi(head.substr(9, 3));
  std::array<char, 4096> chunk{};
  for (ssize_t got = 0; (got = ::recv(fd, chunk.data(), chunk.size(), 0)) > 0;)
    answer.text.append(chunk.data(), static_cast<std::size_t>(got));
  ::close(fd);
  return answer;
}

std::string request_head(std::string_view method, std::uint16_t port, const std::string& path,
                         const std::string& token) {
  std::string head = fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n", method, path, port);
  if (!token.empty()) head += "Authorization: Bearer " + token + "\r\n";
  return head;
}

}  // namespace

Answer get(std::uint16_t port, const std::string& path, const std::string& token) {
  return ask(port, request_head("GET", port, path, token) + "\r\n");
}

Answer post(std::uint16_t port, const std::string& path, const Json& body, const std::string& token) {
  const std::string text = body.dump();
  return ask(port,
             request_head("POST", port, path, token) +
                 fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", text.size(), text));
}

Socket::Socket(std::uint16_t port, const std::string& exercise, const std::string& token) : fd_(connect_to(port)) {
  write_all(fd_,
            fmt::format("GET /ws/{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                        "Sec-WebSocket-Protocol: startex.v1\r\nAuthorization: Bearer {}\r\n\r\n",
                        exercise, port, token));
  const std::string head = read_head(fd_, buffer_);
  if (!head.starts_with("HTTP/1.1 101")) throw std::runtime_error("no WebSocket: " + head);
  ::fcntl(fd_, F_SETFL, ::fcntl(fd_, F_GETFL) | O_NONBLOCK);
}

Socket::~Socket() {
  if (fd_ >= 0) ::close(fd_);
}

Socket::Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)), buffer_(std::move(other.buffer_)) {}

// A masked text frame; a mask of zeros is one.
void Socket::send(std::string_view text) {
  std::string frame{static_cast<char>(0x81)};
  if (text.size() < 126) {
    frame += static_cast<char>(0x80 | text.size());
  } else {
    frame += static_cast<char>(0x80 | 126);
    frame += static_cast<char>(text.size() >> 8);
    frame += static_cast<char>(text.size() & 0xFF);
  }
  frame.append(4, '\0');
  frame += text;
  write_all(fd_, frame);
}

bool Socket::drain(const std::function<void(std::string_view)>& on_text) {
  std::array<char, 256 * 1024> chunk{};
  bool open = true;
  while (true) {
    const ssize_t got = ::recv(fd_, chunk.data(), chunk.size(), 0);
    if (got <= 0) {
      open = got < 0 && errno == EAGAIN;
      break;
    }
    buffer_.append(chunk.data(), static_cast<std::size_t>(got));
    if (static_cast<std::size_t>(got) < chunk.size()) break;
  }
  std::string_view rest = buffer_;
  while (rest.size() >= 2) {
    const auto opcode = static_cast<unsigned char>(rest[0]) & 0x0F;
    std::uint64_t length = static_cast<unsigned char>(rest[1]) & 0x7F;
    std::size_t head = 2;
    const std::size_t extended = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (rest.size() < head + extended) break;
    if (extended) length = big_endian(rest.substr(2, extended));
    head += extended;
    if (rest.size() < head + length) break;
    if (opcode == 1) on_text(rest.substr(head, length));
    if (opcode == 8) open = false;
    if (opcode == 9) {
      const char pong[6] = {static_cast<char>(0x8A), static_cast<char>(0x80), 0, 0, 0, 0};
      write_all(fd_, {pong, sizeof pong});
    }
    rest.remove_prefix(head + length);
  }
  buffer_.erase(0, buffer_.size() - rest.size());
  return open;
}

}  // namespace startex::bench
