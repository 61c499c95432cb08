#include "support/world.hpp"

namespace startex::test {
namespace {

std::string payload_of(const std::string& frame) {
  const auto length = static_cast<unsigned char>(frame[1]);
  return frame.substr(length < 126 ? 2 : length == 126 ? 4 : 10);
}

}  // namespace

World::World(engine::Limits limits, MakeChance make_chance, const Json& scenario)
    : limits_(limits), make_chance_(std::move(make_chance)) {
  if (!make_chance_) make_chance_ = [] { return std::make_unique<engine::SeededChance>("0123456789abcdef"); };
  const auto chance = make_chance_();
  for (const auto& event : exercise::found({"exercise", "", 0, "scenario-hash", "seed-hash"}, scenario, {0, *chance}))
    rows_.push_back(exercise::to_stored(event));
  for (const auto& row : rows_) exercise::apply(founded_, exercise::from_stored(row));
  load("server_restart");
}

void World::load(std::string_view cause) {
  append_.reset();
  wake_.reset();
  for (auto& [name, client] : clients_) client.connected = false;
  actor_ = std::make_unique<engine::Actor>(rows_, make_chance_(), limits_);
  carry_out(actor_->resume(std::max(alive_, exercise::from_stored(rows_.back()).wall), cause, now_));
}

Client* World::by_connection(engine::ConnectionId id) {
  for (auto& [name, client] : clients_)
    if (client.connected && client.connection == id) return &client;
  return nullptr;
}

void World::join(const std::string& name, const std::string& place) {
  Json params{{"name", name}, {"role", "participant"}};
  if (place == "observer" || place == "evaluator") {
    params["role"] = place;
  } else {
    params["team"] = place.substr(0, place.find('.'));
    if (place.find('.') != std::string::npos) params["seat"] = place;
  }
  const engine::Ticket ticket = tickets_.size() + 1;
  tickets_.emplace(ticket, tl::unexpected(Error{}));
  step(engine::input::Asked{ticket, {exercise::Role::control, ""}, "participant.join", params});
  run(now_ + 1);
  if (tickets_.at(ticket))
    participants_[name] = tickets_.at(ticket)->at(0).at("data").at("participant").get<std::string>();
}

void World::connect(const std::string& name) {
  Client& client = clients_[name];
  client.who = name;
  client.connection = next_connection_++;
  client.connected = true;
  client.reading = true;
  client.close_code = 0;
  client.unread.clear();
  exercise::Asker asker{exercise::Role::control, ""};
  if (name.starts_with("control:")) asker.name = name.substr(8);
  if (name.substr(0, 7) != "control") asker = {exercise::Role::participant, participants_[name]};
  step(engine::input::Connected{client.connection, asker});
}

void World::subscribe(const std::string& name) {
  const Client& client = clients_[name];
  Json params{{"after", client.events.size()}};
  if (!client.viewer.empty()) params["viewer"] = client.viewer;
  ask(name, "subscribe", "exercise.subscribe", params);
}

void World::disconnect(const std::string& name) {
  Client& client = clients_[name];
  if (!client.connected) return;
  client.connected = false;
  step(engine::input::Disconnected{client.connection});
}

void World::send(const std::string& name, const std::string& text) {
  if (clients_[name].connected) step(engine::input::Received{clients_[name].connection, text});
}

void World::ask(const std::string& name, const std::string& id, const std::string& method, Json params) {
  send(name, Json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}}.dump());
}

void World::read_on(const std::string& name, bool reading) {
  Client& client = clients_[name];
  client.reading = reading;
  while (client.reading && client.connected && !client.unread.empty()) {
    const auto size = client.unread.front();
    client.unread.erase(client.unread.begin());
    step(engine::input::Written{client.connection, size});
  }
}

void World::run(calendar::Millis until) {
  while (true) {
    const bool append_first = append_ && (!wake_ || append_ends_ <= *wake_);
    if (append_first && append_ends_ <= until) {
      now_ = std::max(now_, append_ends_);
      end_append();
    } else if (wake_ && !append_first && *wake_ <= until) {
      now_ = std::max(now_, *wake_);
      wake_.reset();
      step(engine::input::Woken{});
    } else {
      now_ = std::max(now_, until);
      return;
    }
  }
}

void World::end_append() {
  auto append = std::move(*append_);
  append_.reset();
  const bool conflict = append.first_seq != rows_.size() + 1;
  const auto how = conflict ? AppendFate::failed : fate();
  const auto store = [&] {
    if (how != AppendFate::failed && fault != Fault::told_and_not_stored)
      rows_.insert(rows_.end(), append.bodies.begin(), append.bodies.end());
  };
  if (fault == Fault::stored_without_commands)
    for (auto& body : append.bodies) {
      auto event = exercise::from_stored(body);
      event.command.clear();
      body = exercise::to_stored(event);
    }
  if (fault != Fault::told_before_stored) store();
  const auto answer = engine::input::Appended{how == AppendFate::stored};
  step(answer);
  if (fault == Fault::told_before_stored) store();
}

