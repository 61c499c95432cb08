#include "review/scene.hpp"

#include <cmath>

#include "exercise/exercise.hpp"
#include "exercise/state.hpp"

namespace startex::review {

std::string text_or(const Json& object, std::string_view key, std::string_view otherwise) {
  if (!object.is_object()) return std::string(otherwise);
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string(otherwise);
}

double seconds(calendar::Millis ms) { return std::round(static_cast<double>(ms) / 100.0) / 10.0; }

bool is_act(const exercise::Event& event) {
  if (!event.by.is_object() || !event.by.contains("team")) return false;
  for (const std::string_view prefix : {"participant.", "seat.", "consent.", "questionnaire.", "bookmark."})
    if (event.type.starts_with(prefix)) return false;
  return !event.type.ends_with(".read");
}

void Scene::create(const exercise::Event& event) {
  const Json& data = event.data;
  exercise = text_or(data, "exercise");
  title = text_or(data, "title");
  scenario = data.value("scenario", Json::object());
  for (const Json& one : data.value("teams", Json::array())) {
    SceneTeam team{text_or(one, "id"), text_or(one, "name"), {}};
    for (const Json& seat : one.value("seats", Json::array())) {
      team_of_seat_[text_or(seat, "id")] = team.id;
      team.seats.push_back({text_or(seat, "id"), text_or(seat, "title")});
    }
    teams.push_back(std::move(team));
  }
  for (const Json& entity : data.value("entities", Json::array())) entities[text_or(entity, "id")] = text_or(entity, "name");
}

void Scene::take(const Seen& seen) {
  const auto& event = seen.event;
  ++events;
  if (running_ && event.wall > wall_) played_ += event.wall - wall_;
  wall_ = event.wall;
  last_at = std::max(last_at, event.at);
  if (event.type == "exercise.created") {
    create(event);
  } else if (event.type == "exercise.started" || event.type == "exercise.resumed") {
    running_ = true;
  } else if (event.type == "exercise.paused" || event.type == "exercise.frozen") {
    running_ = false;
  } else if (event.type == "exercise.ended") {
    running_ = false;
    ended = true;
  } else if (event.type == "channel.opened") {
    channels[text_or(event.data, "channel")] = event.data.value("members", std::vector<std::string>{});
  }
}

std::string Scene::team_of(std::string_view place) const {
  if (const auto seat = team_of_seat_.find(place); seat != team_of_seat_.end()) return seat->second;
  for (const auto& team : teams)
    if (team.id == place) return team.id;
  return {};
}

std::string Scene::party_of(const Json& by) const {
  for (const auto* key : {"team", "entity"})
    if (auto party = text_or(by, key); !party.empty()) return party;
  return "control";
}

std::set<std::string> Scene::teams_in(const std::vector<std::string>& places) const {
  std::set<std::string> out;
  for (const auto& place : places) {
    if (place == "public")
      for (const auto& team : teams) out.insert(team.id);
    if (auto team = team_of(place); !team.empty()) out.insert(std::move(team));
  }
  return out;
}

std::optional<Scene> each_seen(std::span<const std::string> stored, std::string_view as,
                               const std::function<void(const Seen&, const Scene&)>& look) {
  if (stored.empty()) return std::nullopt;
  Scene scene;
  Seen seen;
  for (const std::string& body : stored) {
    seen.event = exercise::from_stored(body);
    if (seen.event.seq == 1) {
      exercise::State state;
      exercise::apply(state, seen.event);
      const auto viewer = state.seats.viewer(as);
      if (!viewer) return std::nullopt;
      scene.viewer = *viewer;
      scene.offset_minutes = state.clock.offset_minutes;
    }
    if (!exercise::may_see(seen.event.audience, scene.viewer)) continue;
    if (scene.viewer.role != exercise::Role::control) {
      seen.event.audience = {};
      seen.event.control = nullptr;
      seen.event.seq = 0;
      seen.event.command.clear();
    }
    ++seen.n;
    scene.take(seen);
    look(seen, scene);
  }
  return scene;
}

}  // namespace startex::review
