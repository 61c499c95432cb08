#include "runtime/room.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>

#include "engine/chance.hpp"
#include "runtime/wall.hpp"
#include "telemetry/logging.hpp"

namespace startex::runtime {
namespace {

Error unavailable() {
  return {ErrorCode::unavailable,
          "This exercise's log cannot be opened now. The operator finds the reason in the server's log.", ""};
}

}  // namespace

Room::Room(std::string exercise, boost::asio::io_context& io, Surroundings& around)
    : exercise_(std::move(exercise)), io_(io), around_(around), timer_(io) {}

void Room::connect(exercise::Asker asker, std::string session, std::shared_ptr<net::WebSocket> socket) {
  when_open([this, asker = std::move(asker), session = std::move(session), socket = std::move(socket)]() mutable {
    if (!actor_) {
      socket->start({});
      socket->close(engine::close_code::restart, "This exercise cannot be opened now.");
      return;
    }
    const engine::ConnectionId id = next_connection_++;
    const std::weak_ptr<Room> weak = weak_from_this();
    net::WebSocket::Events events;
    events.text = [weak, id](std::string_view text) {
      if (const auto room = weak.lock()) room->step(engine::input::Received{id, std::string(text)});
    };
    events.written = [weak, id](std::size_t bytes) {
      if (const auto room = weak.lock()) room->step(engine::input::Written{id, bytes});
    };
    events.closed = [weak, id] {
      const auto room = weak.lock();
      if (!room || room->sockets_.erase(id) == 0) return;
      room->around_.metrics.connections.Decrement();
      room->step(engine::input::Disconnected{id});
    };
    around_.metrics.connections.Increment();
    sockets_[id] = {socket, std::move(session)};
    socket->start(std::move(events));
    step(engine::input::Connected{id, std::move(asker)});
  });
}

void Room::ask(exercise::Asker asker, std::string method, Json params, std::function<void(Result<Json>)> answer) {
  when_open([this, asker = std::move(asker), method = std::move(method), params = std::move(params),
             answer = std::move(answer)]() mutable {
    if (!actor_) {
      answer(tl::unexpected(unavailable()));
      return;
    }
    const engine::Ticket ticket = next_ticket_++;
    asked_[ticket] = std::move(answer);
    step(engine::input::Asked{ticket, std::move(asker), std::move(method), std::move(params)});
  });
}

void Room::inspect(std::function<void(const exercise::State*)> look) {
  when_open([this, look = std::move(look)] { look(actor_ ? &actor_->durable() : nullptr); });
}

void Room::with_log(std::function<void(log::EventLog*)> use) {
  when_open(
      [this, use = std::move(use)] { around_.log_threads.run(exercise_, [log = log_, use] { use(log.get()); }); });
}

void Room::end_session(const std::string& session) {
  for (auto& [id, socket] : sockets_)
    if (socket.session == session) socket.socket->close(engine::close_code::signed_out, "You have signed out.");
}

void Room::dissolve(std::function<void()> done) {
  for (auto& [id, socket] : sockets_) socket.socket->close(engine::close_code::signed_out, "This exercise is no more.");
  stop(std::move(done));
}

void Room::stop(std::function<void()> done) {
  if (condition_ == Condition::closed || condition_ == Condition::stopped) {
    condition_ = Condition::stopped;
    done();
    return;
  }
  on_stopped_.push_back(std::move(done));
  when_open([this] {
    if (actor_)
      step(engine::input::Stopping{});
    else
      carry_out(engine::effect::Stopped{});
  });
}

void Room::when_open(std::function<void()> then) {
  if (condition_ == Condition::open || condition_ == Condition::stopped) {
    then();
    return;
  }
  waiting_.push_back(std::move(then));
  if (condition_ == Condition::closed) open();
}

void Room::open() {
  condition_ = Condition::opening;
  around_.log_threads.run(exercise_, [self = shared_from_this()] {
    Opened result;
    auto log = self->around_.open_log(self->exercise_);
    if (!log) {
      result.fault = log.error().message;
    } else {
      auto rows = (*log)->read(0, SIZE_MAX);
      if (rows)
        result = {std::move(*log), std::move(*rows), ""};
      else
        result.fault = rows.error().message;
    }
    boost::asio::post(self->io_, [self, result = std::move(result)]() mutable { self->opened(std::move(result)); });
  });
}

void Room::opened(Opened result) {
  log_ = std::move(result.log);
  if (log_ && !result.rows.empty()) {
    condition_ = Condition::open;
    // Another exercise, be it a copy of this one, opens nothing that this one has sealed.
    auto chance = std::make_unique<engine::SeededChance>(log_->founding().seed, around_.secret + '/' + exercise_);
    actor_ = std::make_unique<engine::Actor>(result.rows, std::move(chance), around_.limits);
    // The heartbeat may be older than the last event, or the other way round: the exercise ran until the later one.
    const auto alive = std::max(log_->alive_ms(), exercise::from_stored(result.rows.back()).wall);
    carry_out(actor_->resume(alive, cause_, wall_now()));
  } else {
    condition_ = Condition::closed;
    telemetry::error("exercise {} cannot be opened: {}", exercise_,
                     result.fault.empty() ? "its log is empty" : result.fault);
    close_log();
  }
  for (auto& then : std::exchange(waiting_, {})) then();
}

// The last reference is let go on the log's own thread.
void Room::close_log() {
  if (log_) around_.log_threads.run(exercise_, [log = std::exchange(log_, nullptr)]() mutable { log.reset(); });
}

void Room::step(engine::Input input) {
  inbox_.push_back(std::move(input));
  if (stepping_) return;
  stepping_ = true;
  while (!inbox_.empty()) {
    engine::Input next = std::move(inbox_.front());
    inbox_.pop_front();
    if (!actor_) continue;
    carry_out(actor_->step(std::move(next), wall_now()));
    if (actor_->stepped_down()) {
      actor_.reset();
      close_log();
      condition_ = Condition::closed;
      cause_ = "store_failed";
    }
  }
  stepping_ = false;
}

void Room::carry_out(std::vector<engine::Effect> effects) {
  for (auto& effect : effects) std::visit([this](auto&& one) { carry_out(std::move(one)); }, std::move(effect));
}

void Room::carry_out(engine::effect::Append&& append) {
  around_.log_threads.run(exercise_, [self = shared_from_this(), log = log_, append = std::move(append)] {
    const auto began = std::chrono::steady_clock::now();
    const auto stored = log->append(append.first_seq, append.bodies);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    if (!stored) telemetry::error("exercise {}: an append failed: {}", self->exercise_, stored.error().message);
    boost::asio::post(self->io_, [self, ok = stored.has_value(), count = append.bodies.size(), took] {
      self->around_.metrics.commit_seconds.Observe(took.count());
      if (ok) self->around_.metrics.events_appended.Increment(static_cast<double>(count));
      self->step(engine::input::Appended{ok});
    });
    if (stored) self->attest(*log, append.bodies);
  });
}

// On the log's thread, after everybody has been answered.
void Room::attest(log::EventLog& log, const std::vector<std::string>& bodies) const {
  const bool at_once = std::any_of(bodies.begin(), bodies.end(), [](const std::string& body) {
    return body.find("\"type\":\"exercise.") != std::string::npos;
  });
  if (const auto signed_it = log::attest(log, around_.key, wall_now(), at_once); !signed_it)
    telemetry::warn("exercise {}: a checkpoint could not be kept: {}", exercise_, signed_it.error().message);
}

void Room::carry_out(engine::effect::Send&& send) {
  const auto it = sockets_.find(send.connection);
  if (it == sockets_.end()) return;
  around_.metrics.deliveries.Increment();
  it->second.socket->send(std::move(send.frame));
}

void Room::carry_out(engine::effect::Close&& close) {
  const auto it = sockets_.find(close.connection);
  if (it == sockets_.end()) return;
  if (close.code == engine::close_code::too_slow) around_.metrics.slow_clients_cut.Increment();
  it->second.socket->close(close.code, std::move(close.reason));
}

void Room::carry_out(engine::effect::Answer&& answer) {
  auto node = asked_.extract(answer.ticket);
  if (!node.empty()) node.mapped()(std::move(answer.result));
}

void Room::carry_out(engine::effect::WakeAt&& wake) {
  timer_.expires_after(std::chrono::milliseconds(std::max<calendar::Millis>(0, wake.wall - wall_now())));
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto room = weak.lock();
    if (room && !error) room->step(engine::input::Woken{});
  });
}

void Room::carry_out(engine::effect::MarkAlive&& mark) {
  around_.log_threads.run(exercise_, [self = shared_from_this(), log = log_, wall = mark.wall] {
    // A heartbeat that fails costs a few seconds of exercise time after a crash, and nothing now.
    if (const auto marked = log->mark_alive(wall); !marked)
      telemetry::warn("a heartbeat failed: {}", marked.error().message);
    self->attest(*log, {});
  });
}

void Room::carry_out(engine::effect::Revoke&& revoke) { around_.revoked(exercise_, revoke.participant); }

void Room::carry_out(engine::effect::Summary&& summary) { around_.summary_changed(exercise_, summary); }

// What is left to do follows in step(), when the actor's last effects are out.
void Room::carry_out(engine::effect::StepDown&&) { timer_.cancel(); }

void Room::carry_out(engine::effect::Stopped&&) {
  timer_.cancel();
  condition_ = Condition::stopped;
  around_.log_threads.run(exercise_, [self = shared_from_this(), log = std::exchange(log_, nullptr)]() mutable {
    log.reset();
    boost::asio::post(self->io_, [self] {
      for (auto& done : std::exchange(self->on_stopped_, {})) done();
    });
  });
}

}  // namespace startex::runtime
