#include "access/session_cookie.hpp"

#include <algorithm>

namespace startex::access {
namespace {

constexpr std::string_view plain_name = "startex_session";
constexpr std::string_view tls_name = "__Host-startex_session";
constexpr std::string_view lifetime = "43200";
constexpr std::size_t value_max = 200;

std::string set_cookie(Transport transport, std::string_view token, std::string_view seconds) {
  std::string out(transport == Transport::tls ? tls_name : plain_name);
  out.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=").append(seconds);
  if (transport == Transport::tls) out += "; Secure";
  return out;
}

bool is_token_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

struct Found {
  int times = 0;
  std::string_view value;
};

Found find(std::string_view header, std::string_view name) {
  Found found;
  while (!header.empty()) {
    const auto end = header.find(';');
    std::string_view pair = header.substr(0, end);
    header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (!pair.starts_with(name) || pair.size() <= name.size() || pair[name.size()] != '=') continue;
    ++found.times;
    found.value = pair.substr(name.size() + 1);
  }
  return found;
}

}  // namespace

std::string session_cookie(std::string_view token, Transport transport) {
  return set_cookie(transport, token, lifetime);
}

std::string clear_session_cookie(Transport transport) { return set_cookie(transport, "", "0"); }

std::optional<std::string> session_from_cookie(std::string_view header) {
  auto found = find(header, tls_name);
  if (found.times == 0) found = find(header, plain_name);
  if (found.times != 1 || found.value.empty() || found.value.size() > value_max) return std::nullopt;
  if (!std::all_of(found.value.begin(), found.value.end(), is_token_letter)) return std::nullopt;
  return std::string(found.value);
}

}  // namespace startex::access
