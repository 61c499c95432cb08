#include "exercise/audience.hpp"

#include <algorithm>

namespace startex::exercise {

std::string_view to_text(Role role) {
  switch (role) {
    case Role::control:
      return "control";
    case Role::participant:
      return "participant";
    case Role::observer:
      return "observer";
    case Role::evaluator:
      return "evaluator";
  }
  return "observer";
}

std::string Viewer::key() const {
  if (role != Role::participant) return std::string(to_text(role));
  return seat.empty() ? team : seat;
}

Audience::Audience(std::initializer_list<std::string> places) : Audience(std::vector<std::string>(places)) {}

Audience::Audience(std::vector<std::string> places) : places_(std::move(places)) {
  std::sort(places_.begin(), places_.end());
  places_.erase(std::unique(places_.begin(), places_.end()), places_.end());
}

bool Audience::holds(std::string_view place) const {
  return std::binary_search(places_.begin(), places_.end(), place, std::less<>{});
}

void Audience::add(std::string place) {
  const auto at = std::lower_bound(places_.begin(), places_.end(), place);
  if (at == places_.end() || *at != place) places_.insert(at, std::move(place));
}

bool may_see(const Audience& audience, const Viewer& viewer) {
  switch (viewer.role) {
    case Role::control:
      return true;
    case Role::evaluator:
      return !audience.empty();
    case Role::observer:
      return audience.holds("public") || audience.holds("observer");
    case Role::participant:
      return audience.holds("public") || audience.holds(viewer.team) ||
             (!viewer.seat.empty() && audience.holds(viewer.seat));
  }
  return false;
}

void to_json(Json& json, const Audience& audience) { json = audience.places(); }
void from_json(const Json& json, Audience& audience) { audience = Audience(json.get<std::vector<std::string>>()); }

}  // namespace startex::exercise
