// The real event log on a disk whose power is cut at random moments: nothing that was acknowledged is lost, and what is
// left is sound. The same with a setting that is not durable must lose, or this test would prove nothing.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "crash/crash_vfs.hpp"
#include "log/sqlite_log.hpp"

namespace startex::log {
namespace {

using test::CrashDisk;

struct Cut {
  CrashDisk::Files disk;
  std::uint64_t acknowledged;
};

struct Losses {
  int cuts = 0, lost = 0, unsound = 0;
};

// Writes some hundred batches, and cuts the power at each operation whose number is in `at`; counts the operations.
std::vector<Cut> write(const std::string& synchronous, std::uint64_t seed, const std::set<int>& at, int& operations) {
  std::mt19937_64 random(seed), fate(seed + 1);
  CrashDisk disk("crash-write");
  std::vector<Cut> cuts;
  std::uint64_t acknowledged = 0;
  operations = 0;
  disk.before_operation = [&] {
    if (at.contains(++operations)) cuts.push_back({disk.after_power_cut(fate), acknowledged});
  };
  auto log = SqliteLog::create("record", {"exercise", "{}", "00", 1}, {disk.name(), synchronous});
  if (!log) throw std::runtime_error(log.error().message);
  for (int batch = 0; batch < 250; ++batch) {
    std::vector<std::string> bodies(1 + random() % 4);
    for (auto& body : bodies) body.assign(50 + random() % 6000, static_cast<char>('a' + random() % 26));
    const auto stored = (*log)->append(acknowledged + 1, bodies);
    if (!stored) throw std::runtime_error(stored.error().message);
    acknowledged = stored->seq;
  }
  return cuts;
}

Losses cut(const std::string& synchronous, std::uint64_t seed, int runs, int cuts_a_run) {
  Losses losses;
  std::mt19937_64 random(seed);
  for (int run = 0; run < runs; ++run) {
    const std::uint64_t run_seed = random();
    int operations = 0;
    write(synchronous, run_seed, {}, operations);
    std::set<int> at;
    while (static_cast<int>(at.size()) < cuts_a_run)
      at.insert(1 + static_cast<int>(random() % static_cast<std::uint64_t>(operations)));
    for (Cut& one : write(synchronous, run_seed, at, operations)) {
      ++losses.cuts;
      CrashDisk after("crash-read", std::move(one.disk));
      const auto log = SqliteLog::open("record", {after.name(), "FULL"});
      if (!log) {
        // Before its founding was durable there is no record, and nothing was promised.
        losses.unsound += one.acknowledged > 0;
        losses.lost += one.acknowledged > 0;
        continue;
      }
      losses.lost += (*log)->head().seq < one.acknowledged;
    }
  }
  return losses;
}

std::uint64_t seed_given() {
  const char* given = std::getenv("STARTEX_POWER_SEED");
  return given ? std::stoull(given) : std::random_device{}();
}

TEST(PowerCut, LosesNothingThatWasAcknowledged) {
  const char* given = std::getenv("STARTEX_POWER_CUTS");
  const int runs = (given ? std::stoi(given) : 500) / 25;
  const auto seed = seed_given();
  const Losses losses = cut("FULL", seed, runs, 25);
  fmt::print("{} power cuts: {} lost, {} unsound, STARTEX_POWER_SEED={}\n", losses.cuts, losses.lost, losses.unsound,
             seed);
  EXPECT_GE(losses.cuts, runs * 25);
  EXPECT_EQ(losses.lost, 0) << "STARTEX_POWER_SEED=" << seed;
  EXPECT_EQ(losses.unsound, 0) << "STARTEX_POWER_SEED=" << seed;
}

TEST(PowerCut, WouldFindTheLossOfALogThatDoesNotSync) {
  const auto seed = seed_given();
  const Losses losses = cut("NORMAL", seed, 4, 25);
  fmt::print("{} power cuts with synchronous=NORMAL: {} lost, STARTEX_POWER_SEED={}\n", losses.cuts, losses.lost, seed);
  EXPECT_GT(losses.lost, 20) << "STARTEX_POWER_SEED=" << seed;
}

}  // namespace
}  // namespace startex::log
