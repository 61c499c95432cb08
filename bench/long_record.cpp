// Makes a long record to look at: a scenario played by the rehearsal's delegations, with as much talk among them as it
// takes to reach the number of events asked for. The same arguments give the same record, byte for byte.
//
//   long_record SCENARIO_FOLDER DATA_FOLDER EVENTS      a data folder that no server is using
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>

#include "access/tokens.hpp"
#include "engine/chance.hpp"
#include "log/catalog.hpp"
#include "log/sqlite_log.hpp"
#include "rehearsal/delegations.hpp"
#include "scenario/package.hpp"

namespace {

using namespace startex;
namespace fs = std::filesystem;

constexpr int looks = 720;                                  // how often everybody looks at their screens
constexpr calendar::Millis first_wall = 1'780'304'400'000;  // 1 June 2026, 09:00 UTC
constexpr std::size_t batch = 1000;                         // events an append

[[noreturn]] void fail(const std::string& sentence) {
  fmt::print(stderr, "long_record: {}\n", sentence);
  std::exit(1);
}

template <typename Value, typename Fault>
Value need(tl::expected<Value, Fault> result, const std::string& what) {
  if (!result) fail(what);
  return std::move(*result);
}

class LongPlay {
 public:
  LongPlay(const scenario::Package& package, log::EventLog& log, std::size_t events)
      : log_(log), chance_(log.founding().seed), delegations_(1), wanted_(events) {
    take(exercise::found(
        {log.founding().exercise, "", 0, access::sha256_hex(package.text), access::sha256_hex(log.founding().seed)},
        package.document, {wall_, chance_}));
    for (const auto& [id, seat] : state_.seats.seats)
      ask({{exercise::Role::control, ""},
           "participant.join",
           {{"name", "Delegate " + id}, {"role", "participant"}, {"team", seat.team}, {"seat", id}}});
    control("exercise.start");
  }

  void run() {
    const auto end = last_moment();
    const auto step =
        static_cast<calendar::Millis>(static_cast<double>(end - state_.clock.start) / state_.clock.pace() / looks);
    for (std::size_t look = 1; look <= looks; ++look) {
      everybody_looks();
      const std::size_t due_by_now = wanted_ * look / looks;
      const std::size_t words = due_by_now > state_.seq ? due_by_now - state_.seq : 0;
      for (std::size_t i = 0; i < words; ++i) {
        wall_ += step / static_cast<calendar::Millis>(words + 1);
        talk();
      }
      wall_ += step / static_cast<calendar::Millis>(words + 1);
    }
    control("exercise.end");
    control("review.open");
    store();
  }

  const exercise::State& state() const { return state_; }

 private:
  calendar::Millis last_moment() const {
    calendar::Millis last = state_.clock.start + calendar::hour;
    for (const auto& [id, inject] : state_.injects.injects)
      if (inject.at) last = std::max(last, *inject.at);
    return last + 12 * calendar::hour;
  }

  void everybody_looks() {
    for (const auto& person : seated())
      for (const auto& wish : delegations_.of_seat(state_, person)) ask(wish);
    for (const auto& wish : delegations_.of_control(state_)) ask(wish);
  }

  std::vector<exercise::Participant> seated() const {
    std::vector<exercise::Participant> found;
    for (const auto& [id, person] : state_.seats.participants)
      if (!person.seat.empty() && !person.removed) found.push_back(person);
    return found;
  }

  void talk() {
    const auto people = seated();
    const auto& person = people[random_() % people.size()];
    std::vector<std::string> open;
    for (const auto& [id, channel] : state_.messages.channels)
      if (std::ranges::any_of(channel.members,
                              [&](const auto& place) { return place == person.team || place == person.seat; }))
        open.push_back(id);
    if (!open.empty())
      ask({{person.role, person.id},
           "message.send",
           {{"channel", open[random_() % open.size()]}, {"body", sentence()}}});
  }

  std::string sentence() {
    static constexpr std::array words{"deployment", "radar",   "we",      "accept",      "the",    "interim",
                                      "text",       "missile", "battery", "alliance",    "notify", "before",
                                      "Friday",     "pause",   "window",  "sovereignty", "訓練",   "防衛",
                                      "延期",       "配備",    "협의",    "사드",        "동맹",   "연기"};
    std::string said;
    for (auto left = 10 + random_() % 50; left > 0; --left) {
      said += words[random_() % words.size()];
      said += left > 1 ? " " : ".";
    }
    return said;
  }

  void control(const std::string& method) { ask({{exercise::Role::control, ""}, method, Json::object()}); }

  // What is refused is not in the record, as with people.
  void ask(const rehearsal::Wish& wish) {
    fall_due();
    if (auto events = exercise::decide(state_, wish.asker, {wish.method, wish.params, ""}, {wall_, chance_}))
      take(std::move(*events));
    fall_due();
  }

  void fall_due() {
    for (auto events = exercise::due(state_, {wall_, chance_}); !events.empty();
         events = exercise::due(state_, {wall_, chance_}))
      take(std::move(events));
  }

  void take(std::vector<exercise::Event> events) {
    for (const auto& event : events) {
      exercise::apply(state_, event);
      bodies_.push_back(exercise::to_stored(event));
    }
    if (bodies_.size() >= batch) store();
  }

  void store() {
    need(log_.append(log_.head().seq + 1, bodies_), "The record cannot be written.");
    bodies_.clear();
  }

  log::EventLog& log_;
  engine::SeededChance chance_;
  rehearsal::Delegations delegations_;
  std::mt19937_64 random_{1};
  std::size_t wanted_;
  exercise::State state_;
  calendar::Millis wall_ = first_wall;
  std::vector<std::string> bodies_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) fail("Call it as: long_record SCENARIO_FOLDER DATA_FOLDER EVENTS");
  const fs::path folder(argv[1]), data(argv[2]);
  const auto events = std::strtoul(argv[3], nullptr, 10);
  const auto schema = need(scenario::read_schema(folder / ".."), "There is no schema beside the scenario.");
  const auto package = need(scenario::load(folder, schema), "The scenario has faults; startex validate lists them.");
  const std::string id = "long" + std::to_string(events);
  fs::create_directories(data / "exercises");
  const auto path = data / "exercises" / (id + ".startex");
  fs::remove(path);
  const auto record = need(log::SqliteLog::create(path, {id, package.text, std::string(32, '7'), first_wall}),
                           "The record cannot be made.");
  LongPlay play(package, *record, events);
  play.run();
  const auto catalog = need(log::Catalog::open(data / "catalog.db"), "The catalog cannot be opened.");
  log::ExerciseRow row;
  row.id = id;
  row.title = play.state().lifecycle.title;
  row.scenario = folder.filename();
  row.phase = "ended";
  row.created_ms = first_wall;
  row.participants = play.state().seats.participants.size();
  row.review_open = true;
  (void)catalog->add_exercise(row, {});
  fmt::print("{}: {} events\n", path.string(), record->head().seq);
}
