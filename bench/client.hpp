// The smallest client that a load generator needs: blocking HTTP for the set-up, and WebSockets that are polled.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "json/json.hpp"

namespace startex::bench {

// A server of our own: the binary, started on a free port with this data folder, ended with the object.
class ServerProcess {
 public:
  // Throws std::runtime_error when it does not begin to listen.
  ServerProcess(const std::string& binary, const std::string& scenarios, const std::string& data);
  ~ServerProcess();  // SIGTERM, and waits
  ServerProcess(const ServerProcess&) = delete;

  std::uint16_t port() const { return port_; }
  void kill();  // SIGKILL, and waits
  std::string facilitator_token() const;
  long resident_kib() const;   // VmRSS
  double cpu_seconds() const;  // user and system

 private:
  std::string data_;
  int pid_ = -1;
  std::uint16_t port_ = 0;
};

struct Answer {
  int status = 0;
  std::string text;
  Json body() const { return Json::parse(text); }
};

// One request on a connection of its own. Throws std::runtime_error when the server does not answer.
Answer get(std::uint16_t port, const std::string& path, const std::string& token = "");
Answer post(std::uint16_t port, const std::string& path, const Json& body, const std::string& token = "");

// A WebSocket that does not block: `drain` hands over each text frame that has arrived.
class Socket {
 public:
  Socket(std::uint16_t port, const std::string& exercise, const std::string& token);
  ~Socket();
  Socket(Socket&& other) noexcept;
  Socket(const Socket&) = delete;

  int descriptor() const { return fd_; }
  // Throws std::runtime_error when the server has closed.
  void send(std::string_view text);
  // Reads what is there; false when the server has closed. Throws as `send` when a ping cannot be answered.
  bool drain(const std::function<void(std::string_view)>& on_text);

 private:
  int fd_ = -1;
  std::string buffer_;
};

}  // namespace startex::bench
