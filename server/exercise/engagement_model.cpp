#include "exercise/engagement_model.hpp"

#include <algorithm>
#include <cmath>

namespace startex::exercise::engagement {
namespace {

// SplitMix64 (Steele, Lea, Flood 2014): small, fast, and the same on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  // Uniform in [0, 1), 53 bits.
  double unit() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
  }

 private:
  std::uint64_t state_;
};

double salvo_chance(double single, int shots) { return 1 - std::pow(1 - single, shots); }

// A defence and a salvo as tables of numbers, so that a trial looks nothing up by name.
class Tables {
 public:
  Tables(const Defence& defence, const std::vector<Threat>& salvo) : defence_(defence), salvo_(salvo) {
    for (const Asset& asset : defence.assets) ready_.push_back(std::max(0, asset.ready));
    for (const Threat& threat : salvo) {
      const auto failing = defence.failing.find(threat.kind);
      failing_.push_back(failing == defence.failing.end() ? 0 : failing->second);
    }
    for (std::size_t layer = 0; layer < defence.layers.size(); ++layer)
      for (std::size_t asset = 0; asset < defence.assets.size(); ++asset)
        if (defence.assets[asset].layer == defence.layers[layer]) order_.push_back({layer, asset});
    for (const Threat& threat : salvo) {
      auto& row = chance_.emplace_back();
      for (const Asset& asset : defence.assets) {
        const bool covers = std::find(asset.covers.begin(), asset.covers.end(), threat.target) != asset.covers.end();
        row.push_back(covers ? single_shot(defence, asset, threat.kind) : 0);
      }
    }
  }

  std::size_t threats() const { return salvo_.size(); }
  std::size_t layers() const { return defence_.layers.size(); }
  const std::vector<int>& ready() const { return ready_; }
  double failing(std::size_t threat) const { return failing_[threat]; }
  double single(std::size_t threat, std::size_t asset) const { return chance_[threat][asset]; }
  int doctrine(std::size_t asset) const { return std::max(1, defence_.assets[asset].shots); }

  // The assets of a layer, in the order in which they are asked.
  template <typename Visit>
  void each_asset(std::size_t layer, Visit visit) const {
    for (const auto& [of, asset] : order_)
      if (of == layer) visit(asset);
  }

 private:
  const Defence& defence_;
  const std::vector<Threat>& salvo_;
  std::vector<int> ready_;
  std::vector<double> failing_;
  std::vector<std::pair<std::size_t, std::size_t>> order_;  // layer, asset
  std::vector<std::vector<double>> chance_;                 // threat, asset → single shot
};

// One course of events. `fired` is told of each salvo of shots, `ended` of each threat's fate and its layer.
template <typename Fired, typename Ended>
void fly(const Tables& tables, Random& random, std::vector<int>& ready, std::vector<char>& flying, Fired fired,
         Ended ended) {
  ready = tables.ready();
  flying.assign(tables.threats(), 1);
  for (std::size_t threat = 0; threat < tables.threats(); ++threat)
    if (tables.failing(threat) > 0 && random.unit() < tables.failing(threat)) {
      flying[threat] = 0;
      ended(threat, Fate::failed, std::size_t{0});
    }
  for (std::size_t layer = 0; layer < tables.layers(); ++layer)
    for (std::size_t threat = 0; threat < tables.threats(); ++threat) {
      if (!flying[threat]) continue;
      bool engaged = false;
      tables.each_asset(layer, [&](std::size_t asset) {
        const double single = tables.single(threat, asset);
        if (engaged || single <= 0 || ready[asset] == 0) return;
        engaged = true;
        const int shots = std::min(tables.doctrine(asset), ready[asset]);
        ready[asset] -= shots;
        const double chance = salvo_chance(single, shots);
        const bool hit = random.unit() < chance;
        fired(Shot{threat, asset, shots, chance, hit});
        if (!hit) return;
        flying[threat] = 0;
        ended(threat, Fate::intercepted, layer);
      });
    }
  for (std::size_t threat = 0; threat < tables.threats(); ++threat)
    if (flying[threat]) ended(threat, Fate::leaked, std::size_t{0});
}

}  // namespace

