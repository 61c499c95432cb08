// What somebody had on their screen while the exercise ran is what their record says of that moment: the production
// actor with people who come, go and miss things, and afterwards the export of each view, cut at a thousand random
// moments.
#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "exercise/limits.hpp"
#include "review/perspective.hpp"
#include "support/world.hpp"

namespace startex::test {
namespace {

constexpr int moments = 1000;

// A stream as far as somebody had it at some moment. A screen is the fold of these texts and of nothing else.
struct Seen {
  std::string who, viewer;
  std::size_t events = 0;
  std::size_t stream = 0;  // hash of the texts
};

std::size_t hash_of(const std::vector<std::string>& texts, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += texts[i] + '\n';
  return std::hash<std::string>{}(all);
}

class LongAfternoon {
 public:
  LongAfternoon() {
    for (const auto& [name, place] : people) {
      world.join(name, place);
      world.run(world.now() + 100);
      come(name);
    }
    come("control");
    ask("control", "exercise.start", Json::object());
  }

  // Something happens, or somebody comes or goes, and time passes.
  void step() {
    const auto& name = people[below(people.size())].first;
    switch (below(12)) {
      case 0:
        if (world.client(name).connected)
          world.disconnect(name);
        else
          come(name);
        break;
      case 1:
        ask(name, "action.submit", {{"title", word()}, {"body", word()}, {"intent", word()}});
        break;
      case 2:
        ask(name, "rfi.ask", {{"to", "control"}, {"body", word()}});
        break;
      case 3:
        ask("control", "inject.compose",
            {{"title", word()},
             {"body", word()},
             {"type", "cable"},
             {"from", "world"},
             {"to", Json::array({place()})}});
        break;
      case 4:
        ask("control", below(2) ? "exercise.pause" : "exercise.resume", Json::object());
        break;
      case 5:
        ask("Ann", "posture.propose",
            {{"dimension", below(2) ? "a.stance" : "a.pact"},
             {"level", below(2) ? "mid" : "some"},
             {"rationale", word()}});
        break;
      default:
        ask(name, "message.send", {{"channel", channel()}, {"body", word()}});
    }
    world.run(world.now() + 200 + static_cast<calendar::Millis>(below(2000)));
  }

  Seen look() {
    const std::string name = below(5) ? people[below(people.size())].first : "control";
    const Client& client = world.client(name);
    return {name, client.viewer, client.events.size(), hash_of(client.events, client.events.size())};
  }

  std::size_t below(std::size_t bound) { return random_() % bound; }

  World world{limits()};

 private:
  static engine::Limits limits() {
    engine::Limits wide;
    wide.commands_per_second = 1e6;
    return wide;
  }
  void come(const std::string& name) {
    world.connect(name);
    world.subscribe(name);
    world.run(world.now() + 100);
  }
  void ask(const std::string& name, const std::string& method, Json params) {
    if (world.client(name).connected) world.ask(name, "r" + std::to_string(++asked_), method, std::move(params));
  }
  std::string word() { return "word " + std::to_string(random_() % 100000); }
  std::string place() { return std::vector<std::string>{"all", "a", "b", "c", "a.head", "b.head", "c.aide"}[below(7)]; }
  std::string channel() { return std::vector<std::string>{"tri", "a-b", "slow", "press"}[below(4)]; }

  const std::vector<std::pair<std::string, std::string>> people{
      {"Ann", "a.head"}, {"Amy", "a.aide"}, {"Bob", "b.head"},   {"Bea", "b.aide"},
      {"Cat", "c.head"}, {"Tom", "c"},      {"Obs", "observer"}, {"Eve", "evaluator"}};
  std::mt19937_64 random_{20261125};
  int asked_ = 0;
};

std::map<std::string, std::vector<std::string>> exports_of(const World& world, const std::vector<Seen>& seen) {
  std::map<std::string, std::vector<std::string>> lines;
  for (const Seen& one : seen) {
    if (lines.contains(one.viewer)) continue;
    const auto text = review::export_log(world.rows(), one.viewer, review::Format::jsonl);
    EXPECT_TRUE(text) << one.viewer;
    std::istringstream in(text.value_or(""));
    for (std::string line; std::getline(in, line);) lines[one.viewer].push_back(json::to_text(Json::parse(line)));
  }
  return lines;
}

TEST(Export, IsAtEveryMomentWhatWasLive) {
  LongAfternoon afternoon;
  std::vector<Seen> seen;
  while (seen.size() < moments) {
    afternoon.step();
    auto look = afternoon.look();
    if (!look.viewer.empty()) seen.push_back(std::move(look));
  }
  const auto lines = exports_of(afternoon.world, seen);
  EXPECT_EQ(lines.size(), 9U);
  std::size_t most = 0;
  for (const Seen& one : seen) {
    most = std::max(most, one.events);
    const auto& exported = lines.at(one.viewer);
    ASSERT_LE(one.events, exported.size()) << one.who;
    ASSERT_EQ(hash_of(exported, one.events), one.stream)
        << one.who << " as " << one.viewer << " after " << one.events << " events";
  }
  EXPECT_GT(most, 300U);
}

}  // namespace
}  // namespace startex::test
