#include "net/http.hpp"

#include <algorithm>

#include "json/json.hpp"

namespace startex::net {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::optional<std::string_view> find_header(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (same_name(key, name)) return value;
  }
  return std::nullopt;
}

Response problem(int status, std::string_view code, std::string_view title, std::string_view hint, Headers headers) {
  const Json body{{"title", title}, {"status", status}, {"code", code}, {"hint", hint}};
  return {.status = status,
          .content_type = "application/problem+json",
          .headers = std::move(headers),
          .body = json::to_text(body),
          .shared_body = nullptr};
}

}  // namespace startex::net
