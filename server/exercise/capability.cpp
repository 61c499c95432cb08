#include "exercise/capability.hpp"

#include "exercise/state.hpp"

namespace startex::exercise {

Turn::Turn(const State& state, const Actor& actor, Context context)
    : state_(state), actor_(actor), context_(context), at_(state.clock.at(context.wall)) {}

std::string Turn::id(std::string_view kind, std::initializer_list<std::string_view> parts) const {
  // A unit separator between the parts: no text from outside may hold one part's end and another's beginning alike.
  std::string label(kind);
  const auto add = [&label](std::string_view part) {
    label += '\x1f';
    label += std::to_string(part.size());
    label += ':';
    label += part;
  };
  add(actor_.participant);
  add(std::to_string(context_.wall));
  for (auto part : parts) add(part);
  return context_.chance.id(label);
}

Json Turn::draw(const std::string& label, std::int64_t sides) const {
  return {{"label", label}, {"sides", sides}, {"result", context_.chance.draw(label, sides)}};
}

Json Turn::by() const {
  if (actor_.system) return {{"role", "system"}};
  if (actor_.role == Role::control) return {{"role", "control"}};
  Json by{{"name", actor_.name}};
  if (actor_.role == Role::participant) {
    by["team"] = actor_.team;
    if (!actor_.seat.empty()) by["seat"] = actor_.seat;
  } else {
    by["role"] = to_text(actor_.role);
  }
  return by;
}

void Turn::emit(std::string type, Audience audience, Json data, Json control) {
  emit_by(by(), std::move(type), std::move(audience), std::move(data), std::move(control));
}

void Turn::emit_by(Json by, std::string type, Audience audience, Json data, Json control) {
  Event event;
  event.at = at_;
  event.wall = context_.wall;
  event.type = std::move(type);
  event.by = std::move(by);
  event.audience = std::move(audience);
  event.data = std::move(data);
  event.control = std::move(control);
  if (actor_.role == Role::control && !actor_.name.empty()) event.control["facilitator"] = actor_.name;
  events_.push_back(std::move(event));
}

void Turn::emit_at(calendar::Millis at, std::string type, Audience audience, Json data) {
  emit(std::move(type), std::move(audience), std::move(data));
  events_.back().at = at;
  at_ = at;  // what the same decision emits next has happened no earlier
}

void Turn::add(std::vector<Event> events) {
  for (Event& event : events) events_.push_back(std::move(event));
}

tl::unexpected<Error> invalid(const json::Fault& fault) {
  return refuse(ErrorCode::invalid, fault.message, fault.pointer);
}

tl::unexpected<Error> not_found(std::string_view what) {
  return refuse(ErrorCode::not_found, "There is no such " + std::string(what) + " for you. Check the id.");
}

}  // namespace startex::exercise
