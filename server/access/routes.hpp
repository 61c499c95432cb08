// The table of what HTTP offers, and the one place where a request is allowed or not: by default not.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace startex::access {

enum class Role { nobody, facilitator, participant, observer, evaluator };

// Who asks, as their session says. Everybody but a facilitator belongs to one exercise.
struct Principal {
  Role role = Role::nobody;
  std::string exercise;
  std::string participant;
};

// Who may ask a route, as a set. Members of an exercise: only of the one that the path names in {id}.
struct Caller {
  enum : std::uint8_t {
    anyone = 1,
    facilitator = 2,
    participant = 4,
    observer = 8,
    evaluator = 16,
    loopback = 32,
    member = 28,
    signed_in = 30
  };
};

struct Route {
  std::string_view name;
  std::string_view method;
  std::string_view pattern;  // "/api/exercises/{id}/log"
  std::uint8_t who;
  std::string_view summary;
  std::string_view body = "application/json";  // the media type of what is sent with POST and PATCH
};

// Every route of the server. One that nobody may ask, or that stands here twice, does not compile.
std::span<const Route> routes();

enum class MatchResult { found, not_found, method_not_allowed };

struct Match {
  MatchResult result = MatchResult::not_found;
  const Route* route = nullptr;
  std::map<std::string, std::string> params;
  std::string allow;  // the value of Allow: the methods that the path has, when the one asked is not among them
};

// The route of a path that has been percent-decoded once. HEAD is answered as GET.
Match match(std::string_view method, std::string_view path);

enum class Permission { granted, sign_in, forbidden, not_found };

// Somebody else's exercise is answered as one that does not exist. `params` are those of the match; `loopback` is said
// by a program on this machine.
Permission authorise(const Route& route, const Principal& who, const std::map<std::string, std::string>& params,
                     bool loopback);

}  // namespace startex::access
