// The engagement model against closed forms and against laws of conservation.
#include "exercise/engagement_model.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

namespace startex::exercise::engagement {
namespace {

constexpr int trials = 100'000;

Asset asset(std::string id, std::string layer, double single, int ready, int shots = 1) {
  return {std::move(id), std::move(layer), {"town", "port"}, {{"missile", single}}, 1, ready, shots};
}

std::vector<Threat> salvo(int count, const std::string& target = "town") {
  return std::vector<Threat>(static_cast<std::size_t>(count), {"missile", target});
}

int sum(const std::map<std::string, int>& counts) {
  return std::accumulate(counts.begin(), counts.end(), 0,
                         [](int total, const auto& entry) { return total + entry.second; });
}

double choose(int n, int k) { return std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1)); }

TEST(Engagement, ALeakerHasPassedEveryShotOfEveryLayer) {
  Defence defence{
      {"high", "low"}, {asset("thaad", "high", 0.7, 1000, 2), asset("patriot", "low", 0.6, 1000, 3)}, 0.85, {}};
  const double leak = std::pow(1 - 0.7 * 0.85, 2) * std::pow(1 - 0.6 * 0.85, 3);
  EXPECT_NEAR(expect(defence, salvo(10)).leaked, 10 * leak, 1e-12);
  const auto seen = simulate(defence, salvo(10), trials, 7);
  EXPECT_NEAR(seen.leaked_at.at("town"), 10 * leak, 4 * std::sqrt(10 * leak * (1 - leak) / trials));
}

TEST(Engagement, LeakersAreBinomialWhereInterceptorsDoNotRunOut) {
  const Defence defence{{"low"}, {asset("patriot", "low", 0.6, 1000)}, 1, {}};
  const auto seen = simulate(defence, salvo(8), trials, 11);
  for (int k = 0; k <= 8; ++k) {
    const double p = choose(8, k) * std::pow(0.4, k) * std::pow(0.6, 8 - k);
    EXPECT_NEAR(static_cast<double>(seen.leaked[static_cast<std::size_t>(k)]) / trials, p,
                4.5 * std::sqrt(p * (1 - p) / trials) + 1e-9)
        << k;
  }
}

TEST(Engagement, InterceptorsRunOutAndStaySpent) {
  const Defence defence{{"low"}, {asset("patriot", "low", 1, 5, 2)}, 1, {}};
  const auto outcome = resolve(defence, salvo(4), 3);
  EXPECT_EQ(outcome.spent.at("patriot"), 5);  // two, two, the last one, and nothing for the fourth
  EXPECT_EQ(sum(outcome.intercepted), 3);
  EXPECT_EQ(outcome.leaked.at("town"), 1);
  EXPECT_EQ(outcome.fates[3], Fate::leaked);
}

TEST(Engagement, AnAssetEngagesWhatItCoversAndCanReach) {
  Defence defence{{"low"}, {asset("patriot", "low", 1, 100)}, 1, {}};
  defence.assets[0].covers = {"port"};
  EXPECT_EQ(sum(resolve(defence, salvo(3, "town"), 1).leaked), 3);
  EXPECT_EQ(sum(resolve(defence, salvo(3, "port"), 1).leaked), 0);
  EXPECT_EQ(sum(resolve(defence, {{"rocket", "port"}}, 1).leaked), 1);
  EXPECT_TRUE(resolve(defence, {{"rocket", "port"}}, 1).spent.empty());
}

TEST(Engagement, LayersEngageInTheirOrderAndASecondAssetWhenTheFirstIsEmpty) {
  Defence defence{{"boost", "high", "low"},
                  {asset("patriot", "low", 1, 10), asset("first", "high", 1, 2), asset("second", "high", 1, 10),
                   asset("orbit", "boost", 1, 1)},
                  1,
                  {}};
  const auto outcome = resolve(defence, salvo(5), 1);
  EXPECT_EQ(outcome.spent, (std::map<std::string, int>{{"orbit", 1}, {"first", 2}, {"second", 2}}));
  EXPECT_EQ(outcome.intercepted, (std::map<std::string, int>{{"boost", 1}, {"high", 4}}));
  EXPECT_EQ(defence.assets[outcome.shots.front().asset].id, "orbit");
}

