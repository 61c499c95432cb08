// JSON-RPC 2.0 as text: requests in; results, errors and notifications out.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "exercise/error.hpp"
#include "json/json.hpp"

namespace startex::engine::rpc {

struct Request {
  Json id;  // null for a notification, which gets no answer
  std::string method;
  Json params = Json::object();
  std::string command_id;  // params.commandId, taken out of params
};

struct Malformed {
  std::string answer;  // the error to send back
  bool is_json = false;
};

std::variant<Request, Malformed> decode(std::string_view text);

std::string result(const Json& id, std::string_view result_text);
std::string error(const Json& id, const Error& error);
std::string unknown_method(const Json& id);
std::string notification(std::string_view method, std::string_view params_text);

}  // namespace startex::engine::rpc
