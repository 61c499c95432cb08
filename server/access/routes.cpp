#include "access/routes.hpp"

#include <array>

namespace startex::access {
namespace {

std::uint8_t to_caller(Role role) {
  switch (role) {
    case Role::nobody:
      return 0;
    case Role::facilitator:
      return Caller::facilitator;
    case Role::participant:
      return Caller::participant;
    case Role::observer:
      return Caller::observer;
    case Role::evaluator:
      return Caller::evaluator;
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

constexpr std::array table{
    Route{"healthz", "GET", "/healthz", Caller::anyone, "Alive"},
    Route{"readyz", "GET", "/readyz", Caller::anyone, "Ready to serve: the store can be written"},
    Route{"metrics", "GET", "/metrics", Caller::facilitator | Caller::loopback, "Figures for monitoring"},
    Route{"sessions.create", "POST", "/api/sessions", Caller::anyone,
          "Sign in with the facilitator's token, or join with a code"},
    Route{"sessions.current", "GET", "/api/sessions/current", Caller::signed_in, "Who one is"},
    Route{"sessions.name", "POST", "/api/sessions/current", Caller::facilitator, "Say one's name to control"},
    Route{"sessions.delete", "DELETE", "/api/sessions/current", Caller::signed_in, "Sign out; one's sockets close"},
    Route{"scenarios.list", "GET", "/api/scenarios", Caller::facilitator, "The scenarios that can be played"},
    Route{"scenarios.create", "POST", "/api/scenarios", Caller::facilitator, "Check a scenario and add it"},
    Route{"scenarios.get", "GET", "/api/scenarios/{id}", Caller::facilitator, "One scenario, whole"},
    Route{"rehearsals.create", "POST", "/api/rehearsals", Caller::facilitator,
          "Play a scenario to its end without people"},
    Route{"rehearsals.get", "GET", "/api/rehearsals/{id}", Caller::facilitator,
          "How far a rehearsal is, and what of the scenario happened in it"},
    Route{"rehearsals.cancel", "DELETE", "/api/rehearsals/{id}", Caller::facilitator, "Stop a rehearsal"},
    Route{"exercises.list", "GET", "/api/exercises", Caller::facilitator, "All exercises"},
    Route{"exercises.create", "POST", "/api/exercises", Caller::facilitator, "A new exercise and its join codes"},
    Route{"exercises.get", "GET", "/api/exercises/{id}", Caller::facilitator | Caller::member,
          "One exercise; the join codes for facilitators only"},
    Route{"exercises.change", "PATCH", "/api/exercises/{id}", Caller::facilitator,
          "Its name in the list; whether it is archived"},
    Route{"exercises.delete", "DELETE", "/api/exercises/{id}", Caller::facilitator,
          "The exercise, its record and its codes are gone"},
    Route{"exercises.copy", "POST", "/api/exercises/{id}/copy", Caller::facilitator,
          "A new exercise of the same scenario, from its beginning"},
    Route{"exercises.guide", "GET", "/api/exercises/{id}/guide", Caller::facilitator,
          "The scenario's guide for whoever runs the room"},
    Route{"roster.list", "GET", "/api/exercises/{id}/roster", Caller::facilitator,
          "Who has a personal code, as JSON or CSV"},
    Route{"roster.add", "POST", "/api/exercises/{id}/roster", Caller::facilitator,
          "Personal codes for a class list, all of it or nothing", "text/csv"},
    Route{"codes.reissue", "POST", "/api/exercises/{id}/codes/{code}", Caller::facilitator,
          "Another code in the place of one; the old one opens nothing"},
    Route{"codes.revoke", "DELETE", "/api/exercises/{id}/codes/{code}", Caller::facilitator,
          "A personal code opens nothing any more, and its person is out"},
    Route{"exercises.log", "GET", "/api/exercises/{id}/log", Caller::facilitator | Caller::member,
          "The log as a viewer saw it; members: once the review is open their own, or every team's if it is open for "
          "all"},
    Route{"exercises.record", "GET", "/api/exercises/{id}/record", Caller::facilitator, "The exercise as one file"},
    Route{"exercises.verify", "GET", "/api/exercises/{id}/verify", Caller::facilitator,
          "Whether the record is as it was written"},
    Route{"exercises.replay", "GET", "/api/exercises/{id}/replay.html", Caller::facilitator | Caller::member,
          "A viewer's record and what plays it as one page that opens without a server; members: as the log"},
    Route{"exercises.measures", "GET", "/api/exercises/{id}/measures", Caller::facilitator | Caller::member,
          "What a viewer's record says in figures; members: of their own view, once the review is open"},
    Route{"classes.list", "GET", "/api/classes", Caller::facilitator, "Classes of parallel worlds"},
    Route{"classes.create", "POST", "/api/classes", Caller::facilitator,
          "One scenario for several groups, an exercise each"},
    Route{"classes.get", "GET", "/api/classes/{class}", Caller::facilitator, "How each world of a class stands"},
    Route{"classes.command", "POST", "/api/classes/{class}/command", Caller::facilitator,
          "The same command to every world of a class"},
    Route{"exercises.report", "GET", "/api/exercises/{id}/report", Caller::facilitator,
          "The after-action report, drafted from the record, as a page, table, workbook or text"},
    Route{"exercises.gradebook", "GET", "/api/exercises/{id}/gradebook", Caller::facilitator,
          "What each participant did, as a table for grade books"},
    Route{"cohorts", "GET", "/api/cohorts", Caller::facilitator,
          "Runs of one scenario side by side, and their figures"},
    Route{"exercises.import", "POST", "/api/exercises/import", Caller::facilitator, "Take a record in",
          "application/x-ndjson"},
    Route{"exercises.fork", "POST", "/api/exercises/{id}/fork", Caller::facilitator,
          "A new exercise goes on from a moment of this one"},
    Route{"media.add", "POST", "/api/exercises/{id}/media", Caller::facilitator,
          "Add a picture or a document for injects to carry", ""},
    Route{"media.get", "GET", "/api/exercises/{id}/media/{media}", Caller::facilitator | Caller::member,
          "One file; members: when an event has shown it to their seat"},
    Route{"server-key", "GET", "/api/server-key", Caller::anyone, "The public key that checkpoints are signed with"},
    Route{"ws", "GET", "/ws/{id}", Caller::facilitator | Caller::member, "The exercise's WebSocket"},
};

constexpr bool is_sound() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].who == 0) return false;
    for (std::size_t other = 0; other < i; ++other)
      if (table[i].name == table[other].name ||
          (table[i].method == table[other].method && table[i].pattern == table[other].pattern))
        return false;
  }
  return true;
}
static_assert(is_sound(), "A route says who may ask it, and stands in the table once.");

