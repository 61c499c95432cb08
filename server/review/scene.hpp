// What every measure needs to know beside the event it looks at: which event of the viewer's this is, how long play has
// run, whose seats there are. Folded from the viewer's own events and nothing else, so that a measure of a perspective
// cannot rest on what that perspective did not see.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exercise/audience.hpp"
#include "exercise/event.hpp"

namespace startex::review {

// One event as its viewer received it: without audience and control's part where the viewer is not control.
struct Seen {
  std::uint64_t n = 0;  // the viewer's own number
  exercise::Event event;
};

struct SceneSeat {
  std::string id, title;
};

struct SceneTeam {
  std::string id, name;
  std::vector<SceneSeat> seats;
};

class Scene {
 public:
  void take(const Seen& seen);

  exercise::Viewer viewer;
  int offset_minutes = 0;  // of exercise time
  std::string exercise, title;
  Json scenario = Json::object();  // {"id","version","hash"}
  std::vector<SceneTeam> teams;
  std::map<std::string, std::string> entities;                   // id → name
  std::map<std::string, std::vector<std::string>> channels;      // id → members: teams, seats, entities
  std::uint64_t events = 0;                                      // seen so far
  bool ended = false;
  calendar::Millis last_at = 0;  // exercise time of the last event

  // Play time at the moment of the last event: wall time while the clock ran, in milliseconds. Pauses do not count.
  calendar::Millis played() const { return played_; }
  // The team that a team or seat id means; empty for entities and whatever else.
  std::string team_of(std::string_view place) const;
  // Who acted: a team, an entity, or "control".
  std::string party_of(const Json& by) const;
  // The teams an audience or a list of members reaches; all of them for "public".
  std::set<std::string> teams_in(const std::vector<std::string>& places) const;
  std::string time(calendar::Millis at) const { return calendar::format_exercise(at, offset_minutes); }

 private:
  void create(const exercise::Event& event);

  std::map<std::string, std::string, std::less<>> team_of_seat_;
  bool running_ = false;
  calendar::Millis played_ = 0, wall_ = 0;
};

// Whether somebody did something here that belongs to play: coming, sitting down, reading and answering
// questionnaires do not.
bool is_act(const exercise::Event& event);
std::string text_or(const Json& object, std::string_view key, std::string_view otherwise = "");
// Milliseconds as seconds, to the tenth.
double seconds(calendar::Millis ms);

// Shows the viewer `as` its events of the whole log, in order; answers the scene after the last one. Nothing when there
// is no such viewer.
std::optional<Scene> each_seen(std::span<const std::string> stored, std::string_view as,
                               const std::function<void(const Seen&, const Scene&)>& look);

}  // namespace startex::review
