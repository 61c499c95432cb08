// The three delegations at the table, their exercise running: what the tests of negotiation begin with.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/stage.hpp"

namespace startex::test {

inline constexpr calendar::Millis second = 1000;

// At the pace of the small scenario an exercise hour is a minute of play.
inline constexpr calendar::Millis exercise_hour = 60 * second;

inline std::string_view code(const Result<std::vector<exercise::Event>>& outcome) {
  return outcome ? "done" : to_text(outcome.error().code);
}

class Table : public testing::Test {
 protected:
  Table() : Table(small_scenario()) {}
  explicit Table(Json scenario) : stage(std::move(scenario)) {
    for (const auto& [name, place] : {std::pair{"Ann", "a.head"},
                                      {"Aid", "a.aide"},
                                      {"Bob", "b.head"},
                                      {"Bea", "b.aide"},
                                      {"Cat", "c.head"},
                                      {"Obs", "observer"}})
      stage.join(name, place);
    stage.start();
  }

  std::string_view ask(const std::string& who, const std::string& method, Json params = Json::object()) {
    const auto outcome = stage.ask(who, method, std::move(params));
    refusal = outcome ? Error{} : outcome.error();
    return code(outcome);
  }
  std::string id_of(const std::string& type, const char* key) const {
    const auto events = stage.events(type);
    return events.empty() ? "none" : events.back().data.at(key).get<std::string>();
  }
  std::size_t count(const std::string& type) const { return stage.events(type).size(); }
  bool sees(const std::string& viewer, const std::string& text) const {
    for (const auto& event : stage.seen_by(viewer))
      if (event.find(text) != std::string::npos) return true;
    return false;
  }
  std::string level(const std::string& dimension) const { return stage.state().posture.dimensions.at(dimension).level; }
  double value(const std::string& indicator) const { return stage.state().indicators.indicators.at(indicator).value; }
  // Exercise time goes on by so many hours.
  void hours(int count) { stage.at(now += count * exercise_hour); }

  Stage stage;
  Error refusal;  // of the last question
  calendar::Millis now = 0;
};

}  // namespace startex::test