// The path names an exercise in {id}, which only its own members may know of.
constexpr bool names_exercise(const Route& route) {
  return route.pattern.starts_with("/api/exercises/{id}") || route.pattern.starts_with("/ws/{id}");
}

}  // namespace

std::span<const Route> routes() { return table; }

Match match(std::string_view method, std::string_view path) {
  Match found;
  if (!path.starts_with('/')) return found;
  for (const Route& route : routes()) {
    std::map<std::string, std::string> params;
    if (!fits(route.pattern, path, params)) continue;
    if (route.method == method || (method == "HEAD" && route.method == "GET"))
      return {MatchResult::found, &route, std::move(params), ""};
    found.result = MatchResult::method_not_allowed;
    found.allow += (found.allow.empty() ? "" : ", ") + std::string(route.method == "GET" ? "GET, HEAD" : route.method);
  }
  return found;
}

Permission authorise(const Route& route, const Principal& who, const std::map<std::string, std::string>& params,
                     bool loopback) {
  if (route.who & Caller::anyone) return Permission::granted;
  if ((route.who & Caller::loopback) && loopback) return Permission::granted;
  if (who.role == Role::nobody) return Permission::sign_in;
  const auto id = params.find("id");
  if (names_exercise(route) && who.role != Role::facilitator && (id == params.end() || id->second != who.exercise))
    return Permission::not_found;
  return route.who & to_caller(who.role) ? Permission::granted : Permission::forbidden;
}

}  // namespace startex::access