void World::crash() { load("server_restart"); }

void World::append_behind_its_back(const std::string& body) { rows_.push_back(body); }

void World::step(engine::Input input) {
  carry_out(actor_->step(std::move(input), now_));
  if (actor_->stepped_down()) load("store_failed");
}

void World::carry_out(std::vector<engine::Effect> effects) {
  for (auto& effect : effects) {
    if (auto* append = std::get_if<engine::effect::Append>(&effect)) {
      append_ = std::move(*append);
      append_ends_ = now_ + latency();
    } else if (auto* send = std::get_if<engine::effect::Send>(&effect)) {
      if (Client* client = by_connection(send->connection)) deliver(*client, *send->frame);
    } else if (auto* close = std::get_if<engine::effect::Close>(&effect)) {
      if (Client* client = by_connection(close->connection)) {
        client->connected = false;
        client->close_code = close->code;
      }
    } else if (auto* wake = std::get_if<engine::effect::WakeAt>(&effect)) {
      wake_ = wake->wall;
    } else if (auto* mark = std::get_if<engine::effect::MarkAlive>(&effect)) {
      alive_ = mark->wall;
    } else if (auto* answer = std::get_if<engine::effect::Answer>(&effect)) {
      tickets_.insert_or_assign(answer->ticket, answer->result);
    }
  }
  // What was closed is gone; what was read is told, each in a step of its own.
  for (auto& [name, client] : clients_) {
    if (client.close_code && client.connection && !client.connected) {
      const auto gone = std::exchange(client.connection, 0);
      if (!actor_->stepped_down()) carry_out(actor_->step(engine::input::Disconnected{gone}, now_));
    }
    if (client.reading && !client.unread.empty()) read_on(name, true);
  }
}

void World::deliver(Client& client, const std::string& frame) {
  client.unread.push_back(frame.size());
  client.frames.push_back(payload_of(frame));
  const Json message = Json::parse(client.frames.back());
  if (message.contains("id")) {
    if (!message.at("id").is_string()) return;
    client.answers[message.at("id").get<std::string>()] = message;
    if (message.at("id") != "subscribe" || !message.contains("result")) return;
    const Json& viewer = message.at("result").at("viewer");
    client.viewer = viewer.value("seat", viewer.value("team", viewer.at("role").get<std::string>()));
    if (message.at("result").at("after") == 0) client.events.clear();
    return;
  }
  const Json& params = message.at("params");
  if (message.at("method") == "event") take_event(client, params);
  if (message.at("method") == "events")
    for (const Json& event : params.at("events")) take_event(client, event);
  if (message.at("method") == "signal" && params.at("signal") == "viewer") {
    client.events.clear();
    client.viewer.clear();
  }
}

void World::take_event(Client& client, const Json& event) {
  if (event.at("n") != client.events.size() + 1 && client.broken.empty())
    client.broken = client.who + " received " + event.at("n").dump() + " after " + std::to_string(client.events.size());
  client.events.push_back(json::to_text(event));
  const auto viewer = founded_.seats.viewer(client.viewer);
  if (!viewer || !client.broken.empty()) return;
  const auto& durable = expected(*viewer);
  if (client.events.size() > durable.size() || durable[client.events.size() - 1] != client.events.back())
    client.broken = client.who + " was shown what the log does not hold: " + client.events.back();
}

exercise::Viewer World::viewer_of(const std::string& name) const {
  if (name.substr(0, 7) == "control") return {exercise::Role::control, "", ""};
  exercise::State state;
  for (const auto& row : rows_) exercise::apply(state, exercise::from_stored(row));
  const auto actor = exercise::identify(state, {exercise::Role::participant, participants_.at(name)});
  return actor ? actor->viewer() : exercise::Viewer{};
}

const std::vector<std::string>& World::expected(const exercise::Viewer& viewer) {
  auto& view = views_[viewer];
  for (; view.rows < rows_.size(); ++view.rows) {
    const auto event = exercise::from_stored(rows_[view.rows]);
    if (!exercise::may_see(event.audience, viewer)) continue;
    const auto text =
        exercise::numbered(exercise::render(event, founded_.clock.offset_minutes), viewer.role, view.texts.size() + 1);
    view.texts.push_back(json::to_text(Json::parse(text)));
  }
  return view.texts;
}

std::size_t Client::unread_bytes() const {
  std::size_t sum = 0;
  for (const auto size : unread) sum += size;
  return sum;
}

}  // namespace startex::test
