// A few threads for what blocks on the disk. Jobs of one key run in order, one at a time; jobs of different keys run
// side by side, so that several exercises' commits are under way at once.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace startex::log {

class LogThreads {
 public:
  explicit LogThreads(std::size_t count = 2);
  // Runs what is queued, then ends.
  ~LogThreads();
  LogThreads(const LogThreads&) = delete;

  // From any thread. The job posts its result back itself.
  void run(const std::string& key, std::function<void()> job);

 private:
  struct Worker {
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> jobs;
    bool ending = false;
    std::thread thread;
    void work();
  };
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace startex::log
