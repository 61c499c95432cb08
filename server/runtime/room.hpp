// One exercise on its shard: the actor, its log and its sockets. A room carries the actor's effects out and brings what
// happens back in. Everything here runs on the shard's thread; only the log is touched on a log thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/actor.hpp"
#include "log/event_log.hpp"
#include "log/log_threads.hpp"
#include "log/notary.hpp"
#include "net/web_socket.hpp"
#include "telemetry/metrics.hpp"

namespace startex::runtime {

// What a room needs from around it. The functions may be called on any shard's thread.
struct Surroundings {
  log::LogThreads& log_threads;
  telemetry::Metrics& metrics;
  const log::SigningKey& key;  // for checkpoints
  engine::Limits limits;
  // Opens the log of an exercise; runs on a log thread.
  std::function<tl::expected<std::unique_ptr<log::EventLog>, log::Error>(const std::string& exercise)> open_log;
  std::function<void(const std::string& exercise, const engine::effect::Summary&)> summary_changed;
  std::function<void(const std::string& exercise, const std::string& participant)> revoked;
  std::string secret;  // the server's own, beside all records: what is sealed is sealed with it
};

class Room : public std::enable_shared_from_this<Room> {
 public:
  Room(std::string exercise, boost::asio::io_context& io, Surroundings& around);

  // Takes a socket in; `session` names what it was opened with, so that signing out can end it.
  void connect(exercise::Asker asker, std::string session, std::shared_ptr<net::WebSocket> socket);
  // A command of the server itself.
  void ask(exercise::Asker asker, std::string method, Json params, std::function<void(Result<Json>)> answer);
  // Looks at what is durable; null when the log cannot be opened.
  void inspect(std::function<void(const exercise::State*)> look);
  // Uses the log on its own thread, in order with the appends; null when it cannot be opened.
  void with_log(std::function<void(log::EventLog*)> use);
  void end_session(const std::string& session);
  // The exercise is no more: everybody is sent out, and it stops. Its file may be removed after `done`.
  void dissolve(std::function<void()> done);
  // Commits, tells the clients to come back, closes the log; then calls `done` on this thread.
  void stop(std::function<void()> done);

 private:
  enum class Condition { closed, opening, open, stopped };
  struct Socket {
    std::shared_ptr<net::WebSocket> socket;
    std::string session;
  };
  struct Opened {
    std::shared_ptr<log::EventLog> log;
    std::vector<std::string> rows;
    std::string fault;  // why not, for the operator
  };

  void when_open(std::function<void()> then);
  void open();
  void opened(Opened result);
  void close_log();
  void step(engine::Input input);
  void carry_out(std::vector<engine::Effect> effects);
  void attest(log::EventLog& log, const std::vector<std::string>& bodies) const;
  void carry_out(engine::effect::Append&& append);
  void carry_out(engine::effect::Send&& send);
  void carry_out(engine::effect::Close&& close);
  void carry_out(engine::effect::Answer&& answer);
  void carry_out(engine::effect::WakeAt&& wake);
  void carry_out(engine::effect::MarkAlive&& mark);
  void carry_out(engine::effect::Revoke&& revoke);
  void carry_out(engine::effect::Summary&& summary);
  void carry_out(engine::effect::StepDown&& step_down);
  void carry_out(engine::effect::Stopped&& stopped);

  std::string exercise_;
  boost::asio::io_context& io_;
  Surroundings& around_;
  Condition condition_ = Condition::closed;
  std::string cause_ = "server_restart";  // why a running exercise was interrupted, should it have been
  std::shared_ptr<log::EventLog> log_;    // used on its log thread only
  std::unique_ptr<engine::Actor> actor_;
  std::vector<std::function<void()>> waiting_;  // for the log to be open
  std::deque<engine::Input> inbox_;
  bool stepping_ = false;
  boost::asio::steady_timer timer_;
  std::map<engine::ConnectionId, Socket> sockets_;
  engine::ConnectionId next_connection_ = 1;
  std::map<engine::Ticket, std::function<void(Result<Json>)>> asked_;
  engine::Ticket next_ticket_ = 1;
  std::vector<std::function<void()>> on_stopped_;
};

}  // namespace startex::runtime
