#include "review/promises.hpp"

#include <fmt/format.h>

#include "exercise/state.hpp"

namespace startex::review {
namespace {

// The seed, once ENDEX has revealed it.
std::optional<std::string> revealed_seed(std::span<const std::string> stored) {
  for (auto body = stored.rbegin(); body != stored.rend(); ++body) {
    if (body->find("\"exercise.ended\"") == std::string::npos) continue;
    const exercise::Event event = exercise::from_stored(*body);
    if (event.type == "exercise.ended") return event.data.at("seed").get<std::string>();
  }
  return std::nullopt;
}

std::optional<std::string> wrong_draw(const exercise::Event& event, const exercise::Chance& chance) {
  if (!event.control.is_object() || !event.control.contains("draw")) return std::nullopt;
  const Json& draw = event.control.at("draw");
  const auto label = draw.at("label").get<std::string>();
  const auto sides = draw.at("sides").get<std::int64_t>();
  const auto result = draw.at("result").get<std::int64_t>();
  if (sides < 1) return fmt::format("Event {}: a draw with {} sides is none.", event.seq, sides);
  const auto drawn = chance.draw(label, sides);
  if (drawn != result)
    return fmt::format("Event {}: the seed gives {} for the draw \"{}\" of {} sides, and the log says {}.", event.seq,
                       drawn, label, sides, result);
  if (event.data.contains("roll") && event.data.at("roll") != result)
    return fmt::format("Event {}: the roll that was shown is not the one that was drawn.", event.seq);
  return std::nullopt;
}

// What was computed from a draw and the state before it, computed again.
std::optional<std::string> wrong_course(std::span<const std::string> stored) {
  exercise::State state;
  for (const std::string& body : stored) {
    const exercise::Event event = exercise::from_stored(body);
    if (event.type == "engagement.resolved")
      if (const auto wrong = exercise::wrong_engagement(state, event))
        return fmt::format("Event {}: {}.", event.seq, *wrong);
    exercise::apply(state, event);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> broken_promise(std::span<const std::string> stored, const std::string& scenario_text,
                                          const Arithmetic& arithmetic) {
  if (stored.empty()) return "The log holds no events.";
  const exercise::Event first = exercise::from_stored(stored.front());
  if (first.type != "exercise.created") return "The log does not begin with the creation of an exercise.";
  if (first.data.at("scenario").at("hash") != arithmetic.hash(scenario_text))
    return "The scenario beside the log is not the one that the first event names.";
  const auto seed = revealed_seed(stored);
  if (!seed) return std::nullopt;
  if (first.data.at("seedHash") != arithmetic.hash(*seed))
    return "The seed revealed at ENDEX is not the one that the first event committed to.";
  const auto chance = arithmetic.chance(*seed);
  for (const std::string& body : stored) {
    if (body.find("\"draw\"") == std::string::npos) continue;
    if (auto wrong = wrong_draw(exercise::from_stored(body), *chance)) return wrong;
  }
  return wrong_course(stored);
}

}  // namespace startex::review
