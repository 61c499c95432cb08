// What a scenario names, so that each use of a name can be held against it, and where its faults are gathered.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exercise/calendar.hpp"
#include "scenario/package.hpp"

namespace startex::scenario {

using Names = std::set<std::string>;

// Of a document that has the schema's shape, and that outlives it.
struct Catalogue {
  explicit Catalogue(const Json& document);

  const Json& document;
  std::optional<calendar::Instant> start;
  Names teams, seats, entities, moves, channels, injects, documents, dimensions, indicators, sites;
  std::map<std::string, const Json*> by_id;  // "channels/press": the entry itself

  // The entry of a list ("channels", "posture", "indicators", "injects", "documents") with this id; nullptr: none.
  const Json* find(const std::string& list, const std::string& id) const;
  std::optional<calendar::Millis> time(const std::string& text) const;  // "D+6 10:15" or ISO 8601
  // Whether somebody of this team is among the places; no team: whether all teams are.
  bool reaches(const Json& places, const std::string& team) const;
};

// The items of a list of the document; none where it is left out.
const Json& list_of(const Json& document, const char* key);

// Calls `look(item, pointer)` for each item of a list of the document.
template <typename Look>
void each(const Json& document, const char* key, Look look) {
  const Json& items = list_of(document, key);
  for (std::size_t i = 0; i < items.size(); ++i) look(items[i], json::pointer(json::pointer("", key), i));
}

class Report {
 public:
  void fault(std::string pointer, std::string message) {
    faults_.push_back({std::move(pointer), std::move(message), Severity::error});
  }
  void warn(std::string pointer, std::string message) {
    faults_.push_back({std::move(pointer), std::move(message), Severity::warning});
  }
  // A fault when none of the sets has the name, with the nearest that there is.
  bool known(const std::string& name, const std::vector<const Names*>& sets, const std::string& what,
             const std::string& pointer);
  std::vector<Fault> take() { return std::move(faults_); }

 private:
  std::vector<Fault> faults_;
};

}  // namespace startex::scenario
