// The actor's telling half: what is durable goes to those who may see it.
#include <algorithm>

#include "engine/actor.hpp"
#include "json/reader.hpp"

namespace startex::engine {
namespace {

Json viewer_json(const exercise::Viewer& viewer, const exercise::Actor& actor) {
  Json json{{"role", exercise::to_text(viewer.role)}};
  if (!viewer.team.empty()) json["team"] = viewer.team;
  if (!viewer.seat.empty()) json["seat"] = viewer.seat;
  if (!actor.name.empty()) json["name"] = actor.name;
  if (!actor.participant.empty()) json["participant"] = actor.participant;
  return json;
}

}  // namespace

Connection* Actor::find(ConnectionId id) {
  const auto it = connections_.find(id);
  return it == connections_.end() ? nullptr : &it->second;
}

// Whose eyes a connection sees with: its own, or, for control that asks so, any viewer's.
exercise::Outcome Actor::look_as(Connection& connection, const std::optional<std::string>& as) {
  const bool control = connection.asker.role == exercise::Role::control;
  if (as && !control) return refuse(ErrorCode::forbidden, "Only control sees with other eyes. Leave \"as\" out.");
  if (!control) return {};
  const auto viewer = durable_.seats.viewer(as.value_or("control"));
  if (!viewer) return exercise::not_found("viewer");
  connection.viewer = *viewer;
  connection.looking = viewer->role != exercise::Role::control;
  return {};
}

void Actor::subscribe(Connection& connection, const rpc::Request& request) {
  json::Reader in(request.params);
  const auto as = in.optional_text("as", limits::id_max);
  if (const auto seen = look_as(connection, as); !seen) {
    if (!request.id.is_null()) send(connection, text_frame(rpc::error(request.id, seen.error())));
    return;
  }
  auto after = in.optional_integer("after", 0, INT64_MAX).value_or(0);
  // Whose numbers `after` counts in. Somebody who was moved to another seat while away begins anew.
  const auto counted_by = in.optional_text("viewer", limits::id_max);
  if (counted_by && *counted_by != connection.viewer.key()) after = 0;
  const std::uint64_t head = feeds_.head(connection.viewer);
  if (static_cast<std::uint64_t>(after) > head)
    in.fault("after", "You have not been sent so many events. Subscribe after 0.");
  if (const auto fault = in.finish()) {
    if (!request.id.is_null())
      send(connection, text_frame(rpc::error(request.id, {ErrorCode::invalid, fault->message, fault->pointer})));
    return;
  }
  auto actor = exercise::identify(durable_, connection.asker);
  if (!actor) return;  // its close is on the way
  if (connection.looking) actor->name.clear();
  const Json result{{"exercise", durable_.lifecycle.exercise},
                    {"viewer", viewer_json(connection.viewer, *actor)},
                    {"after", after},
                    {"head", head}};
  if (!request.id.is_null()) send(connection, text_frame(rpc::result(request.id, json::to_text(result))));
  connection.subscribed = true;
  connection.live = false;
  connection.presence.clear();
  connection.cursor = static_cast<std::uint64_t>(after);
  send(connection, clock_frame());
  pump(connection);
  signal_presence();
}

void Actor::answer(const Reply& reply) {
  if (reply.to.ticket) {
    if (reply.error) {
      effects_.push_back(effect::Answer{*reply.to.ticket, tl::unexpected(*reply.error)});
    } else {
      const std::string text = events_seen({exercise::Role::control, "", ""}, reply.first_seq, reply.last_seq);
      effects_.push_back(effect::Answer{*reply.to.ticket, Json::parse(text)});
    }
    return;
  }
  Connection* connection = find(reply.to.connection);
  if (!connection || reply.to.id.is_null()) return;
  if (reply.error) {
    send(*connection, text_frame(rpc::error(reply.to.id, *reply.error)));
    return;
  }
  const std::string events = events_seen(connection->viewer, reply.first_seq, reply.last_seq);
  send(*connection, text_frame(rpc::result(reply.to.id, "{\"events\":" + events + "}")));
}

std::string Actor::events_seen(const exercise::Viewer& viewer, std::uint64_t first_seq, std::uint64_t last_seq) const {
  std::string out = "[";
  for (std::uint64_t seq = first_seq; seq != 0 && seq <= last_seq; ++seq)
    if (const auto n = feeds_.number_of(viewer, seq)) {
      if (out.size() > 1) out += ',';
      out += feeds_.event_text(viewer, *n);
    }
  return out + "]";
}

// Sends what this connection has not been sent, as far as its reader keeps up: live events one to a frame, which all
// viewers with the same number share, and what it has missed many to a frame.
void Actor::pump(Connection& connection) {
  if (!connection.subscribed || connection.closing) return;
  const std::uint64_t head = feeds_.head(connection.viewer);
  while (connection.cursor < head) {
    if (connection.queued_bytes >= limits_.congested_bytes) {
      if (!connection.congested_since) connection.congested_since = now_;
      connection.live = false;
      return;
    }
    if (connection.live)
      send(connection, event_frame(connection.viewer, ++connection.cursor));
    else
      send(connection, catch_up_frame(connection.viewer, connection.cursor, head));
    if (connection.closing) return;
  }
  connection.live = true;
}

void Actor::pump_all() {
  for (auto& [id, connection] : connections_) pump(connection);
}

Frame Actor::event_frame(const exercise::Viewer& viewer, std::uint64_t n) {
  const bool for_control = viewer.role == exercise::Role::control;
  Frame& frame = frames_[{feeds_.seq_of(viewer, n), {n, for_control}}];
  if (!frame) frame = text_frame(rpc::notification("event", feeds_.event_text(viewer, n)));
  return frame;
}

Frame Actor::catch_up_frame(const exercise::Viewer& viewer, std::uint64_t& cursor, std::uint64_t head) const {
  constexpr std::size_t envelope = 64;
  std::string events;
  while (cursor < head) {
    const std::string next = feeds_.event_text(viewer, cursor + 1);
    if (!events.empty() && events.size() + next.size() + envelope > limits::message_bytes_max) break;
    if (!events.empty()) events += ',';
    events += next;
    ++cursor;
  }
  return text_frame(rpc::notification("events", "{\"events\":[" + events + "]}"));
}

void Actor::send(Connection& connection, Frame frame) {
  if (connection.closing) return;
  connection.queued_bytes += frame->size();
  effects_.push_back(effect::Send{connection.id, std::move(frame)});
  if (connection.queued_bytes > limits_.outbox_bytes_max)
    close(connection, close_code::too_slow, "You read too slowly. Come back with the number of your last event.");
}

void Actor::close(Connection& connection, std::uint16_t code, std::string reason) {
  if (connection.closing) return;
  connection.closing = true;
  effects_.push_back(effect::Close{connection.id, code, std::move(reason)});
}

// Whoever has changed seats sees with other eyes and counts anew: it is told so and subscribes again.
void Actor::refresh_viewers() {
  for (auto& [id, connection] : connections_) {
    if (connection.closing) continue;
    const auto actor = exercise::identify(durable_, connection.asker);
    if (!actor) {
      close(connection, close_code::signed_out, "You have been taken out of this exercise.");
      continue;
    }
    if (connection.looking || actor->viewer() == connection.viewer) continue;
    connection.viewer = actor->viewer();
    connection.cursor = 0;
    if (!connection.subscribed) continue;
    connection.subscribed = false;
    const Json params{{"signal", "viewer"}, {"viewer", viewer_json(connection.viewer, *actor)}};
    send(connection, text_frame(rpc::notification("signal", json::to_text(params))));
  }
}

Frame Actor::clock_frame() const {
  const exercise::Clock& clock = durable_.clock;
  Json params{{"signal", "clock"},
              {"phase", exercise::to_text(durable_.lifecycle.phase)},
              {"at", calendar::format_exercise(clock.at(now_), clock.offset_minutes)},
              {"wall", calendar::format_wall(now_)},
              {"pace", clock.pace()},
              {"move", clock.moves_begun ? Json(clock.moves[clock.moves_begun - 1].id) : Json(nullptr)}};
  return text_frame(rpc::notification("signal", json::to_text(params)));
}

void Actor::signal_clock() {
  const Frame frame = clock_frame();
  for (auto& [id, connection] : connections_)
    if (connection.subscribed) send(connection, frame);
}

void Actor::present_to(Connection& connection) {
  if (!connection.subscribed) return;
  const bool sees_all = connection.viewer.role == exercise::Role::control;
  std::set<std::string> listed, facilitators;
  Json present = Json::array();
  for (const auto& [id, other] : connections_) {
    if (!other.subscribed || other.closing) continue;
    if (other.asker.role == exercise::Role::control) {
      if (sees_all && facilitators.insert(other.asker.name).second)
        present.push_back(viewer_json({exercise::Role::control, "", ""},
                                      {exercise::Role::control, "", other.asker.name, "", "", false}));
      continue;
    }
    const bool teammate = connection.viewer.role == exercise::Role::participant &&
                          other.viewer.role == exercise::Role::participant &&
                          other.viewer.team == connection.viewer.team;
    if ((!sees_all && !teammate) || !listed.insert(other.asker.participant).second) continue;
    const auto actor = exercise::identify(durable_, other.asker);
    if (actor) present.push_back(viewer_json(other.viewer, *actor));
  }
  std::string params = json::to_text({{"signal", "presence"}, {"present", std::move(present)}});
  if (params == connection.presence) return;
  send(connection, text_frame(rpc::notification("signal", params)));
  connection.presence = std::move(params);
}

// Whoever sees no change is told nothing: not even that somebody else's presence has changed.
void Actor::signal_presence() {
  for (auto& [id, connection] : connections_) present_to(connection);
}

void Actor::judge_slow_readers() {
  for (auto& [id, connection] : connections_)
    if (connection.congested_since && now_ - *connection.congested_since >= limits_.too_slow_ms)
      close(connection, close_code::too_slow, "You read too slowly. Come back with the number of your last event.");
}

// Asks to be woken for whatever comes first.
void Actor::schedule() {
  std::optional<calendar::Millis> next = exercise::next_due(state_);
  const auto sooner = [&next](calendar::Millis at) { next = next ? std::min(*next, at) : at; };
  if (durable_.lifecycle.phase == exercise::Phase::running) {
    sooner(next_alive_mark_);
    if (!connections_.empty()) sooner((clock_ticks_ + 1) * limits_.clock_signal_ms);
  }
  for (const auto& [id, connection] : connections_)
    if (connection.congested_since && !connection.closing) sooner(*connection.congested_since + limits_.too_slow_ms);
  if (!next || stepped_down_ || stopping_) return;
  const calendar::Millis wall = std::max(*next, now_);
  if (wake_ && *wake_ == wall) return;
  wake_ = wall;
  effects_.push_back(effect::WakeAt{wall});
}

}  // namespace startex::engine
