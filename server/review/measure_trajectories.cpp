// Where postures stood and what indicators showed, step by step.
#include <map>

#include "review/measure_kinds.hpp"

namespace startex::review {
namespace {

struct Dimension {
  std::string title, team;
  std::map<std::string, std::pair<std::size_t, std::string>> levels;  // id → place from 0, title
};

class Posture : public Measure {
 public:
  void take(const Seen& seen, const Scene& scene) override {
    const auto& event = seen.event;
    if (event.type == "posture.opened") {
      Dimension dimension{text_or(event.data, "title"), text_or(event.data, "team"), {}};
      for (const Json& level : event.data.value("levels", Json::array()))
        dimension.levels.emplace(text_or(level, "id"), std::pair(dimension.levels.size(), text_or(level, "title")));
      dimensions_[text_or(event.data, "dimension")] = std::move(dimension);
      if (event.data.contains("level")) step(seen, scene, "opened", text_or(event.data, "level"));
      if (event.data.contains("declared")) step(seen, scene, "declared", text_or(event.data, "declared"));
    } else if (event.type == "posture.changed") {
      step(seen, scene, "changed", text_or(event.data, "level"));
    } else if (event.type == "posture.declared") {
      step(seen, scene, "declared", text_or(event.data, "level"));
    }
  }

  Table table(const Scene&) override {
    return {"posture",
            {{"dimension", ""},
             {"title", ""},
             {"team", ""},
             {"kind", ""},
             {"at", "ISO 8601"},
             {"after", "s"},
             {"level", ""},
             {"levelTitle", ""},
             {"index", "level, from 0"},
             {"levels", "levels"}},
            rows_};
  }

 private:
  void step(const Seen& seen, const Scene& scene, std::string_view kind, const std::string& level) {
    const auto id = text_or(seen.event.data, "dimension");
    const Dimension& dimension = dimensions_[id];
    const auto known = dimension.levels.find(level);
    const bool there = known != dimension.levels.end();
    rows_.push_back({{"dimension", id},
                     {"title", dimension.title},
                     {"team", dimension.team},
                     {"kind", kind},
                     {"at", scene.time(seen.event.at)},
                     {"after", seconds(scene.played())},
                     {"level", level},
                     {"levelTitle", there ? known->second.second : level},
                     {"index", there ? Json(known->second.first) : Json(nullptr)},
                     {"levels", dimension.levels.size()},
                     {"n", Json::array({seen.n})}});
  }

  std::map<std::string, Dimension> dimensions_;
  Json rows_ = Json::array();
};

struct Scale {
  std::string title, unit;
  Json min, max;
};

class Indicators : public Measure {
 public:
  void take(const Seen& seen, const Scene& scene) override {
    const auto& event = seen.event;
    if (event.type != "indicator.opened" && event.type != "indicator.changed") return;
    const auto id = text_or(event.data, "indicator");
    if (event.type == "indicator.opened")
      scales_[id] = {text_or(event.data, "title"), text_or(event.data, "unit"), event.data.value("min", Json()),
                     event.data.value("max", Json())};
    const Scale& scale = scales_[id];
    const Json value = event.data.value("value", Json());
    const bool moved = event.data.contains("from") && event.data.at("from").is_number() && value.is_number();
    rows_.push_back({{"indicator", id},
                     {"title", scale.title},
                     {"unit", scale.unit},
                     {"min", scale.min},
                     {"max", scale.max},
                     {"at", scene.time(event.at)},
                     {"after", seconds(scene.played())},
                     {"value", value},
                     {"change", moved ? Json(value.get<double>() - event.data.at("from").get<double>()) : Json(nullptr)},
                     {"n", Json::array({seen.n})}});
  }

  Table table(const Scene&) override {
    return {"indicators",
            {{"indicator", ""},
             {"title", ""},
             {"unit", ""},
             {"min", "the indicator's"},
             {"max", "the indicator's"},
             {"at", "ISO 8601"},
             {"after", "s"},
             {"value", "the indicator's"},
             {"change", "the indicator's"}},
            rows_};
  }

 private:
  std::map<std::string, Scale> scales_;
  Json rows_ = Json::array();
};

}  // namespace

std::unique_ptr<Measure> posture_measure() { return std::make_unique<Posture>(); }
std::unique_ptr<Measure> indicators_measure() { return std::make_unique<Indicators>(); }

}  // namespace startex::review
