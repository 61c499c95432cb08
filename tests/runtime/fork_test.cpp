// A fork is its parent up to the moment it went out: seats, knowledge, clock, what is still to come, and chance.
#include "runtime/forks.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <random>

#include "access/tokens.hpp"
#include "engine/chance.hpp"
#include "log/memory_log.hpp"
#include "log/sqlite_log.hpp"
#include "review/perspective.hpp"
#include "support/stage.hpp"

namespace startex::runtime {
namespace {

namespace fs = std::filesystem;

const std::string seed = "5eed";
const std::string document = json::to_text(test::small_scenario());

// A log that grows by what is asked, with its promises kept.
class Play {
 public:
  Play() : log({"parent", document, seed, 7}) {
    const exercise::Foundation foundation{"parent", "Parent", 0, access::sha256_hex(document),
                                          access::sha256_hex(seed)};
    take(exercise::found(foundation, test::small_scenario(), {now, chance}));
  }
  // Goes on from a log that another has made.
  explicit Play(log::EventLog& from) : log(from.founding()) {
    const auto rows = *from.read(0, SIZE_MAX);
    for (const auto& body : rows) exercise::apply(state, exercise::from_stored(body));
    EXPECT_TRUE(log.append(1, rows));
    now = state.wall;
  }
  void at(calendar::Millis wall) {
    now = wall;
    for (auto events = exercise::due(state, {now, chance}); !events.empty();
         events = exercise::due(state, {now, chance}))
      take(std::move(events));
  }
  std::vector<exercise::Event> ask(const std::string& who, const std::string& method, Json params = Json::object()) {
    at(now + 10);
    exercise::Asker asker{exercise::Role::control, ""};
    for (const auto& [id, person] : state.seats.participants)
      if (person.name == who) asker = {person.role, id};
    auto events = exercise::decide(state, asker, {method, std::move(params), ""}, {now, chance});
    EXPECT_TRUE(events) << method << ": " << (events ? "" : events.error().hint);
    if (!events) return {};
    take(*events);
    return *events;
  }
  std::vector<std::string> rows() { return *log.read(0, SIZE_MAX); }

  engine::SeededChance chance{seed};
  exercise::State state;
  log::MemoryLog log;
  calendar::Millis now = 1'000'000;

