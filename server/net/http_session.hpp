// Inside net/ only: one HTTP/1.1 connection on the front thread, request after request, until it closes or becomes a
// WebSocket.
#pragma once

#include <memory>

#include "net/socket.hpp"

namespace startex::net {

// Takes over an accepted socket. `turned_away`: the server is full; the first request gets a 503.
void serve_http(Socket socket, std::shared_ptr<Front> front, Place place, bool turned_away);

}  // namespace startex::net
