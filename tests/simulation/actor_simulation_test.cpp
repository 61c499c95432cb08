// The production actor in a world that fails on purpose: appends that end late, fail, or are stored with the answer
// lost; crashes; a second owner; clients that vanish, resume, repeat themselves, talk nonsense, or stop reading.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <set>

#include "exercise/limits.hpp"
#include "support/world.hpp"

namespace startex::test {
namespace {

// Small enough that readers who stop are soon too slow.
engine::Limits tight() {
  engine::Limits limits;
  limits.congested_bytes = 4000;
  limits.outbox_bytes_max = 100'000;
  limits.too_slow_ms = 1500;
  return limits;
}

class Simulation {
 public:
  explicit Simulation(std::uint64_t seed, Fault fault = Fault::none) : world(tight()), random_(seed), fault_(fault) {
    world.fate = [this] {
      if (calm_ || chance_in(8) != 0) return AppendFate::stored;
      return chance_in(2) ? AppendFate::failed : AppendFate::stored_but_answer_lost;
    };
    world.latency = [this] { return static_cast<calendar::Millis>(chance_in(calm_ ? 2 : 400)); };
  }

  // Plays, and says which promise was broken first; nothing when all were kept.
  std::string play(int steps) {
    calm_ = true;
    for (const auto& [name, place] : people_) world.join(name, place);
    world.connect("control");
    world.subscribe("control");
    world.ask("control", "c", "exercise.start");
    world.run(world.now() + 10);
    calm_ = false;
    world.fault = fault_;
    for (int i = 0; i < steps; ++i) {
      world.run(world.now() + static_cast<calendar::Millis>(chance_in(300)));
      happen(i);
      for (auto& [name, client] : world.clients()) {
        if (!client.broken.empty()) return fmt::format("step {}: {}", i, client.broken);
        if (client.unread_bytes() > tight().outbox_bytes_max + limits::message_bytes_max)
          return fmt::format("step {}: {} has {} bytes unread", i, name, client.unread_bytes());
      }
      if (auto problem = promised(); !problem.empty()) return fmt::format("step {}: {}", i, problem);
    }
    return converge();
  }

  World world;
  std::set<std::string> acknowledged;  // commandIds

 private:
  std::uint64_t chance_in(std::uint64_t n) { return random_() % n; }
  std::string somebody() {
    const auto at = chance_in(people_.size() + 1);
    return at == people_.size() ? "control" : people_[at].first;
  }

  void happen(int i) {
    const std::string name = somebody();
    switch (chance_in(20)) {
      case 0:
        world.disconnect(name);
        break;
      case 1:
        world.read_on(name, false);
        break;
      case 2:
        world.read_on(name, true);
        break;
      case 3:
        world.send(name, "{\"jsonrpc\":\"2.0\",\"id\":");
        break;
      case 4:
        world.ask(name, "x", "message.send", {{"channel", 7}});
        break;
      case 5:
        if (chance_in(4) == 0) world.crash();
        break;
      case 6:
        if (chance_in(6) == 0) second_owner();
        break;
      case 7:
        if (chance_in(3) == 0) world.ask("control", "c", "exercise.pause");
        break;
      case 8:
      case 10:
        back("control");
        world.ask("control", "c", "exercise.resume");
        break;
      case 9:
        world.ask(name, "s", "seat.claim", {{"seat", chance_in(2) ? "a.aide" : "b.aide"}});
        break;
      default:
        talk(name, i);
    }
    back(name);
    note_answers();
  }

  // A new thing with a commandId, or one that was said before once more.
  void talk(const std::string& name, int i) {
    std::string id = fmt::format("{:08}-sim", i);
    if (chance_in(3) == 0 && !said_[name].empty()) id = said_[name][chance_in(said_[name].size())];
    said_[name].push_back(id);
    const std::string channel = chance_in(2) ? "tri" : chance_in(2) ? "a-b" : "slow";
    world.ask(name, id, "message.send",
              {{"channel", channel}, {"body", "Thing " + id + " of " + name}, {"commandId", id}});
  }

