// What an HTTP request and its answer are to the rest of the server: plain values, already checked against the limits
// of net/server.hpp and against request smuggling.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace startex::net {

using Headers = std::vector<std::pair<std::string, std::string>>;

// The value of the first header of that name, which may be written in any case.
std::optional<std::string_view> find_header(const Headers& headers, std::string_view name);

struct Request {
  std::string method;  // as sent ("GET"); may be one nobody has heard of: refusing it with 405 is the handler's part
  std::string
      path;  // percent-decoded once; begins with '/', is valid UTF-8 and holds no control character or backslash
  std::map<std::string, std::string, std::less<>> query;  // decoded; a name given twice has been refused
  Headers headers;                                        // names in lower case
  std::string body;                                       // whole
  std::string remote;                                     // the client's address without its port: "192.0.2.7", "::1"
  bool loopback = false;  // the client is a program on this machine, not one behind a proxy here

  std::optional<std::string_view> header(std::string_view name) const { return find_header(headers, name); }
};

// Every response also gets nosniff, no-referrer, and, unless `headers` says otherwise, `Cache-Control: no-store` and a
// Content-Security-Policy that allows nothing. Content-Length, Date and Connection are net's own. To HEAD the body is
// not sent.
struct Response {
  int status = 200;
  std::string content_type = "application/json";
  Headers headers;                                 // further ones
  std::string body;                                // sent when there is no shared_body
  std::shared_ptr<const std::string> shared_body;  // bytes that many answers share (a file of the web client)
  bool close = false;                              // end the connection after this answer
};

// An application/problem+json answer (RFC 9457). `code` is stable, for programs; `hint` tells a person what to do.
Response problem(int status, std::string_view code, std::string_view title, std::string_view hint,
                 Headers headers = {});

// Gives the answer. May be called from any thread, once; later calls do nothing. If every copy is dropped without a
// call, the client gets a 500. The front io_context must outlive it.
using Reply = std::function<void(Response)>;

}  // namespace startex::net