 private:
  void take(std::vector<exercise::Event> events) {
    std::vector<std::string> bodies;
    const auto first = state.seq + 1;
    for (const auto& event : events) {
      exercise::apply(state, event);
      bodies.push_back(exercise::to_stored(event));
    }
    if (bodies.empty()) return;
    EXPECT_TRUE(log.append(first, bodies));
  }
};

class Fork : public testing::Test {
 protected:
  Fork() {
    for (const auto& [name, team, seat] :
         {std::tuple{"Ann", "a", "a.head"}, {"Bob", "b", "b.head"}, {"Cat", "c", "c.head"}})
      play.ask("control", "participant.join",
               {{"name", name}, {"role", "participant"}, {"team", team}, {"seat", seat}});
    play.ask("control", "exercise.start");
    for (int i = 0; i < 6; ++i) {
      play.ask("Ann", "message.send", {{"channel", "tri"}, {"body", "Word " + std::to_string(i)}});
      play.at(play.now + 40'000);
      action = play.ask("Bob", "action.submit", {{"title", "Deed"}, {"body", "We act"}, {"intent", "To win"}})
                   .at(0)
                   .data.at("action");
    }
    play.ask("control", "exercise.pause");
  }
  ~Fork() override { fs::remove_all(folder); }
  // The fork's own file, opened as a server opens it.
  std::unique_ptr<log::EventLog> fork(std::uint64_t at) {
    auto origin = origin_of(play.log, at);
    EXPECT_TRUE(origin);
    auto facts = write_fork(std::move(*origin), "What if", folder, 5'000'000);
    EXPECT_TRUE(facts) << (facts ? "" : facts.error().sentence);
    if (!facts) throw std::runtime_error("no fork");
    auto log = log::SqliteLog::open((folder / (facts->exercise + ".startex")).string());
    EXPECT_TRUE(log);
    return std::move(*log);
  }
  static std::vector<std::string> lines(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> out;
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
  }

  const fs::path folder = [] {
    std::string name = (fs::temp_directory_path() / "startex-fork-XXXXXX").string();
    return fs::path(::mkdtemp(name.data()));
  }();
  Play play;
  Json action;
};

TEST_F(Fork, IsItsParentUpToTheMomentItWentOut) {
  const auto before = play.rows();
  std::mt19937_64 random(11);
  for (int round = 0; round < 12; ++round) {
    const auto at = whole_step(before, 1 + random() % before.size());
    SCOPED_TRACE(at);
    exercise::State then;
    for (std::uint64_t i = 0; i < at; ++i) exercise::apply(then, exercise::from_stored(before[i]));
    const auto child = fork(at);
    auto rows = *child->read(0, SIZE_MAX);
    ASSERT_GE(rows.size(), at + 1);
    EXPECT_TRUE(std::equal(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(at), rows.begin()));
    // What each seat knows, in the same numbers.
    const std::vector<std::string> shared(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(at));
    for (const auto& viewer : then.seats.viewers()) {
      const auto known = lines(*review::export_log(shared, viewer.key(), review::Format::jsonl));
      const auto seen = lines(*review::export_log(rows, viewer.key(), review::Format::jsonl));
      ASSERT_GE(seen.size(), known.size());
      EXPECT_TRUE(std::equal(known.begin(), known.end(), seen.begin())) << viewer.key();
    }
    Play on(*child);
    EXPECT_NE(on.state.lifecycle.phase, exercise::Phase::running);
    EXPECT_EQ(on.state.clock.at(on.state.wall + 1'000'000), then.clock.at(then.wall));
    ASSERT_EQ(on.state.seats.participants.size(), then.seats.participants.size());
    for (const auto& [id, person] : then.seats.participants) {
      EXPECT_EQ(on.state.seats.participants.at(id).name, person.name);
      EXPECT_EQ(on.state.seats.participants.at(id).seat, person.seat);
    }
    ASSERT_EQ(on.state.injects.injects.size(), then.injects.injects.size());
    for (const auto& [id, inject] : then.injects.injects)
      EXPECT_EQ(on.state.injects.injects.at(id).state, inject.state);
    EXPECT_EQ(on.state.lineage.forks.back().at, at);
    EXPECT_EQ(on.state.lineage.forks.back().from, "parent");
  }
  EXPECT_EQ(play.rows(), before);
}

TEST_F(Fork, PlaysOnWithTheSameDiceAndIsStillARecord) {
  const auto child = fork(play.state.seq);
  Play on(*child);
  on.ask("control", "exercise.resume");
  const Json ruling{{"action", action}, {"narrative", "So it went"}, {"odds", 50}};
  const auto theirs = on.ask("control", "action.adjudicate", ruling);
  play.ask("control", "exercise.resume");
  const auto ours = play.ask("control", "action.adjudicate", ruling);
  EXPECT_EQ(theirs.at(0).control.at("draw"), ours.at(0).control.at("draw"));
  on.ask("Ann", "message.send", {{"channel", "tri"}, {"body", "On another way"}});
  on.ask("control", "exercise.end");
  const auto facts = check_log(on.log);
  ASSERT_TRUE(facts) << facts.error().sentence;
  EXPECT_TRUE(facts->ended);
  EXPECT_EQ(facts->title, "What if");
  // What is pending falls due in both at the same exercise time.
  Play again(*fork(play.state.seq - 1));
  EXPECT_EQ(exercise::next_due(again.state).has_value(), false);
}

TEST_F(Fork, NeverCutsInHalfWhatOneCommandOrTheFoundingBroughtAbout) {
  const auto rows = play.rows();
  EXPECT_EQ(whole_step(rows, 0), 0U);
  EXPECT_EQ(whole_step(rows, rows.size() + 1), 0U);
  EXPECT_EQ(whole_step(rows, rows.size()), rows.size());
  const auto founding = whole_step(rows, 1);
  EXPECT_GT(founding, 10U);
  EXPECT_EQ(exercise::from_stored(rows[founding]).type, "participant.joined");
  EXPECT_EQ(whole_step(rows, founding + 1), founding + 1);
}

TEST_F(Fork, OfAForkIsAFork) {
  const auto child = fork(play.state.seq - 3);
  auto origin = origin_of(*child, child->head().seq);
  ASSERT_TRUE(origin);
  const auto grandchild = write_fork(std::move(*origin), "What then", folder, 6'000'000);
  ASSERT_TRUE(grandchild) << grandchild.error().sentence;
  ASSERT_EQ(grandchild->state.lineage.forks.size(), 2U);
  EXPECT_EQ(grandchild->state.lineage.forks[1].from, child->founding().exercise);
}

}  // namespace
}  // namespace startex::runtime
