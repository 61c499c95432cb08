// Engagements: salvos that control lets fly against the defence that the delegations have built by then. Assets stand
// in the scenario; some are there only while a condition holds, so that what was promised is on its launchers on its
// date. Teams are told what the scenario lets them see: a sensor report at once, an assessment later. Probabilities are
// notional.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exercise/capability.hpp"
#include "exercise/condition.hpp"
#include "exercise/engagement_model.hpp"

namespace startex::exercise {

struct EngagementAsset {
  std::string title, owner, site;
  engagement::Asset model;      // with the interceptors that are ready now
  int capacity = 0;             // on full launchers
  int stock = 0;                // for reloading
  calendar::Millis reload = 0;  // exercise time until empty launchers are full again; 0: never
  std::optional<calendar::Millis> reload_at;
  std::optional<Condition> when, when_not;  // it is there while this holds; nothing: always
  bool present = true;
  Audience audience;
};

struct Engagement {
  std::string id, title;
  std::vector<engagement::Threat> salvo;
  int failed = 0;
  std::map<std::string, int> leaked;          // site → threats, as ruled if control has overruled
  std::map<std::string, int> intercepted;     // layer → threats
  std::string narrative;                      // control's, where it has overruled
  std::optional<calendar::Millis> assess_at;  // exercise time; nothing: assessed
};

struct Cueing {
  double factor = 1;
  std::optional<Condition> when;
};

struct Engagements {
  bool modelled = false;  // the scenario has a defence
  std::vector<std::string> sites, layers;
  std::map<std::string, double> threats;  // class → probability that one fails by itself
  std::vector<Cueing> cueing;             // the last whose condition holds counts
  std::vector<EngagementAsset> assets;    // in the order in which they are asked
  calendar::Millis assessment_after = 0;
  Audience sensor, assessment;  // who gets the reports
  std::map<std::string, Engagement> engagements;
};

// The defence as it stands at this exercise time: what is there, ready and cued.
engagement::Defence defence_at(const State& state, calendar::Millis at);

// For verification: what the events say of an engagement is what its draw gives in the state before it. A sentence if
// not.
std::optional<std::string> wrong_engagement(const State& before, const Event& event);

extern const Capability engagement_capability;

}  // namespace startex::exercise
