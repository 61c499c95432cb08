// The table of routes: it is what the protocol says, and who may not ask is refused.
#include "access/routes.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>

namespace startex::access {
namespace {

const Route& route(std::string_view name) {
  for (const auto& one : routes())
    if (one.name == name) return one;
  throw std::out_of_range(std::string(name));
}

// "GET /api/exercises/{}" of every call in the first part of docs/protocol.md, and the WebSocket's.
std::set<std::string> calls_in_the_protocol() {
  std::ifstream file(STARTEX_SOURCE_DIR "/docs/protocol.md");
  const std::regex call("`(GET|POST|PUT|PATCH|DELETE) (/[^ `?]*)"), name("\\{[^}]*\\}");
  std::set<std::string> calls;
  std::string line;
  while (std::getline(file, line) && !line.starts_with("## 3")) {
    if (!line.starts_with('|') && !line.starts_with("`GET /ws/")) continue;
    const std::string first_cell = line.substr(0, line.find('|', 1));
    for (std::sregex_iterator it(first_cell.begin(), first_cell.end(), call), end; it != end; ++it)
      calls.insert((*it)[1].str() + ' ' + std::regex_replace((*it)[2].str(), name, "{}"));
  }
  return calls;
}

TEST(Routes, AreThoseOfTheProtocol) {
  std::set<std::string> calls;
  for (const auto& one : routes())
    calls.insert(std::string(one.method) + ' ' +
                 std::regex_replace(std::string(one.pattern), std::regex("\\{[^}]*\\}"), "{}"));
  EXPECT_EQ(calls, calls_in_the_protocol());
  EXPECT_EQ(calls.size(), routes().size());
}

TEST(Routes, EachIsFoundByItsPathAndSaysWhatItIsFor) {
  for (const auto& one : routes()) {
    const auto path = std::regex_replace(std::string(one.pattern), std::regex("\\{id\\}"), "abc");
    const auto found = match(one.method, path);
    ASSERT_EQ(found.result, MatchResult::found) << path;
    EXPECT_EQ(found.route->name, one.name);
    EXPECT_EQ(found.params.contains("id"), one.pattern.find("{id}") != std::string_view::npos);
    EXPECT_FALSE(one.summary.empty());
    EXPECT_NE(one.who, 0);
  }
}

TEST(Routes, HeadIsAnsweredAsGet) {
  EXPECT_EQ(match("HEAD", "/healthz").route->name, "healthz");
  EXPECT_EQ(match("HEAD", "/api/sessions").result, MatchResult::method_not_allowed);
}

TEST(Routes, AnotherMethodIsToldWhichOnesThereAre) {
  const auto expect_allow = [](const char* method, const char* path, const char* allow) {
    const auto found = match(method, path);
    EXPECT_EQ(found.result, MatchResult::method_not_allowed) << method << ' ' << path;
    EXPECT_EQ(found.route, nullptr);
    EXPECT_EQ(found.allow, allow) << method << ' ' << path;
  };
  expect_allow("POST", "/healthz", "GET, HEAD");
  expect_allow("PUT", "/api/exercises", "GET, HEAD, POST");
  expect_allow("PUT", "/api/sessions/current", "GET, HEAD, POST, DELETE");
  expect_allow("GET", "/api/sessions", "POST");
  for (const auto* method : {"DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "get", "G\xC3\x8BT", ""})
    expect_allow(method, "/api/exercises/abc/record", "GET, HEAD");
}

TEST(Routes, WhatIsNotInTheTableIsNotThere) {
  for (const auto* path : {"",
                           "/",
                           "//",
                           "/health",
                           "/healthz/",
                           "/healthzz",
                           "//healthz",
                           "/HEALTHZ",
                           "healthz",
                           "*",
                           "/api",
                           "/api/",
                           "/api/exercises/",
                           "/api/exercises//log",
                           "/api/exercises/abc/",
                           "/api/exercises/abc/log/",
                           "/api/exercises/abc/def",
                           "/api/exercises/abc/log/x",
                           "/api//exercises",
                           "/ws",
                           "/ws/",
                           "/ws//",
                           "/ws/abc/def",
                           "/api/../healthz",
                           "/./healthz",
                           "/api/exercises/a/b/log"})
    for (const auto* method : {"GET", "POST", "DELETE"})
      EXPECT_EQ(match(method, path).result, MatchResult::not_found) << method << ' ' << path;
}

TEST(Routes, AnIdIsOnePartOfThePathAsItStands) {
  const std::string odd = "..%2F a\xC3\xA9;=&?{id}";
  EXPECT_EQ(match("GET", "/api/exercises/" + odd + "/log").params.at("id"), odd);
  EXPECT_EQ(match("GET", "/api/exercises/..").params.at("id"), "..");
}

// Who may ask what, written down a second time: F facilitator, M a member of the exercise, S any signed in, L this
// machine, * anyone.
const std::map<std::string_view, std::string_view> rights{
    {"healthz", "*"},           {"readyz", "*"},           {"metrics", "FL"},
    {"sessions.create", "*"},   {"sessions.current", "S"}, {"sessions.delete", "S"},
    {"scenarios.list", "F"},    {"scenarios.create", "F"}, {"scenarios.get", "F"},
    {"exercises.list", "F"},    {"exercises.create", "F"}, {"exercises.get", "FM"},
    {"exercises.log", "FM"},    {"exercises.guide", "F"},  {"exercises.measures", "FM"},
    {"exercises.record", "F"},  {"exercises.report", "F"}, {"exercises.gradebook", "F"},
    {"cohorts", "F"},           {"exercises.verify", "F"}, {"ws", "FM"},
    {"exercises.change", "F"},  {"exercises.delete", "F"}, {"exercises.copy", "F"},
    {"roster.list", "F"},       {"roster.add", "F"},       {"codes.reissue", "F"},
    {"codes.revoke", "F"},      {"classes.list", "F"},     {"classes.create", "F"},
    {"classes.get", "F"},       {"classes.command", "F"},  {"exercises.import", "F"},
    {"exercises.fork", "F"},    {"media.add", "F"},        {"media.get", "FM"},
    {"server-key", "*"},        {"sessions.name", "F"},    {"exercises.replay", "FM"},
    {"rehearsals.create", "F"}, {"rehearsals.get", "F"},   {"rehearsals.cancel", "F"},
};

Permission expected(std::string_view right, const Principal& who, bool loopback, bool names_exercise) {
  const auto has = [right](char c) { return right.find(c) != std::string_view::npos; };
  if (has('*') || (has('L') && loopback)) return Permission::granted;
  if (who.role == Role::nobody) return Permission::sign_in;
  if (who.role == Role::facilitator) return has('F') || has('S') ? Permission::granted : Permission::forbidden;
  if (names_exercise && who.exercise != "mine") return Permission::not_found;
  return has('S') || has('M') ? Permission::granted : Permission::forbidden;
}

TEST(Routes, EveryRoleGetsWhatIsItsOwnAndNothingElse) {
  ASSERT_EQ(rights.size(), routes().size());
  const std::map<std::string, std::string> params{{"id", "mine"}};
  for (const auto& one : routes())
    for (const auto role : {Role::nobody, Role::facilitator, Role::participant, Role::observer, Role::evaluator})
      for (const auto* exercise : {"mine", "other", "Mine", "mine ", ""})
        for (const bool loopback : {false, true}) {
          const Principal who{role, exercise, "p1"};
          const bool names_exercise = one.pattern.starts_with("/api/exercises/{") || one.pattern.starts_with("/ws/{");
          EXPECT_EQ(authorise(one, who, params, loopback), expected(rights.at(one.name), who, loopback, names_exercise))
              << one.name << " role " << static_cast<int>(role) << " of " << exercise << " loopback " << loopback;
        }
}

TEST(Routes, AnExerciseOfOthersLooksLikeOneThatIsNotThere) {
  const Principal who{Role::participant, "mine", "p1"};
  for (const auto* name :
       {"exercises.get", "exercises.log", "exercises.measures", "exercises.record", "exercises.verify", "ws"})
    EXPECT_EQ(authorise(route(name), who, {{"id", "theirs"}}, false), Permission::not_found) << name;
}

TEST(Routes, WithoutTheParameterNobodyIsAMember) {
  EXPECT_EQ(authorise(route("ws"), {Role::participant, "", ""}, {}, false), Permission::not_found);
  EXPECT_EQ(authorise(route("ws"), {Role::observer, "mine", ""}, {{"exercise", "mine"}}, false), Permission::not_found);
}

TEST(Routes, ARouteThatSaysNothingOfWhoIsForNobody) {
  const Route silent{"silent", "GET", "/silent", 0, ""};
  for (const auto role : {Role::facilitator, Role::participant, Role::observer, Role::evaluator})
    EXPECT_EQ(authorise(silent, {role, "mine", "p1"}, {}, true), Permission::forbidden);
  EXPECT_EQ(authorise(silent, {}, {}, true), Permission::sign_in);
}

}  // namespace
}  // namespace startex::access
