#include "exercise/event.hpp"

#include <fmt/format.h>

namespace startex::exercise {

std::string to_stored(const Event& event) {
  Json json{{"seq", event.seq},   {"at", event.at}, {"wall", event.wall},
            {"type", event.type}, {"by", event.by}, {"audience", event.audience},
            {"data", event.data}};
  if (!event.control.is_null()) json["control"] = event.control;
  if (!event.command.empty()) json["command"] = event.command;
  return json::to_text(json);
}

Event from_stored(std::string_view text) {
  Json json = Json::parse(text);
  Event event;
  event.seq = json.at("seq").get<std::uint64_t>();
  event.at = json.at("at").get<calendar::Millis>();
  event.wall = json.at("wall").get<calendar::Millis>();
  event.type = json.at("type").get<std::string>();
  event.by = std::move(json.at("by"));
  event.audience = json.at("audience").get<Audience>();
  event.data = std::move(json.at("data"));
  if (json.contains("control")) event.control = std::move(json.at("control"));
  event.command = json.value("command", "");
  return event;
}

Rendered render(const Event& event, int offset_minutes) {
  const Json shared{{"at", calendar::format_exercise(event.at, offset_minutes)},
                    {"wall", calendar::format_wall(event.wall)},
                    {"type", event.type},
                    {"by", event.by},
                    {"data", event.data}};
  Json control = shared;
  control["audience"] = event.audience;
  if (!event.control.is_null()) control["control"] = event.control;
  return {json::to_text(shared), json::to_text(control)};
}

std::string numbered(const Rendered& rendered, Role role, std::uint64_t n) {
  const std::string& body = role == Role::control ? rendered.control : rendered.shared;
  return fmt::format("{{\"n\":{},{}", n, std::string_view(body).substr(1));
}

}  // namespace startex::exercise
