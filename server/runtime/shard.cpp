#include "runtime/shard.hpp"

namespace startex::runtime {

Shard::Shard(Surroundings& around) : around_(around), work_(io_.get_executor()), thread_([this] { io_.run(); }) {}

Shard::~Shard() {
  work_.reset();
  io_.stop();
  thread_.join();
}

void Shard::stop(std::function<void()> done) {
  boost::asio::post(io_, [this, done = std::move(done)] {
    auto left = std::make_shared<std::size_t>(rooms_.size() + 1);
    const auto one_less = [left, done] {
      if (--*left == 0) done();
    };
    for (auto& [exercise, room] : rooms_) room->stop(one_less);
    one_less();
  });
}

void Shard::end_session(const std::string& session) {
  boost::asio::post(io_, [this, session] {
    for (auto& [exercise, room] : rooms_) room->end_session(session);
  });
}

void Shard::dissolve(const std::string& exercise, std::function<void()> done) {
  boost::asio::post(io_, [this, exercise, done = std::move(done)]() mutable {
    const auto gone = room(exercise);
    gone->dissolve([this, exercise, gone, done = std::move(done)] {
      rooms_.erase(exercise);
      done();
    });
  });
}

std::shared_ptr<Room> Shard::room(const std::string& exercise) {
  auto& room = rooms_[exercise];
  if (!room) room = std::make_shared<Room>(exercise, io_, around_);
  return room;
}

}  // namespace startex::runtime
