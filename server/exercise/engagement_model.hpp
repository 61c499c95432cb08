// How a salvo fares against layered missile defence. Pure arithmetic: no state of an exercise, no clock; chance is a
// seed.
//
// Layers engage one after another, from before the launch to the last point defence. In each layer every threat that is
// still flying is taken on, in the order of the salvo, by the first asset that covers its target, can reach its class
// and has an interceptor ready; the asset fires its salvo at it (so many shots at once, all of them spent). A shot
// defeats it with the probability of that asset against that class, times the asset's readiness, times the cueing by
// sensors. Some threats fail by themselves. What is neither defeated nor failed has leaked.
//
// Every threat is counted once: threats in = failed + intercepted + leaked. All probabilities are notional.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace startex::exercise::engagement {

struct Threat {
  std::string kind;    // a threat class of the scenario
  std::string target;  // a site
};

struct Asset {
  std::string id, layer;
  std::vector<std::string> covers;            // sites
  std::map<std::string, double> single_shot;  // threat class → probability that one shot defeats it
  double readiness = 1;                       // factor on that, 0 to 1
  int ready = 0;                              // interceptors on the launchers
  int shots = 1;                              // fired at each threat
};

struct Defence {
  std::vector<std::string> layers;        // in the order in which they engage
  std::vector<Asset> assets;              // in the order in which they are asked
  double cueing = 1;                      // factor on every shot, 0 to 1
  std::map<std::string, double> failing;  // threat class → probability that it fails by itself
};

struct Shot {
  std::size_t threat;  // index in the salvo
  std::size_t asset;   // index in the assets
  int shots;
  double chance;  // that the salvo of shots defeats it
  bool hit;
};

enum class Fate { leaked, failed, intercepted };

struct Outcome {
  std::vector<Fate> fates;                 // of each threat
  std::vector<Shot> shots;                 // in the order in which they were fired
  std::map<std::string, int> spent;        // asset → interceptors
  std::map<std::string, int> leaked;       // site → threats
  std::map<std::string, int> intercepted;  // layer → threats
  int failed = 0;
};

// That one shot of this asset defeats this class.
double single_shot(const Defence& defence, const Asset& asset, const std::string& kind);

// One course of events, decided by the seed alone.
Outcome resolve(const Defence& defence, const std::vector<Threat>& salvo, std::uint64_t seed);

// What to expect without chance: exact where interceptors do not run out, else an estimate that shares them evenly.
struct Expectation {
  double leaked = 0, failed = 0;
  std::map<std::string, double> leaked_at;       // site
  std::map<std::string, double> intercepted_by;  // layer
};
Expectation expect(const Defence& defence, const std::vector<Threat>& salvo);

// How often what came out of so many trials. `leaked[k]`: trials with k leakers; the sites' means; the layers' means.
struct Distribution {
  int trials = 0;
  std::vector<int> leaked;
  std::map<std::string, double> leaked_at;
  std::map<std::string, double> intercepted_by;
  double failed = 0;
};
Distribution simulate(const Defence& defence, const std::vector<Threat>& salvo, int trials, std::uint64_t seed);

}  // namespace startex::exercise::engagement
