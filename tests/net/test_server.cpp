#include "net/test_server.hpp"

#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include "json/json.hpp"

namespace startex::net::test {
namespace {

Response echo_of(const Request& request) {
  const Json echo{{"method", request.method}, {"path", request.path},     {"query", request.query},
                  {"body", request.body},     {"remote", request.remote}, {"loopback", request.loopback}};
  Response response;
  response.body = json::to_text(echo);
  return response;
}

Response not_found() { return problem(404, "not_found", "Not found", "Look elsewhere."); }

void echo(const std::shared_ptr<WebSocket>& socket) {
  // The socket lets go of its callbacks when it closes, and with them of itself.
  socket->start({.text = [socket](std::string_view text) { socket->send(text_frame(text)); },
                 .written = nullptr,
                 .closed = nullptr});
}

}  // namespace

Frame text_frame(std::string_view payload) {
  std::string bytes("\x81", 1);
  const auto put = [&bytes](std::size_t byte) { bytes.push_back(static_cast<char>(byte & 0xff)); };
  if (payload.size() < 126) {
    put(payload.size());
  } else {
    const int width = payload.size() < 65'536 ? 2 : 8;
    put(width == 2 ? 126 : 127);
    for (int i = width - 1; i >= 0; --i) put(payload.size() >> (8 * i));
  }
  bytes += payload;
  return std::make_shared<const std::string>(std::move(bytes));
}

TestServer::TestServer(Options options) : big_(std::make_shared<const std::string>(4 * 1024 * 1024, 'b')) {
  auto server = Server::open(front_, std::move(options), *this);
  if (!server) throw std::runtime_error(server.error());
  server_.emplace(std::move(*server));
  front_thread_ = std::jthread([this] { front_.run(); });
  shard_thread_ = std::jthread([this] { shard_.run(); });
}

TestServer::~TestServer() { stop(); }

void TestServer::stop() {
  front_.stop();
  shard_.stop();
  if (front_thread_.joinable()) front_thread_.join();
  if (shard_thread_.joinable()) shard_thread_.join();
}

void TestServer::on_request(Request request, Reply reply) {
  if (request.path == "/echo") return reply(echo_of(request));
  if (request.path == "/thread") return std::thread([reply, request] { reply(echo_of(request)); }).join();
  if (request.path == "/drop") return;
  if (request.path == "/nothing")
    return reply({.status = 204, .content_type = {}, .headers = {}, .body = {}, .shared_body = {}});
  Response response = not_found();
  if (request.path == "/twice") {
    reply(echo_of(request));
  } else if (request.path == "/big") {
    response = {.status = 200, .content_type = "text/plain", .headers = {}, .body = {}, .shared_body = big_};
  }
  reply(std::move(response));
}

void TestServer::on_upgrade(Request request, UpgradeReply reply) {
  if (request.path == "/echo") return reply(Accepted{shard_, echo});
  if (request.path == "/push") return reply(Accepted{shard_, pushed});
  if (request.path == "/drop") return;
  if (request.path.starts_with("/refuse/")) {
    return reply(problem(std::atoi(request.path.c_str() + 8), "refused", "Refused", "Do not come here."));
  }
  reply(not_found());
}

bool eventually(const std::function<bool()>& condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (std::chrono::steady_clock::now() < until) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return condition();
}

}  // namespace startex::net::test
