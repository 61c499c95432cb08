// The whole server as one object: it opens everything or says in one sentence why not, runs, and stops cleanly.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "runtime/commands.hpp"

namespace startex::runtime {

class Server {
 public:
  static tl::expected<std::unique_ptr<Server>, std::string> open(const ServeOptions& options);
  ~Server();

  std::string address() const;  // "http://127.0.0.1:8080"
  std::string sign_in_link() const;

  // Serves on the calling thread until `stop`.
  void run();
  // From any thread or a signal's handler of Asio: commits, tells the clients to come back, ends `run`.
  void stop();

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace startex::runtime
