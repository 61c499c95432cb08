#include "access/origin.hpp"

#include <algorithm>

namespace startex::access {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool is_own(std::string_view origin, std::string_view host) {
  if (host.empty()) return false;
  for (std::string_view scheme : {"http://", "https://"})
    if (equal_but_for_case(origin.substr(0, scheme.size()), scheme) &&
        equal_but_for_case(origin.substr(scheme.size()), host))
      return true;
  return false;
}

}  // namespace

bool allowed_origin(const OriginFacts& facts, const std::vector<std::string>& allowed) {
  if (facts.origin) {
    const auto is_named = [&facts](const std::string& one) { return equal_but_for_case(one, *facts.origin); };
    if (is_own(*facts.origin, facts.host) || std::any_of(allowed.begin(), allowed.end(), is_named)) return true;
    return facts.has_bearer ? !facts.upgrade : !facts.changes;
  }
  if (!facts.has_cookie || !facts.changes) return true;
  return facts.sec_fetch_site == "same-origin";
}

}  // namespace startex::access