  void back(const std::string& name) {
    if (world.client(name).connected || chance_in(3) == 0) return;
    world.connect(name);
    world.subscribe(name);
  }

  void second_owner() {
    const auto last = exercise::from_stored(world.rows().back());
    exercise::Event event;
    event.seq = last.seq + 1;
    event.at = last.at;
    event.wall = last.wall;
    event.type = "message.sent";
    event.by = {{"role", "control"}};
    event.audience = {"a", "b", "c"};
    event.data = {{"message", fmt::format("other{}", event.seq)}, {"channel", "tri"}, {"body", "From another server"}};
    world.append_behind_its_back(exercise::to_stored(event));
    if (chance_in(2)) world.crash();  // or the next append meets the other's
  }

  void note_answers() {
    for (auto& [name, client] : world.clients())
      for (const auto& [id, answer] : client.answers)
        if (id.ends_with("-sim") && answer.contains("result")) acknowledged.insert("Thing " + id + " of " + name);
  }

  // By the texts alone, whatever the log says of commands: what was acknowledged is in it, and nothing twice.
  std::string promised() {
    for (; looked_at_ < world.rows().size(); ++looked_at_) {
      const auto event = exercise::from_stored(world.rows()[looked_at_]);
      if (event.seq != looked_at_ + 1) return fmt::format("row {} has number {}", looked_at_ + 1, event.seq);
      const auto body = event.data.value("body", "");
      if (!body.starts_with("Thing ")) continue;
      stored_.insert(body);
      if (!happened_.insert(event.type + ' ' + body).second) return body + " took effect twice";
    }
    for (const auto& body : acknowledged)
      if (!stored_.contains(body)) return body + " was acknowledged and is not in the log";
    return "";
  }

  // The faults stop: everybody comes back and has the same.
  std::string converge() {
    calm_ = true;
    world.fault = Fault::none;
    world.crash();
    world.run(world.now() + 5000);
    for (auto& [name, client] : world.clients()) {
      world.disconnect(name);
      world.connect(name);
      world.subscribe(name);
    }
    world.run(world.now() + 5000);
    note_answers();
    for (auto& [name, client] : world.clients()) {
      if (!client.broken.empty()) return client.broken;
      if (client.events != world.expected(world.viewer_of(name)))
        return name + " does not have what the log holds for them";
    }
    return promised();
  }

  std::mt19937_64 random_;
  Fault fault_;
  bool calm_ = false;
  std::size_t looked_at_ = 0;
  std::set<std::string> stored_, happened_;
  std::vector<std::pair<std::string, std::string>> people_{
      {"Ann", "a.head"}, {"Amy", "a.head"}, {"Bob", "b.head"}, {"Cat", "c.head"}};
  std::map<std::string, std::vector<std::string>> said_;
};

TEST(Simulation, KeepsItsPromisesWhateverFails) {
  const char* one = std::getenv("STARTEX_SIMULATION_SEED");
  const char* count = std::getenv("STARTEX_SIMULATION_SEEDS");
  const std::uint64_t first = one ? std::stoull(one) : std::random_device{}();
  const std::uint64_t seeds = one ? 1 : count ? std::stoull(count) : 500;
  std::size_t acknowledged = 0, events = 0;
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    Simulation simulation(seed);
    ASSERT_EQ(simulation.play(150), "") << "STARTEX_SIMULATION_SEED=" << seed;
    acknowledged += simulation.acknowledged.size();
    events += simulation.world.rows().size();
  }
  fmt::print("{} seeds from {}: {} acknowledged commands, {} events\n", seeds, first, acknowledged, events);
  EXPECT_GT(acknowledged, seeds);
}

// The checks above can fail: a world that breaks one promise is found out.
TEST(Simulation, NoticesPromisesThatAreBroken) {
  for (const auto fault : {Fault::told_before_stored, Fault::told_and_not_stored, Fault::stored_without_commands}) {
    int noticed = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) noticed += !Simulation(seed, fault).play(150).empty();
    EXPECT_GE(noticed, 10) << "fault " << static_cast<int>(fault);
  }
}

}  // namespace
}  // namespace startex::test
