#include "exercise/indicators.hpp"

#include <algorithm>
#include <cmath>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

Outcome adjust(Turn& turn, json::Reader& in) {
  const auto id = in.text("indicator", limits::id_max);
  const double by = in.number("by", -limits::indicator_step_max, limits::indicator_step_max);
  const auto reason = in.text("reason", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto& indicators = turn.state().indicators.indicators;
  const auto it = indicators.find(id);
  if (it == indicators.end()) return not_found("indicator");
  const double from = it->second.value;
  if (move_indicator(turn, it->second, from, by, {{"cause", "control"}, {"reason", reason}}) == from)
    return refuse(ErrorCode::conflict,
                  "The indicator cannot move that way: it stands at the end of its range, or the step is too small.",
                  "/by");
  return {};
}

void found(Turn& turn, const Json& document) {
  for (const Json& indicator : document.value("indicators", Json::array())) {
    Json data{{"indicator", indicator.at("id")},
              {"title", indicator.at("title")},
              {"min", indicator.at("min")},
              {"max", indicator.at("max")},
              {"value", indicator.at("initial")}};
    for (const auto* key : {"description", "unit"})
      if (indicator.contains(key)) data[key] = indicator.at(key);
    const auto audience = turn.state().seats.places(indicator.at("visibleTo").get<std::vector<std::string>>());
    turn.emit("indicator.opened", audience.value_or(Audience{}), std::move(data));
  }
}

void opened(State& state, const Event& event) {
  Indicator indicator;
  indicator.id = event.data.at("indicator").get<std::string>();
  indicator.title = event.data.at("title").get<std::string>();
  indicator.min = event.data.at("min").get<double>();
  indicator.max = event.data.at("max").get<double>();
  indicator.value = event.data.at("value").get<double>();
  indicator.audience = event.audience;
  state.indicators.indicators[indicator.id] = std::move(indicator);
}

void changed(State& state, const Event& event) {
  state.indicators.indicators[event.data.at("indicator").get<std::string>()].value =
      event.data.at("value").get<double>();
}

}  // namespace

double move_indicator(Turn& turn, const Indicator& indicator, double from, double by, Json control) {
  // Thousandths are enough for a meter, and keep sums of them readable.
  const double value = std::clamp(std::round((from + by) * 1000) / 1000, indicator.min, indicator.max);
  if (value != from)
    turn.emit("indicator.changed", indicator.audience, {{"indicator", indicator.id}, {"from", from}, {"value", value}},
              std::move(control));
  return value;
}

bool affords(const Indicators& indicators, const std::string& id, double amount) {
  const auto it = indicators.indicators.find(id);
  return it != indicators.indicators.end() && it->second.value - amount >= it->second.min;
}

const Capability indicators_capability{
    "indicators",
    {{"indicator.adjust", Who::control, When::begun, "Move a meter by hand, with a reason", adjust}},
    {{"indicator.opened", opened}, {"indicator.changed", changed}},
    found,
};

}  // namespace startex::exercise