double single_shot(const Defence& defence, const Asset& asset, const std::string& kind) {
  const auto found = asset.single_shot.find(kind);
  return found == asset.single_shot.end() ? 0 : std::clamp(found->second * asset.readiness * defence.cueing, 0.0, 1.0);
}

Outcome resolve(const Defence& defence, const std::vector<Threat>& salvo, std::uint64_t seed) {
  const Tables tables(defence, salvo);
  Random random(seed);
  Outcome outcome;
  outcome.fates.assign(salvo.size(), Fate::leaked);
  std::vector<int> ready;
  std::vector<char> flying;
  const auto fired = [&](const Shot& shot) {
    outcome.shots.push_back(shot);
    outcome.spent[defence.assets[shot.asset].id] += shot.shots;
  };
  const auto ended = [&](std::size_t threat, Fate fate, std::size_t layer) {
    outcome.fates[threat] = fate;
    if (fate == Fate::failed) ++outcome.failed;
    if (fate == Fate::intercepted) ++outcome.intercepted[defence.layers[layer]];
    if (fate == Fate::leaked) ++outcome.leaked[salvo[threat].target];
  };
  fly(tables, random, ready, flying, fired, ended);
  return outcome;
}

Expectation expect(const Defence& defence, const std::vector<Threat>& salvo) {
  const Tables tables(defence, salvo);
  Expectation expectation;
  std::vector<double> flying(salvo.size()), ready(tables.ready().begin(), tables.ready().end());
  for (std::size_t threat = 0; threat < salvo.size(); ++threat) {
    flying[threat] = 1 - tables.failing(threat);
    expectation.failed += tables.failing(threat);
  }
  for (std::size_t layer = 0; layer < tables.layers(); ++layer)
    for (std::size_t threat = 0; threat < salvo.size(); ++threat) {
      double unengaged = flying[threat];
      tables.each_asset(layer, [&](std::size_t asset) {
        const double single = tables.single(threat, asset);
        if (single <= 0 || ready[asset] <= 0 || unengaged <= 0) return;
        const int shots = tables.doctrine(asset);
        const double engaged = std::min(unengaged, ready[asset] / shots);
        const double defeated = engaged * salvo_chance(single, shots);
        ready[asset] -= engaged * shots;
        unengaged -= engaged;
        flying[threat] -= defeated;
        expectation.intercepted_by[defence.layers[layer]] += defeated;
      });
    }
  for (std::size_t threat = 0; threat < salvo.size(); ++threat) {
    expectation.leaked += flying[threat];
    expectation.leaked_at[salvo[threat].target] += flying[threat];
  }
  return expectation;
}

Distribution simulate(const Defence& defence, const std::vector<Threat>& salvo, int trials, std::uint64_t seed) {
  const Tables tables(defence, salvo);
  Random random(seed);
  Distribution distribution;
  distribution.trials = trials;
  distribution.leaked.assign(salvo.size() + 1, 0);
  std::vector<int> ready;
  std::vector<char> flying;
  std::vector<std::int64_t> by_threat(salvo.size(), 0), by_layer(defence.layers.size(), 0);
  std::int64_t failed = 0;
  for (int trial = 0; trial < trials; ++trial) {
    std::size_t leaked = 0;
    fly(
        tables, random, ready, flying, [](const Shot&) {},
        [&](std::size_t threat, Fate fate, std::size_t layer) {
          if (fate == Fate::failed) ++failed;
          if (fate == Fate::intercepted) ++by_layer[layer];
          if (fate == Fate::leaked) ++by_threat[threat], ++leaked;
        });
    ++distribution.leaked[leaked];
  }
  const double all = std::max(1, trials);
  for (std::size_t threat = 0; threat < salvo.size(); ++threat)
    distribution.leaked_at[salvo[threat].target] += static_cast<double>(by_threat[threat]) / all;
  for (std::size_t layer = 0; layer < defence.layers.size(); ++layer)
    distribution.intercepted_by[defence.layers[layer]] = static_cast<double>(by_layer[layer]) / all;
  distribution.failed = static_cast<double>(failed) / all;
  return distribution;
}

}  // namespace startex::exercise::engagement
