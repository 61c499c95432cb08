#include "access/origin.hpp"

#include <algorithm>

namespace startex::access {
namespace {

// The server's own pages: the origin names the host that was asked, with its port, letter for letter but for case.
bool is_own(std::string_view origin, std::string_view host) {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (!origin.starts_with(scheme)) continue;
    origin.remove_prefix(scheme.size());
    return !host.empty() && std::equal(origin.begin(), origin.end(), host.begin(), host.end(), [](unsigned char a, unsigned char b) {
      return std::tolower(a) == std::tolower(b);
    });
  }
  return false;
}

}  // namespace

bool allowed_origin(const OriginFacts& facts, const std::vector<std::string>& allowed) {
  if (facts.origin) {
    const bool good = is_own(*facts.origin, facts.host) || std::find(allowed.begin(), allowed.end(), *facts.origin) != allowed.end();
    if (good) return true;
    return facts.has_bearer ? !facts.upgrade : !facts.changes;
  }
  if (!facts.has_cookie || !facts.changes) return true;
  return facts.sec_fetch_site == "same-origin";
}

}  // namespace startex::access
