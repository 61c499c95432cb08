#include "scenario/catalogue.hpp"

#include <algorithm>

namespace startex::scenario {
namespace {

std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

const Json& list_of(const Json& document, const char* key) {
  static const Json none = Json::array();
  return document.contains(key) && document.at(key).is_array() ? document.at(key) : none;
}

Catalogue::Catalogue(const Json& whole)
    : document(whole), start(calendar::parse_iso(whole.at("clock").at("start").get<std::string>())) {
  const auto take = [this](const char* key, Names& names) {
    for (const Json& item : list_of(document, key)) {
      const auto id = item.at("id").get<std::string>();
      names.insert(id);
      by_id[std::string(key) + "/" + id] = &item;
    }
  };
  take("teams", teams);
  take("entities", entities);
  take("channels", channels);
  take("injects", injects);
  take("documents", documents);
  take("posture", dimensions);
  take("indicators", indicators);
  for (const Json& team : list_of(document, "teams"))
    for (const Json& seat : team.at("seats")) seats.insert(seat.at("id").get<std::string>());
  if (document.contains("engagement") && document.at("engagement").is_object())
    for (const Json& site : document.at("engagement").at("sites")) sites.insert(site.at("id").get<std::string>());
  for (const Json& move : list_of(document.at("clock"), "moves")) moves.insert(move.at("id").get<std::string>());
}

const Json* Catalogue::find(const std::string& list, const std::string& id) const {
  const auto it = by_id.find(list + "/" + id);
  return it == by_id.end() ? nullptr : it->second;
}

std::optional<calendar::Millis> Catalogue::time(const std::string& text) const {
  if (const auto iso = calendar::parse_iso(text)) return iso->ms;
  return start ? calendar::parse_day_time(text, *start) : std::nullopt;
}

bool Catalogue::reaches(const Json& places, const std::string& team) const {
  if (team.empty())
    return std::all_of(teams.begin(), teams.end(), [&](const auto& one) { return reaches(places, one); });
  return std::any_of(places.begin(), places.end(), [&](const Json& entry) {
    const auto place = entry.get<std::string>();
    return place == "all" || place == team || place.starts_with(team + ".");
  });
}

bool Report::known(const std::string& name, const std::vector<const Names*>& sets, const std::string& what,
                   const std::string& pointer) {
  std::string nearest;
  std::size_t best = 4;
  for (const Names* names : sets) {
    if (names->contains(name)) return true;
    for (const auto& other : *names)
      if (const auto d = distance(name, other); d < best) best = d, nearest = other;
  }
  fault(pointer,
        "There is no " + what + " \"" + name + "\"." + (nearest.empty() ? "" : " Did you mean \"" + nearest + "\"?"));
  return false;
}

}  // namespace startex::scenario
