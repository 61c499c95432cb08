#include "access/routes.hpp"

namespace startex::access {
namespace {

std::uint8_t to_caller(Role role) {
  switch (role) {
    case Role::nobody: return 0;
    case Role::facilitator: return Caller::facilitator;
    case Role::participant: return Caller::participant;
    case Role::observer: return Caller::observer;
    case Role::evaluator: return Caller::evaluator;
  }
  return 0;
}

std::string_view next_part(std::string_view& path) {
  path.remove_prefix(1);
  const auto end = path.find('/');
  const auto part = path.substr(0, end);
  path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
  return part;
}

bool fits(std::string_view pattern, std::string_view path, std::map<std::string, std::string>& params) {
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = next_part(pattern);
    const auto given = next_part(path);
    if (wanted.starts_with('{')) {
      if (given.empty()) return false;
      params[std::string(wanted.substr(1, wanted.size() - 2))] = std::string(given);
    } else if (wanted != given) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> table{
      {"healthz", "GET", "/healthz", Caller::anyone, "Alive"},
      {"readyz", "GET", "/readyz", Caller::anyone, "Ready to serve: the store can be written"},
      {"metrics", "GET", "/metrics", Caller::facilitator | Caller::loopback, "Figures for monitoring"},
      {"sessions.create", "POST", "/api/sessions", Caller::anyone, "Sign in with the facilitator's token, or join with a code"},
      {"sessions.current", "GET", "/api/sessions/current", Caller::signed_in, "Who one is"},
      {"sessions.delete", "DELETE", "/api/sessions/current", Caller::signed_in, "Sign out; one's sockets close"},
      {"scenarios.list", "GET", "/api/scenarios", Caller::facilitator, "The scenarios that can be played"},
      {"scenarios.create", "POST", "/api/scenarios", Caller::facilitator, "Check a scenario and add it"},
      {"scenarios.get", "GET", "/api/scenarios/{id}", Caller::facilitator, "One scenario, whole"},
      {"exercises.list", "GET", "/api/exercises", Caller::facilitator, "All exercises"},
      {"exercises.create", "POST", "/api/exercises", Caller::facilitator, "A new exercise and its join codes"},
      {"exercises.get", "GET", "/api/exercises/{id}", Caller::facilitator | Caller::member, "One exercise; the join codes for facilitators only"},
      {"exercises.log", "GET", "/api/exercises/{id}/log", Caller::facilitator | Caller::member, "The log as a viewer saw it; members: their own view, once the review is open"},
      {"exercises.record", "GET", "/api/exercises/{id}/record", Caller::facilitator, "The exercise as one file"},
      {"exercises.verify", "GET", "/api/exercises/{id}/verify", Caller::facilitator, "Whether the record is as it was written"},
      {"ws", "GET", "/ws/{id}", Caller::facilitator | Caller::member, "The exercise's WebSocket"},
  };
  return table;
}

Match match(std::string_view method, std::string_view path) {
  Match found;
  if (!path.starts_with('/')) return found;
  for (const Route& route : routes()) {
    std::map<std::string, std::string> params;
    if (!fits(route.pattern, path, params)) continue;
    if (route.method == method || (method == "HEAD" && route.method == "GET")) return {MatchResult::found, &route, std::move(params), ""};
    found.result = MatchResult::method_not_allowed;
    found.allow += (found.allow.empty() ? "" : ", ") + std::string(route.method);
  }
  return found;
}

Permission authorise(const Route& route, const Principal& who, const std::map<std::string, std::string>& params, bool loopback) {
  if (route.who & Caller::anyone) return Permission::granted;
  if ((route.who & Caller::loopback) && loopback) return Permission::granted;
  if (who.role == Role::nobody) return Permission::sign_in;
  const auto id = params.find("id");
  const bool names_exercise = route.pattern.find("exercises/{id}") != std::string_view::npos || route.name == "ws";
  if (names_exercise && who.role != Role::facilitator && (id == params.end() || id->second != who.exercise)) return Permission::not_found;
  return route.who & to_caller(who.role) ? Permission::granted : Permission::forbidden;
}

}  // namespace startex::access
