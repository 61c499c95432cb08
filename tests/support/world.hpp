// The actor with a virtual clock, a durable log that is a list, and clients that are values: what runs here is the
// production actor, and everything around it can be made to fail.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/actor.hpp"
#include "engine/chance.hpp"
#include "support/stage.hpp"

namespace startex::test {

struct Client {
  std::string who;  // "control", or the name of somebody who has joined
  engine::ConnectionId connection = 0;
  bool connected = false;
  bool reading = true;
  std::uint16_t close_code = 0;
  std::vector<std::string> frames;      // every payload that reached it, over all its connections
  std::vector<std::string> events;      // EVENT texts by number; begins anew when its viewer changes
  std::vector<std::size_t> unread;      // sizes of frames that wait for it to read on
  std::map<std::string, Json> answers;  // by request id
  std::string viewer;                   // whose numbers `events` counts in
  std::string broken;                   // the first gap, double, or event that the log does not hold
  std::size_t unread_bytes() const;
};

// Broken promises that a harness commits on purpose, so that a test can show that it would notice them.
enum class Fault { none, told_before_stored, told_and_not_stored, stored_without_commands };

enum class AppendFate { stored, failed, stored_but_answer_lost };

class World {
 public:
  using MakeChance = std::function<std::unique_ptr<exercise::Chance>()>;
  explicit World(engine::Limits limits = {}, MakeChance make_chance = {}, const Json& scenario = small_scenario());

  calendar::Millis now() const { return now_; }
  const std::vector<std::string>& rows() const { return rows_; }
  engine::Actor& actor() { return *actor_; }
  Client& client(const std::string& name) { return clients_[name]; }
  std::map<std::string, Client>& clients() { return clients_; }

  void join(const std::string& name, const std::string& place);
  void connect(const std::string& name);
  void subscribe(const std::string& name);  // after what it has
  void disconnect(const std::string& name);
  void send(const std::string& name, const std::string& text);
  // A request; its id is a word, by which `answers` finds the answer.
  void ask(const std::string& name, const std::string& id, const std::string& method, Json params = Json::object());
  void read_on(const std::string& name, bool reading);

  // Lets time pass: appends end and wakes come in their order.
  void run(calendar::Millis until);

  // What the next appends meet, and how long they take.
  std::function<AppendFate()> fate = [] { return AppendFate::stored; };
  std::function<calendar::Millis()> latency = [] { return calendar::Millis{1}; };
  Fault fault = Fault::none;

  void crash();                                          // the process is gone; what is stored stays
  void append_behind_its_back(const std::string& body);  // a second owner

  // What a viewer should have, by the log alone.
  const std::vector<std::string>& expected(const exercise::Viewer& viewer);
  exercise::Viewer viewer_of(const std::string& name) const;

 private:
  void end_append();
  void step(engine::Input input);
  void carry_out(std::vector<engine::Effect> effects);
  void deliver(Client& client, const std::string& frame);
  void take_event(Client& client, const Json& event);
  void load(std::string_view cause);
  Client* by_connection(engine::ConnectionId id);

  engine::Limits limits_;
  MakeChance make_chance_;
  calendar::Millis now_ = 0;
  calendar::Millis alive_ = 0;
  std::vector<std::string> rows_;
  std::unique_ptr<engine::Actor> actor_;
  std::map<std::string, Client> clients_;
  std::map<std::string, std::string> participants_;
  engine::ConnectionId next_connection_ = 1;
  std::optional<engine::effect::Append> append_;
  calendar::Millis append_ends_ = 0;
  std::optional<calendar::Millis> wake_;
  std::map<engine::Ticket, Result<Json>> tickets_;
  exercise::State founded_;  // by the founding events alone, for the names of viewers
  struct View {
    std::size_t rows = 0;  // looked at so far
    std::vector<std::string> texts;
  };
  std::map<exercise::Viewer, View> views_;
};

}  // namespace startex::test
