// A thread with its io_context, the rooms of its exercises and all their sockets. What belongs to an exercise happens
// on its shard and nowhere else, so nothing here is locked.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "runtime/room.hpp"

namespace startex::runtime {

class Shard {
 public:
  explicit Shard(Surroundings& around);
  ~Shard();  // joins the thread; call stop first, and wait for it

  boost::asio::io_context& io() { return io_; }

  // Does `task` with the exercise's room on this shard's thread. From any thread. The exercise must exist.
  template <typename Task>
  void with_room(const std::string& exercise, Task task) {
    boost::asio::post(io_, [this, exercise, task = std::move(task)]() mutable { task(*room(exercise)); });
  }

  // The room of an exercise that exists. On this shard's thread only.
  std::shared_ptr<Room> room(const std::string& exercise);

  // Closes the sockets that were opened with this session. From any thread.
  void end_session(const std::string& session);

  // Ends an exercise that is to be removed; `done` is called on this shard's thread. From any thread.
  void dissolve(const std::string& exercise, std::function<void()> done);

  // Stops every room; `done` is called on this shard's thread when all have.
  void stop(std::function<void()> done);

 private:
  Surroundings& around_;
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::map<std::string, std::shared_ptr<Room>> rooms_;
  std::thread thread_;
};

}  // namespace startex::runtime
