#include "engine/actor.hpp"

#include <algorithm>

namespace startex::engine {
namespace {

// Whose commandIds these are. Facilitators who have said their names have their own.
std::string actor_key(const exercise::Asker& asker) {
  if (asker.role != exercise::Role::control) return asker.participant;
  return asker.name.empty() ? "control" : "control/" + asker.name;
}

bool changes_clock(const exercise::Event& event) {
  return event.type.starts_with("exercise.") || event.type.starts_with("clock.") || event.type == "move.started";
}

bool changes_people(const exercise::Event& event) {
  return event.type.starts_with("seat.") || event.type.starts_with("participant.");
}

Error unavailable() {
  return {ErrorCode::unavailable, "The exercise is being reloaded. Connect again; nothing that was confirmed is lost.",
          ""};
}

}  // namespace

Actor::Actor(std::span<const std::string> stored, std::unique_ptr<exercise::Chance> chance, Limits limits)
    : limits_(limits), chance_(std::move(chance)) {
  for (const std::string& body : stored) {
    const exercise::Event event = exercise::from_stored(body);
    exercise::apply(state_, event);
    if (event.seq == 1) feeds_.open(state_.seats.viewers(), state_.clock.offset_minutes);
    feeds_.add(event);
    now_ = std::max(now_, event.wall);
    if (event.command.empty()) continue;
    auto [it, first] = answers_.try_emplace(event.command, Remembered{event.seq, event.seq, std::nullopt});
    if (!first) it->second.last_seq = event.seq;
  }
  durable_ = state_;
}

std::vector<Effect> Actor::resume(calendar::Millis alive, std::string_view cause, calendar::Millis now) {
  now_ = std::max(now_, now);  // the wall clock may have been set back while nobody ran
  take(exercise::interrupted(state_, cause, std::min(alive, now_), *chance_));
  effects_.push_back(
      effect::Summary{durable_.lifecycle.phase, durable_.seats.present(), durable_.lifecycle.review_open});
  append_if_idle();
  schedule();
  return std::exchange(effects_, {});
}

std::vector<Effect> Actor::step(Input input, calendar::Millis now) {
  now_ = std::max(now_, now);  // a wall clock that is set back does not take the exercise with it
  const bool ticked = std::exchange(clock_ticks_, now_ / limits_.clock_signal_ms) != now_ / limits_.clock_signal_ms;
  if (!stepped_down_) {
    if (ticked && durable_.lifecycle.phase == exercise::Phase::running) signal_clock();
    std::visit([this](auto&& in) { on(std::move(in)); }, std::move(input));
    append_if_idle();
    schedule();
  } else if (const auto* asked = std::get_if<input::Asked>(&input)) {
    effects_.push_back(effect::Answer{asked->ticket, tl::unexpected(unavailable())});
  }
  frames_.clear();
  return std::exchange(effects_, {});
}

void Actor::on(input::Connected&& in) {
  Connection connection;
  connection.id = in.connection;
  connection.asker = in.asker;
  connection.command_tokens = limits_.commands_burst;
  connection.tokens_at = now_;
  const auto actor = exercise::identify(durable_, in.asker);
  if (actor) connection.viewer = actor->viewer();
  Connection& kept = connections_[in.connection] = std::move(connection);
  if (!actor)
    close(kept, close_code::signed_out, "You are no longer part of this exercise.");
  else if (stopping_)
    close(kept, close_code::restart, "The server restarts. Come back in a moment.");
}

void Actor::on(input::Received&& in) {
  Connection* connection = find(in.connection);
  if (!connection || connection->closing) return;
  auto decoded = rpc::decode(in.text);
  if (const auto* malformed = std::get_if<rpc::Malformed>(&decoded)) {
    send(*connection, text_frame(malformed->answer));
    if (++connection->malformed > limits_.malformed_max)
      close(*connection, close_code::abuse, "Too many frames that are no requests.");
    return;
  }
  auto& request = std::get<rpc::Request>(decoded);
  if (!connection->take_command(now_, limits_) || pending_.events.size() >= limits_.pending_events_max) {
    if (!request.id.is_null())
      send(*connection, text_frame(rpc::error(
                            request.id, {ErrorCode::rate_limited, "Too many commands at once. Wait a second.", ""})));
    if (++connection->refusals > limits_.refusals_max)
      close(*connection, close_code::abuse, "Too many commands after being asked to wait.");
    return;
  }
  connection->refusals = 0;
  handle(*connection, std::move(request));
}

void Actor::on(input::Written&& in) {
  Connection* connection = find(in.connection);
  if (!connection) return;
  connection->queued_bytes -= std::min(in.bytes, connection->queued_bytes);
  if (connection->queued_bytes * 2 > limits_.congested_bytes) return;
  connection->congested_since.reset();
  pump(*connection);
}

void Actor::on(input::Disconnected&& in) {
  const auto it = connections_.find(in.connection);
  if (it == connections_.end()) return;
  const bool was_present = it->second.subscribed;
  connections_.erase(it);
  if (was_present) signal_presence();
}

void Actor::on(input::Asked&& in) {
  if (stopping_) {
    effects_.push_back(effect::Answer{in.ticket, tl::unexpected(unavailable())});
    return;
  }
  command(in.asker, in.method, std::move(in.params), "", {0, nullptr, in.ticket});
}

void Actor::on(input::Appended&& in) {
  if (!in_flight_) return;
  if (!in.stored) {
    step_down();
    return;
  }
  Batch batch = std::move(*in_flight_);
  in_flight_.reset();
  commit(std::move(batch));
}

void Actor::on(input::Woken&&) {
  wake_.reset();
  settle();
  judge_slow_readers();
  if (durable_.lifecycle.phase != exercise::Phase::running) return;
  if (now_ < next_alive_mark_) return;
  effects_.push_back(effect::MarkAlive{now_});
  next_alive_mark_ = now_ + limits_.alive_mark_ms;
}

void Actor::on(input::Stopping&&) {
  stopping_ = true;
  settle();
  take(exercise::interrupted(state_, "server_restart", now_, *chance_));
}

// Whatever has fallen due by itself happens before anything else is looked at.
void Actor::settle() {
  while (true) {
    auto events = exercise::due(state_, {now_, *chance_});
    if (events.empty()) return;
    take(std::move(events));
  }
}

void Actor::take(std::vector<exercise::Event> events) {
  for (exercise::Event& event : events) {
    exercise::apply(state_, event);
    pending_.events.push_back(std::move(event));
  }
}

void Actor::handle(Connection& connection, rpc::Request request) {
  if (request.method == "exercise.subscribe") {
    subscribe(connection, request);
    return;
  }
  const exercise::Method* method = exercise::find_method(request.method);
  if (!method || method->who == exercise::Who::server) {
    if (!request.id.is_null()) send(connection, text_frame(rpc::unknown_method(request.id)));
    return;
  }
  if (connection.looking) {
    if (!request.id.is_null())
      send(connection, text_frame(rpc::error(request.id, {ErrorCode::forbidden,
                                                          "This screen only looks. Act at control's own desk.", ""})));
    return;
  }
  if (method->answer) {
    question(connection, std::move(request));
    return;
  }
  command(connection.asker, request.method, std::move(request.params), request.command_id,
          {connection.id, std::move(request.id), std::nullopt});
}

// Answered from what is durable, at once: nothing comes of it.
void Actor::question(Connection& connection, rpc::Request request) {
  if (request.id.is_null()) return;
  const auto answer =
      exercise::answer(durable_, connection.asker, {request.method, std::move(request.params), ""}, {now_, *chance_});
  send(connection,
       text_frame(answer ? rpc::result(request.id, json::to_text(*answer)) : rpc::error(request.id, answer.error())));
}

void Actor::command(const exercise::Asker& asker, const std::string& method, Json params, const std::string& command_id,
                    Waiting waiting) {
  const std::string key = command_id.empty() ? "" : actor_key(asker) + ' ' + command_id;
  if (!key.empty())
    if (const auto it = answers_.find(key); it != answers_.end()) {
      reply_later({std::move(waiting), it->second.first_seq, it->second.last_seq, it->second.error});
      return;
    }
  if (stopping_) {
    reply_later({std::move(waiting), 0, 0, unavailable()});
    return;
  }
  settle();
  auto events = exercise::decide(state_, asker, {method, std::move(params), command_id}, {now_, *chance_});
  if (!events) {
    remember_error(key, events.error());
    reply_later({std::move(waiting), 0, 0, events.error()});
    return;
  }
  for (exercise::Event& event : *events) event.command = key;
  const std::uint64_t first = state_.seq + 1;
  const std::uint64_t last = state_.seq + events->size();
  take(std::move(*events));
  if (!key.empty()) answers_[key] = {first, last, std::nullopt};
  reply_later({std::move(waiting), first, last, std::nullopt});
  settle();
}

// Errors are kept only in memory and only so many: after a restart, a repeated command is judged anew.
void Actor::remember_error(const std::string& key, const Error& error) {
  if (key.empty()) return;
  answers_[key] = {0, 0, error};
  remembered_errors_.push_back(key);
  if (remembered_errors_.size() <= limits_.remembered_errors_max) return;
  answers_.erase(remembered_errors_.front());
  remembered_errors_.pop_front();
}

// An answer may rest on what is decided and not yet durable, a refusal too: it waits for that.
void Actor::reply_later(Reply reply) {
  if (pending_.empty() && !in_flight_)
    answer(reply);
  else if (!pending_.events.empty() || !in_flight_)
    pending_.replies.push_back(std::move(reply));
  else
    in_flight_->replies.push_back(std::move(reply));
}

void Actor::append_if_idle() {
  if (in_flight_ || stepped_down_) return;
  if (pending_.events.empty()) {
    if (stopping_ && !std::exchange(stopped_, true)) {
      for (auto& [id, connection] : connections_)
        close(connection, close_code::restart, "The server restarts. Come back in a moment.");
      effects_.push_back(effect::Stopped{});
    }
    return;
  }
  effect::Append append{pending_.events.front().seq, {}};
  for (const exercise::Event& event : pending_.events) append.bodies.push_back(exercise::to_stored(event));
  in_flight_ = std::exchange(pending_, {});
  effects_.push_back(std::move(append));
}

void Actor::commit(Batch batch) {
  bool clock_changed = false, people_changed = false;
  for (const exercise::Event& event : batch.events) {
    exercise::apply(durable_, event);
    feeds_.add(event);
    clock_changed |= changes_clock(event);
    if (changes_people(event)) {
      people_changed = true;
      pump_all();  // to the viewers that they were until now
      refresh_viewers();
    }
    if (event.type == "participant.removed")
      effects_.push_back(effect::Revoke{event.data.at("participant").get<std::string>()});
  }
  pump_all();
  for (const Reply& reply : batch.replies) answer(reply);
  if (clock_changed) signal_clock();
  if (people_changed) signal_presence();
  if (clock_changed || people_changed || durable_.lifecycle.review_open)
    effects_.push_back(
        effect::Summary{durable_.lifecycle.phase, durable_.seats.present(), durable_.lifecycle.review_open});
}

void Actor::step_down() {
  stepped_down_ = true;
  const auto refuse_all = [this](Batch& batch) {
    for (Reply& reply : batch.replies) {
      reply.error = unavailable();
      answer(reply);
    }
  };
  if (in_flight_) refuse_all(*in_flight_);
  refuse_all(pending_);
  for (auto& [id, connection] : connections_)
    close(connection, close_code::restart, "The exercise is being reloaded. Come back in a moment.");
  effects_.push_back(effect::StepDown{});
}

}  // namespace startex::engine
