#include "access/session_cookie.hpp"

namespace startex::access {
namespace {

constexpr std::string_view name = "startex_session";
constexpr std::string_view attributes = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=";

}  // namespace

std::string session_cookie(std::string_view token) {
  return std::string(name) + '=' + std::string(token) + std::string(attributes) + "43200";
}

std::string clear_session_cookie() { return std::string(name) + '=' + std::string(attributes) + "0"; }

std::optional<std::string> session_from_cookie(std::string_view header) {
  std::optional<std::string> found;
  while (!header.empty()) {
    const auto end = header.find(';');
    std::string_view pair = header.substr(0, end);
    header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (!pair.starts_with(name) || pair.size() <= name.size() || pair[name.size()] != '=') continue;
    if (found) return std::nullopt;
    found = std::string(pair.substr(name.size() + 1));
  }
  return found;
}

}  // namespace startex::access
