#include "net/response_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/http/status.hpp>
#include <iterator>

namespace startex::net {
namespace {

bool one_line(std::string_view text) {
  return std::ranges::none_of(text,
                              [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

}  // namespace

bool has_body(int status) { return status >= 200 && status != 204 && status != 304; }

std::string_view body_of(const Response& response) {
  return response.shared_body ? std::string_view(*response.shared_body) : std::string_view(response.body);
}

std::string response_head(const Response& response, bool close) {
  namespace http = boost::beast::http;
  const std::string_view reason = http::obsolete_reason(static_cast<http::status>(response.status));
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason);
  const auto out = std::back_inserter(head);
  for (const auto& [name, value] : response.headers) {
    if (one_line(name) && one_line(value)) fmt::format_to(out, "{}: {}\r\n", name, value);
  }
  if (has_body(response.status)) {
    if (one_line(response.content_type)) fmt::format_to(out, "Content-Type: {}\r\n", response.content_type);
    fmt::format_to(out, "Content-Length: {}\r\n", body_of(response).size());
  }
  if (!find_header(response.headers, "Cache-Control")) head += "Cache-Control: no-store\r\n";
  if (!find_header(response.headers, "Content-Security-Policy")) {
    head += "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
  }
  head += "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n";
  if (close) head += "Connection: close\r\n";
  return head += "\r\n";
}

}  // namespace startex::net
