// Inside net/ only: from what the HTTP parser took to a Request, with everything refused that two programs could
// understand differently.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <string>
#include <tl/expected.hpp>

#include "net/http.hpp"

namespace startex::net {

// The request without its body. The error is the refusal to send.
tl::expected<Request, Response> check_request(const boost::beast::http::request_header<>& head,
                                              const boost::asio::ip::address& peer, const std::string& trusted_proxy);

bool wants_web_socket(const Request& request);

struct Handshake {
  std::string key;           // Sec-WebSocket-Key
  bool subprotocol = false;  // startex.v1 was offered
};

tl::expected<Handshake, Response> check_handshake(const Request& request);

}  // namespace startex::net
