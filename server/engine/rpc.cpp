#include "engine/rpc.hpp"

#include <fmt/format.h>

#include "exercise/limits.hpp"

namespace startex::engine::rpc {
namespace {

std::string error_text(const Json& id, int code, const std::string& message, Json data) {
  return json::to_text(
      {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}, {"data", std::move(data)}}}});
}

Malformed not_a_request(const Json& id, const std::string& hint) {
  return {error_text(id, -32600, "Invalid request", {{"code", "invalid"}, {"hint", hint}}), true};
}

bool is_command_id(const std::string& text) {
  return !text.empty() && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '-'; });
}

}  // namespace

std::variant<Request, Malformed> decode(std::string_view text) {
  auto parsed = json::parse(text, {limits::message_bytes_max, limits::json_depth_max});
  if (!parsed)
    return Malformed{
        error_text(nullptr, -32700, "Parse error", {{"code", "invalid"}, {"hint", parsed.error().message}})};
  Json& frame = *parsed;
  if (frame.is_array()) return not_a_request(nullptr, "Batches are not taken. Send one request a frame.");
  if (!frame.is_object()) return not_a_request(nullptr, "A JSON-RPC 2.0 request object is expected.");
  Request request;
  if (frame.contains("id")) {
    if (!frame["id"].is_string() && !frame["id"].is_number_integer())
      return not_a_request(nullptr, "The id of a request is text or a whole number.");
    request.id = frame["id"];
  }
  if (frame.value("jsonrpc", Json()) != "2.0") return not_a_request(request.id, "Say \"jsonrpc\": \"2.0\".");
  if (!frame.contains("method") || !frame["method"].is_string())
    return not_a_request(request.id, "Name the method as text.");
  request.method = frame["method"].get<std::string>();
  if (frame.contains("params")) request.params = std::move(frame["params"]);
  if (!request.params.is_object())
    return Malformed{
        error_text(request.id, -32602, "Invalid params",
                   {{"code", "invalid"}, {"hint", "Params are an object with named fields."}, {"pointer", ""}}),
        true};
  if (const auto it = request.params.find("commandId"); it != request.params.end()) {
    if (!it->is_string() || !is_command_id(it->get_ref<const std::string&>()))
      return Malformed{error_text(request.id, -32602, "Invalid params",
                                  {{"code", "invalid"}, {"hint", "A commandId is a UUID."}, {"pointer", "/commandId"}}),
                       true};
    request.command_id = it->get<std::string>();
    request.params.erase(it);
  }
  return request;
}

std::string result(const Json& id, std::string_view result_text) {
  return fmt::format(R"({{"jsonrpc":"2.0","id":{},"result":{}}})", json::to_text(id), result_text);
}

std::string error(const Json& id, const Error& error) {
  Json data{{"code", to_text(error.code)}, {"hint", error.hint}};
  const bool in_params = error.code == ErrorCode::invalid && !error.pointer.empty();
  if (!error.pointer.empty()) data["pointer"] = error.pointer;
  if (!error.current.is_null()) data["current"] = error.current;
  return error_text(id, in_params ? -32602 : -32000, error.hint, std::move(data));
}

std::string unknown_method(const Json& id) {
  return error_text(id, -32601, "Method not found",
                    {{"code", "not_found"}, {"hint", "There is no such method. docs/protocol.md lists them."}});
}

std::string notification(std::string_view method, std::string_view params_text) {
  return fmt::format(R"({{"jsonrpc":"2.0","method":"{}","params":{}}})", method, params_text);
}

}  // namespace startex::engine::rpc
