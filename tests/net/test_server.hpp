// A real server on a free loopback port: front and shard on threads of their own, and a handler that echoes.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "net/server.hpp"

namespace startex::net::test {

// One unmasked text frame.
Frame text_frame(std::string_view payload);

// HTTP: /echo gives {method,path,query,body,remote,loopback} back · /thread answers from another thread · /twice
// answers two times · /drop never answers · /big is 4 MiB · anything else 404. WebSocket: /echo echoes · /push gives
// the socket to `pushed` · /refuse/NNN is refused with NNN · else 404.
class TestServer : public Handler {
 public:
  explicit TestServer(Options options = {});
  ~TestServer() override;

  // Ends both threads; what they owned stays.
  void stop();

  std::uint16_t port() const { return server_->port(); }
  Server& server() { return *server_; }

  // Runs on the shard's thread and waits for the result.
  template <class Work>
  auto on_shard(Work work) {
    std::packaged_task<decltype(work())()> task(std::move(work));
    auto result = task.get_future();
    boost::asio::post(shard_, [&task] { task(); });
    return result.get();
  }

  // Called on the shard's thread with each socket of /push; set before the first connects.
  std::function<void(std::shared_ptr<WebSocket>)> pushed;

  void on_request(Request request, Reply reply) override;
  void on_upgrade(Request request, UpgradeReply reply) override;

 private:
  using Guard = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;

  boost::asio::io_context front_{1};
  boost::asio::io_context shard_{1};
  Guard front_guard_{front_.get_executor()};
  Guard shard_guard_{shard_.get_executor()};
  std::optional<Server> server_;
  std::shared_ptr<const std::string> big_;
  std::jthread front_thread_;
  std::jthread shard_thread_;
};

// Waits until the condition holds, for things that other threads bring about; false after five seconds.
bool eventually(const std::function<bool()>& condition);

}  // namespace startex::net::test
