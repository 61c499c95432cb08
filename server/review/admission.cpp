#include "review/admission.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace startex::review {
namespace {

using exercise::Event;
using exercise::State;

constexpr calendar::Millis year_3000 = 32'503'680'000'000;

bool is_known(const std::string& type) {
  static const auto types = [] {
    std::set<std::string_view> all;
    for (const auto* capability : exercise::capabilities())
      for (const auto& event : capability->events) all.insert(event.type);
    return all;
  }();
  return types.contains(type);
}

bool is_place(const State& state, const std::string& place) {
  return place == "public" || place == "observer" || place == "evaluator" || state.seats.is_team(place) ||
         state.seats.seat(place);
}

// What every event promises beside its own data.
std::optional<std::string> wrong_envelope(const State& state, const Event& event) {
  if (event.seq != state.seq + 1) return "It does not follow the event before it.";
  if ((event.seq == 1) != (event.type == "exercise.created"))
    return "A log begins with the creation of its exercise, and holds it once.";
  if (!is_known(event.type)) return "This program does not know events of its type. Use a newer one.";
  if (event.wall < state.wall || event.wall > year_3000)
    return "Its wall time is none, or before that of the event before it.";
  if (event.at < 0 || event.at > year_3000) return "Its exercise time is none.";
  if (!event.by.is_object() || !event.data.is_object() || !(event.control.is_null() || event.control.is_object()))
    return "It is not made as an event is.";
  return std::nullopt;
}

std::optional<std::string> wrong_audience(const State& state, const Event& event) {
  const auto& places = event.audience.places();
  if (std::all_of(places.begin(), places.end(), [&](const auto& place) { return is_place(state, place); }))
    return std::nullopt;
  return "Its audience names somebody whom the exercise does not have.";
}

}  // namespace

tl::expected<State, Inadmissible> admit(std::span<const std::string> stored) {
  State state;
  const auto refused = [&state](std::string message) {
    return tl::unexpected(Inadmissible{state.seq + 1, std::move(message)});
  };
  if (stored.empty()) return refused("The log holds no events.");
  for (const std::string& body : stored) try {
      const Event event = exercise::from_stored(body);
      if (exercise::to_stored(event) != body) return refused("It is not written as this program writes events.");
      if (auto wrong = wrong_envelope(state, event)) return refused(std::move(*wrong));
      exercise::apply(state, event);
      if (auto wrong = wrong_audience(state, event)) {
        --state.seq;
        return refused(std::move(*wrong));
      }
    } catch (const std::exception&) {
      return refused("Its data is not what events of its type hold.");
    }
  return state;
}

}  // namespace startex::review
