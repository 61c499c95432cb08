// "METHOD\npath": a route is found only for exactly its own path, and nobody gets what is not theirs.
#include "access/routes.hpp"
#include "fuzz/target.hpp"

namespace startex::fuzz {
namespace {

using access::Caller;
using access::Permission;
using access::Role;

std::string path_from(const access::Match& found) {
  std::string path(found.route->pattern);
  for (const auto& [name, value] : found.params) {
    require(!value.empty() && value.find('/') == std::string::npos, "a parameter is one part of the path");
    const auto hole = "{" + name + "}";
    path.replace(path.find(hole), hole.size(), value);
  }
  return path;
}

void check_rights(const access::Match& found) {
  const auto& route = *found.route;
  require(access::authorise(route, {}, found.params, false) != Permission::granted || (route.who & Caller::anyone),
          "nobody is granted only what is for anyone");
  for (const auto role : {Role::participant, Role::observer, Role::evaluator}) {
    const auto granted =
        access::authorise(route, {role, "elsewhere", "p1"}, found.params, false) == Permission::granted;
    const auto id = found.params.find("id");
    const bool own = id == found.params.end() || id->second == "elsewhere";
    require(!granted || own, "a member of one exercise gets nothing of another");
  }
}

}  // namespace
}  // namespace startex::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace startex;
  const auto text = fuzz::text_of(data, size);
  const auto end = text.find('\n');
  const auto method = text.substr(0, end);
  const auto path = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  const auto found = access::match(method, path);
  fuzz::require((found.result == access::MatchResult::found) == (found.route != nullptr), "a match has its route");
  fuzz::require((found.result == access::MatchResult::method_not_allowed) == !found.allow.empty(),
                "a refused method is told the others");
  if (!found.route) return 0;
  fuzz::require(fuzz::path_from(found) == path, "a route matches its own paths only");
  fuzz::require(found.route->method == method || method == "HEAD", "a route matches its own method only");
  fuzz::check_rights(found);
  return 0;
}