TEST(Engagement, SomeFailByThemselvesAndAreNotShotAt) {
  const Defence defence{{"low"}, {asset("patriot", "low", 0.5, 1000)}, 1, {{"missile", 0.2}}};
  const auto seen = simulate(defence, salvo(10), trials, 5);
  EXPECT_NEAR(seen.failed, 2, 4 * std::sqrt(10 * 0.2 * 0.8 / trials));
  EXPECT_NEAR(expect(defence, salvo(10)).failed, 2, 1e-12);
  EXPECT_NEAR(expect(defence, salvo(10)).leaked, 4, 1e-12);
}

TEST(Engagement, CueingAndReadinessMultiplyEveryShot) {
  Defence defence{{"low"}, {asset("patriot", "low", 0.8, 1000)}, 0.7, {}};
  defence.assets[0].readiness = 0.5;
  EXPECT_DOUBLE_EQ(single_shot(defence, defence.assets[0], "missile"), 0.8 * 0.5 * 0.7);
  EXPECT_DOUBLE_EQ(single_shot(defence, defence.assets[0], "rocket"), 0);
}

TEST(Engagement, WhereInterceptorsRunShortTheExpectationIsNear) {
  const Defence defence{
      {"high", "low"}, {asset("thaad", "high", 0.65, 8, 2), asset("patriot", "low", 0.6, 6, 1)}, 1, {}};
  const auto seen = simulate(defence, salvo(12), trials, 13);
  EXPECT_NEAR(seen.leaked_at.at("town"), expect(defence, salvo(12)).leaked, 0.25);
}

TEST(Engagement, NothingIsLostOrMadeInAnyCourseOfEvents) {
  std::mt19937_64 random(2025);
  const auto below = [&](int bound) { return static_cast<int>(random() % static_cast<std::uint64_t>(bound)); };
  for (int round = 0; round < 2000; ++round) {
    Defence defence{{"one", "two", "three"}, {}, below(101) / 100.0, {{"missile", below(50) / 100.0}}};
    for (int i = 0; i < below(6); ++i)
      defence.assets.push_back(asset("asset " + std::to_string(i), defence.layers[static_cast<std::size_t>(below(3))],
                                     below(101) / 100.0, below(12), 1 + below(4)));
    std::vector<Threat> threats = salvo(below(20), below(2) ? "town" : "port");
    const auto seed = random();
    const auto outcome = resolve(defence, threats, seed);
    ASSERT_EQ(sum(outcome.intercepted) + outcome.failed + sum(outcome.leaked), static_cast<int>(threats.size()));
    std::map<std::string, int> spent;
    for (const auto& shot : outcome.shots) spent[defence.assets[shot.asset].id] += shot.shots;
    ASSERT_EQ(spent, outcome.spent);
    for (const auto& one : defence.assets)
      if (const auto it = outcome.spent.find(one.id); it != outcome.spent.end()) {
        ASSERT_GE(it->second, 0);
        ASSERT_LE(it->second, one.ready);
      }
    const auto again = resolve(defence, threats, seed);
    ASSERT_EQ(again.fates, outcome.fates);
    const auto hoped = expect(defence, threats);
    double all = hoped.leaked + hoped.failed;
    for (const auto& [layer, count] : hoped.intercepted_by) all += count;
    ASSERT_NEAR(all, static_cast<double>(threats.size()), 1e-9);
  }
}

TEST(Engagement, ATrialCountAddsUp) {
  const Defence defence{{"low"}, {asset("patriot", "low", 0.5, 4)}, 1, {{"missile", 0.1}}};
  const auto seen = simulate(defence, salvo(6), trials, 1);
  EXPECT_EQ(std::accumulate(seen.leaked.begin(), seen.leaked.end(), 0), trials);
  EXPECT_NEAR(seen.leaked_at.at("town") + seen.intercepted_by.at("low") + seen.failed, 6, 1e-9);
}

}  // namespace
}  // namespace startex::exercise::engagement
