#include "log/log_threads.hpp"

namespace startex::log {

LogThreads::LogThreads(std::size_t count) {
  for (std::size_t i = 0; i < std::max<std::size_t>(1, count); ++i) {
    workers_.push_back(std::make_unique<Worker>());
    Worker& worker = *workers_.back();
    worker.thread = std::thread([&worker] { worker.work(); });
  }
}

LogThreads::~LogThreads() {
  for (auto& worker : workers_) {
    {
      const std::lock_guard lock(worker->mutex);
      worker->ending = true;
    }
    worker->wake.notify_one();
  }
  for (auto& worker : workers_) worker->thread.join();
}

void LogThreads::run(const std::string& key, std::function<void()> job) {
  Worker& worker = *workers_[std::hash<std::string>{}(key) % workers_.size()];
  {
    const std::lock_guard lock(worker.mutex);
    worker.jobs.push_back(std::move(job));
  }
  worker.wake.notify_one();
}

void LogThreads::Worker::work() {
  while (true) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex);
      wake.wait(lock, [this] { return ending || !jobs.empty(); });
      if (jobs.empty()) return;
      job = std::move(jobs.front());
      jobs.pop_front();
    }
    job();
  }
}

}  // namespace startex::log
