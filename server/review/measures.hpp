// What a record says in figures. A measure is a fold over the events of one viewer; its result is a table whose rows
// name the events they rest on. Formulas and units stand in docs/measures.md under the measure's name.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "review/scene.hpp"

namespace startex::review {

// A row's list `n` holds no more numbers than this; the figure beside it counts all events.
inline constexpr std::size_t evidence_max = 200;

struct Column {
  std::string_view name;
  std::string_view unit;  // "s", "share", "ISO 8601"; empty for names and plain counts
};

struct Table {
  std::string_view name;
  std::vector<Column> columns;
  Json rows = Json::array();  // objects with a value (or null) for each column, and "n": the events behind the row
};

class Measure {
 public:
  virtual ~Measure() = default;
  // `scene` has taken the event in already.
  virtual void take(const Seen& seen, const Scene& scene) = 0;
  // After the last event.
  virtual Table table(const Scene& scene) = 0;
};

// The measures in the order in which they are read.
std::vector<std::string_view> measure_names();
// Nothing for a name that is none.
std::unique_ptr<Measure> make_measure(std::string_view name);

struct Measured {
  Scene scene;
  std::vector<Table> tables;
};

// `only`: one measure, or all when empty. Nothing when there is no such viewer or measure.
std::optional<Measured> measure(std::span<const std::string> stored, std::string_view as, std::string_view only = "");

// {"viewer","exercise","title","events","ended","playedSeconds","end","teams","measures":[{"name","columns","rows"}]}
Json to_json(const Measured& measured);
// One table as tidy CSV: a heading, a row a figure, `n` last with blanks between the numbers.
std::string to_csv(const Table& table);

}  // namespace startex::review
