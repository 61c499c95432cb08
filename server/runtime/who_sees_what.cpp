#include "runtime/who_sees_what.hpp"

#include <fmt/format.h>

#include "access/routes.hpp"
#include "exercise/exercise.hpp"

namespace startex::runtime {
namespace {

std::string mark(bool yes) { return yes ? "yes" : "–"; }

std::string phases(std::uint8_t when) {
  using exercise::When;
  if (when == When::always) return "always";
  std::string out;
  for (const auto& [bit, name] :
       {std::pair{When::lobby, "lobby"}, {When::running, "running"}, {When::paused, "paused"}, {When::ended, "ended"}})
    if (when & bit) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

std::string method_rows() {
  using exercise::Who;
  std::string out =
      "| `exercise.subscribe` | yes | yes | yes | yes | yes | always | One's own view, from a number on |\n";
  for (const auto* capability : exercise::capabilities())
    for (const auto& method : capability->methods) {
      const bool anybody_in_team = method.who & Who::participant;
      if (method.who == Who::server) {
        out += fmt::format("| `{}` | – | – | – | – | – | {} | {} (the server itself, for what is asked over HTTP) |\n",
                           method.name, phases(method.when), method.summary);
        continue;
      }
      out += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} | {} |\n", method.name, mark(method.who & Who::control),
                         mark(anybody_in_team || (method.who & Who::seated)), mark(anybody_in_team),
                         mark(method.who & Who::observer), mark(method.who & Who::evaluator), phases(method.when),
                         method.summary);
    }
  return out;
}

std::string route_rows() {
  using access::Caller;
  std::string out;
  for (const auto& route : access::routes()) {
    const bool all = route.who & Caller::anyone;
    out += fmt::format("| `{} {}` | {} | {} | {} | {} | {} | {} |\n", route.method, route.pattern,
                       mark(all || (route.who & Caller::facilitator)), mark(all || (route.who & Caller::participant)),
                       mark(all || (route.who & Caller::observer)), mark(all || (route.who & Caller::evaluator)),
                       all                              ? "yes"
                       : (route.who & Caller::loopback) ? "from this machine"
                                                        : "–",
                       route.summary);
  }
  return out;
}

}  // namespace

std::string who_sees_what() {
  return "# Who may do and see what\n\n"
         "Written by the test suite from the server's own registries of methods and routes; a change that is not in "
         "this file fails it.\n"
         "What somebody may not do is refused as `forbidden`; what belongs to another seat, team or exercise is "
         "answered exactly as what does not exist.\n\n"
         "## What reaches whom\n\n"
         "| viewer | sees an event when its audience |\n| --- | --- |\n"
         "| control | always; and what stands in `control` beside it |\n"
         "| a seat | is public, names its team, or names the seat |\n"
         "| somebody of a team without a seat | is public or names the team |\n"
         "| observer | is public or names observers |\n"
         "| evaluator | is not empty: whatever a team or the public sees |\n\n"
         "## Commands\n\n"
         "| method | control | a seat | a team without a seat | observer | evaluator | when | what |\n| --- | --- | "
         "--- | --- | --- | --- | --- | --- |\n" +
         method_rows() +
         "\n## HTTP\n\nParticipants, observers and evaluators: only of their own exercise.\n\n"
         "| route | facilitator | participant | observer | evaluator | anybody | what |\n| --- | --- | --- | --- | --- "
         "| --- | --- |\n" +
         route_rows();
}

}  // namespace startex::runtime
