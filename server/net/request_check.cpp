#include "net/request_check.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address_v6.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <optional>

#include "net/handover.hpp"
#include "net/request_head.hpp"

namespace startex::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using Refusal = tl::unexpected<Response>;

// Headers of which a second one could be read instead of the first.
constexpr std::array<std::string_view, 13> singles{"authorization",
                                                   "content-length",
                                                   "content-type",
                                                   "cookie",
                                                   "expect",
                                                   "host",
                                                   "if-none-match",
                                                   "origin",
                                                   "sec-fetch-site",
                                                   "sec-websocket-key",
                                                   "sec-websocket-version",
                                                   "transfer-encoding",
                                                   "upgrade"};

Refusal malformed(std::string_view hint) {
  return Refusal(problem(400, "request_malformed", "The request is malformed", hint));
}

std::string lower_case(beast::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

Headers headers_of(const http::request_header<>& head) {
  Headers headers;
  for (const auto& field : head) headers.emplace_back(lower_case(field.name_string()), std::string(field.value()));
  return headers;
}

bool holds_token(std::optional<std::string_view> list, std::string_view token) {
  return list && http::token_list(beast::string_view(*list)).exists(beast::string_view(token));
}

asio::ip::address without_mapping(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  return address;
}

// What a proxy appended last is the address it saw itself.
std::optional<std::string> last_forwarded(const Request& request) {
  std::optional<std::string> last;
  for (const auto& [name, value] : request.headers) {
    if (name == "x-forwarded-for") last = value;
  }
  if (!last) return std::nullopt;
  last->erase(0, last->rfind(',') + 1);
  last->erase(0, last->find_first_not_of(' '));
  error_code error;
  const auto address = asio::ip::make_address(*last, error);
  if (error) return std::nullopt;
  return without_mapping(address).to_string();
}

void name_client(Request& request, const asio::ip::address& peer, const std::string& trusted_proxy) {
  const auto address = without_mapping(peer);
  request.remote = address.to_string();
  const bool forwarded = request.header("x-forwarded-for") || request.header("forwarded");
  request.loopback = address.is_loopback() && !forwarded;
  if (request.remote != trusted_proxy) return;
  if (auto client = last_forwarded(request)) request.remote = std::move(*client);
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Refusal> refuse_ambiguity(const Request& request, unsigned version) {
  for (const std::string_view name : singles) {
    const auto given = std::ranges::count_if(request.headers, [&](const auto& header) { return header.first == name; });
    if (given > 1) return malformed("Send each header once.");
  }
  if (version != 10 && version != 11) return malformed("Speak HTTP/1.1.");
  if (version == 11 && !request.header("host")) return malformed("Send a Host header.");
  const auto length = request.header("content-length");
  if (length && !is_number(*length)) return malformed("Send Content-Length as one number.");
  const auto encoding = request.header("transfer-encoding");
  if (encoding && (version != 11 || length || !beast::iequals(beast::string_view(*encoding), "chunked"))) {
    return malformed("Send either Content-Length or Transfer-Encoding: chunked, not both and nothing else.");
  }
  const auto expected = request.header("expect");
  if (expected && !beast::iequals(beast::string_view(*expected), "100-continue")) {
    return Refusal(problem(417, "expectation_failed", "The expectation cannot be met", "Leave Expect out."));
  }
  return std::nullopt;
}

bool is_key(std::string_view key) {
  const auto in_alphabet = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '/';
  };
  return key.size() == 24 && key.ends_with("==") && std::ranges::all_of(key.substr(0, 22), in_alphabet);
}

}  // namespace

tl::expected<Request, Response> check_request(const http::request_header<>& head, const asio::ip::address& peer,
                                              const std::string& trusted_proxy) {
  Request request;
  request.method = std::string(head.method_string());
  request.headers = headers_of(head);
  if (auto refusal = refuse_ambiguity(request, head.version())) return std::move(*refusal);
  auto target = parse_target(std::string(head.target()));
  if (!target) return malformed(target.error());
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  name_client(request, peer, trusted_proxy);
  return request;
}

bool wants_web_socket(const Request& request) {
  return request.method == "GET" && holds_token(request.header("upgrade"), "websocket");
}

tl::expected<Handshake, Response> check_handshake(const Request& request) {
  if (!holds_token(request.header("connection"), "upgrade")) return malformed("Send Connection: Upgrade.");
  if (request.header("sec-websocket-version") != "13") {
    return Refusal(problem(426, "upgrade_required", "This WebSocket version is not spoken here", "Use version 13.",
                           {{"Sec-WebSocket-Version", "13"}, {"Upgrade", "websocket"}}));
  }
  const auto key = request.header("sec-websocket-key");
  if (!key || !is_key(*key)) return malformed("Send a Sec-WebSocket-Key of 16 bytes in base64.");
  return Handshake{.key = std::string(*key),
                   .subprotocol = holds_token(request.header("sec-websocket-protocol"), subprotocol_name)};
}

}  // namespace startex::net
