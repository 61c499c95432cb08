// The one writer of an exercise, without I/O: step(input, now) → effects. It decides commands in the order in which
// they come, keeps at most one append out (what is decided meanwhile goes together in the next), and acknowledges and
// shows nothing before it is durable. A failed append is an unknown outcome: the actor steps down and is made again
// from the log.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/connection.hpp"
#include "engine/effects.hpp"
#include "engine/feeds.hpp"
#include "engine/limits.hpp"
#include "engine/rpc.hpp"
#include "exercise/exercise.hpp"

namespace startex::engine {

class Actor {
 public:
  // Folds what is stored: at least the founding events. Never refuses what the log holds.
  Actor(std::span<const std::string> stored, std::unique_ptr<exercise::Chance> chance, Limits limits = {});

  // Call once before any step: an exercise that was running comes back paused at the exercise time of `alive`, the last
  // wall time at which it is known to have run. `cause`: "server_restart" or "store_failed".
  std::vector<Effect> resume(calendar::Millis alive, std::string_view cause, calendar::Millis now);

  std::vector<Effect> step(Input input, calendar::Millis now);

  // Folded from durable events only.
  const exercise::State& durable() const { return durable_; }
  bool stepped_down() const { return stepped_down_; }

 private:
  // Who waits for the outcome of a command: a request on a connection, or a ticket of the program.
  struct Waiting {
    ConnectionId connection = 0;
    Json id;
    std::optional<Ticket> ticket;
  };
  struct Reply {
    Waiting to;
    std::uint64_t first_seq = 0, last_seq = 0;  // the events that the command caused
    std::optional<Error> error;                 // or why it did not
  };
  struct Batch {
    std::vector<exercise::Event> events;
    std::vector<Reply> replies;
    bool empty() const { return events.empty() && replies.empty(); }
  };
  // The answer to a commandId: a range of events, or an error.
  struct Remembered {
    std::uint64_t first_seq = 0, last_seq = 0;
    std::optional<Error> error;
  };

  void on(input::Connected&& in);
  void on(input::Received&& in);
  void on(input::Written&& in);
  void on(input::Disconnected&& in);
  void on(input::Asked&& in);
  void on(input::Appended&& in);
  void on(input::Woken&& in);
  void on(input::Stopping&& in);

  // Deciding (actor.cpp)
  void settle();
  void take(std::vector<exercise::Event> events);
  void handle(Connection& connection, rpc::Request request);
  void question(Connection& connection, rpc::Request request);
  void command(const exercise::Asker& asker, const std::string& method, Json params, const std::string& command_id,
               Waiting waiting);
  void remember_error(const std::string& key, const Error& error);
  void reply_later(Reply reply);
  void append_if_idle();
  void commit(Batch batch);
  void step_down();

  // Telling (actor_delivery.cpp)
  exercise::Outcome look_as(Connection& connection, const std::optional<std::string>& as);
  void subscribe(Connection& connection, const rpc::Request& request);
  void answer(const Reply& reply);
  std::string events_seen(const exercise::Viewer& viewer, std::uint64_t first_seq, std::uint64_t last_seq) const;
  void pump(Connection& connection);
  void pump_all();
  Frame event_frame(const exercise::Viewer& viewer, std::uint64_t n);
  Frame catch_up_frame(const exercise::Viewer& viewer, std::uint64_t& cursor, std::uint64_t head) const;
  void send(Connection& connection, Frame frame);
  void close(Connection& connection, std::uint16_t code, std::string reason);
  void refresh_viewers();
  void signal_clock();
  Frame clock_frame() const;
  void signal_presence();
  void present_to(Connection& connection);
  void judge_slow_readers();
  void schedule();
  Connection* find(ConnectionId id);

  Limits limits_;
  std::unique_ptr<exercise::Chance> chance_;
  exercise::State state_;    // with what is decided and not yet durable
  exercise::State durable_;  // what may be shown
  Feeds feeds_;
  std::map<ConnectionId, Connection> connections_;
  Batch pending_;
  std::optional<Batch> in_flight_;
  std::unordered_map<std::string, Remembered> answers_;  // "ACTOR COMMANDID"
  std::deque<std::string> remembered_errors_;
  std::map<std::pair<std::uint64_t, std::pair<std::uint64_t, bool>>, Frame>
      frames_;  // of one step: seq, n, for control

  calendar::Millis now_ = 0;
  std::int64_t clock_ticks_ = 0;  // whole signal periods of wall time: ticks do not depend on who came when
  calendar::Millis next_alive_mark_ = 0;
  std::optional<calendar::Millis> wake_;
  bool stopping_ = false;
  bool stopped_ = false;
  bool stepped_down_ = false;
  std::vector<Effect> effects_;
};

}  // namespace startex::engine
