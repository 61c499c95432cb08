// What a WebSocket client may rely on: the handshake, messages, pings and the end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "net/raw_socket.hpp"
#include "net/test_server.hpp"
#include "support/client.hpp"

namespace startex::net::test {
namespace {

using namespace std::string_literals;
using namespace std::chrono_literals;
using startex::test::Refused;
using startex::test::WsClient;

using namespace opcode;

TEST(WebSocketHandshake, ChoosesTheSubprotocolOnlyWhenItIsOffered) {
  TestServer server;
  EXPECT_EQ(WsClient::connect("127.0.0.1", server.port(), "/echo", "token").subprotocol(), "startex.v1");
  WsClient::Options none;
  none.subprotocol = "";
  EXPECT_EQ(WsClient::connect("127.0.0.1", server.port(), "/echo", none).subprotocol(), "");
  RawSocket several(server.port());
  EXPECT_EQ(several.handshake("/echo", "Sec-WebSocket-Protocol: chat, startex.v1\r\n"), 101);
  RawSocket other(server.port());
  EXPECT_EQ(other.handshake("/echo", "Sec-WebSocket-Protocol: startex.v10, chat\r\n"), 101);
}

TEST(WebSocketHandshake, NeverNegotiatesCompressionAndNamesNoSoftware) {
  TestServer server;
  RawSocket socket(server.port());
  socket.send(
      "GET /echo HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\nSec-WebSocket-Protocol: "
      "startex.v1\r\n\r\n");
  const auto answer = socket.read_response();
  EXPECT_EQ(status_of(answer), 101);
  EXPECT_THAT(answer, testing::HasSubstr("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
  EXPECT_THAT(answer, testing::HasSubstr("Sec-WebSocket-Protocol: startex.v1\r\n"));
  EXPECT_THAT(answer, testing::Not(testing::HasSubstr("Extensions")));
  EXPECT_THAT(answer, testing::Not(testing::HasSubstr("Beast")));
}

TEST(WebSocketHandshake, TheHandlersRefusalIsAnHttpAnswer) {
  TestServer server;
  for (const int status : {401, 403, 404, 426, 429, 503}) {
    try {
      WsClient::connect("127.0.0.1", server.port(), "/refuse/" + std::to_string(status), "token");
      FAIL() << status;
    } catch (const Refused& refused) {
      EXPECT_EQ(refused.reply.status, status);
      EXPECT_EQ(refused.reply.headers.at("content-type"), "application/problem+json");
    }
  }
  RawSocket dropped(server.port());
  EXPECT_EQ(dropped.handshake("/drop"), 500);
}

TEST(WebSocketHandshake, ARefusedConnectionCanStillBeUsed) {
  TestServer server;
  RawSocket socket(server.port());
  EXPECT_EQ(socket.handshake("/refuse/401"), 401);
  EXPECT_EQ(socket.handshake("/echo"), 101);
}

TEST(WebSocketHandshake, AMalformedOneIsRefused) {
  TestServer server;
  const std::string start = "GET /echo HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\n";
  const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  const std::string version = "Sec-WebSocket-Version: 13\r\n";
  const std::string connection = "Connection: Upgrade\r\n";
  const std::vector<std::pair<int, std::string>> samples{
      {426, start + connection + key + "\r\n"},
      {426, start + connection + key + "Sec-WebSocket-Version: 8\r\n\r\n"},
      {400, start + connection + version + "\r\n"},
      {400, start + connection + version + "Sec-WebSocket-Key: short\r\n\r\n"},
      {400, start + connection + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j!Q==\r\n\r\n"},
      {400, start + connection + version + key + key + "\r\n"},
      {400, start + version + key + "\r\n"},
      {400, start + connection + version + key + "Content-Length: 3\r\n\r\nabc"},
      {400, start + connection + version + key + "\r\n" + client_frame(text, "early")},
  };
  for (const auto& [status, request] : samples) {
    RawSocket socket(server.port());
    socket.send(request);
    EXPECT_EQ(status_of(socket.read_to_end()), status) << request;
  }
}

TEST(WebSocket, MessagesOfEverySizeComeBackWhole) {
  TestServer server;
  auto client = WsClient::connect("127.0.0.1", server.port(), "/echo", "token");
  for (const std::size_t size : {0UL, 1UL, 125UL, 126UL, 127UL, 1535UL, 1536UL, 1537UL, 4096UL, 65'535UL, 65'536UL}) {
    const std::string message(size, 'm');
    client.send_text(message);
    ASSERT_EQ(client.receive(), message) << size;
  }
}

TEST(WebSocket, AMessageMayComeInPiecesWithPingsBetweenThem) {
  TestServer server;
  auto socket = web_socket(server.port());
  socket.send(client_frame(text, "a", {.fin = false}) + client_frame(ping, "one") +
              client_frame(continuation, "\xc3", {.fin = false}) + client_frame(ping, "two") +
              client_frame(continuation, "", {.fin = false}) + client_frame(continuation, "\xa9z"));
  std::vector<std::string> got;
  for (int i = 0; i < 3; ++i) {
    const auto frame = socket.read_frame();
    ASSERT_TRUE(frame.has_value());
    got.push_back(std::to_string(frame->opcode) + frame->payload);
  }
  EXPECT_THAT(got, testing::UnorderedElementsAre("10one", "10two", "1aéz"));
}

TEST(WebSocket, AFrameMayArriveByteByByte) {
  TestServer server;
  auto socket = web_socket(server.port());
  for (const char c : client_frame(text, std::string(300, 'x'))) ASSERT_TRUE(socket.send({&c, 1}));
  EXPECT_EQ(socket.read_frame()->payload, std::string(300, 'x'));
}

TEST(WebSocket, AnswersPingsWithTheirPayload) {
  TestServer server;
  auto socket = web_socket(server.port());
  for (const auto& payload : {""s, "x"s, std::string(125, 'p')}) {
    socket.send(client_frame(ping, payload));
    const auto frame = socket.read_frame();
    ASSERT_TRUE(frame.has_value());
    EXPECT_EQ(frame->opcode, pong);
    EXPECT_EQ(frame->payload, payload);
  }
  socket.send(client_frame(pong, "nobody asked") + client_frame(text, "still here"));
  EXPECT_EQ(socket.read_frame()->payload, "still here");
}

TEST(WebSocketClose, TheClientsCodeIsEchoed) {
  TestServer server;
  for (const int code : {1000, 1001, 3000, 4999}) {
    auto socket = web_socket(server.port());
    socket.send(client_frame(closing, close_payload(code, "bye")));
    EXPECT_EQ(socket.read_close(), code);
    EXPECT_TRUE(socket.closed_within(3s));
  }
  {
    auto without = web_socket(server.port());
    without.send(client_frame(closing, ""));
    const auto frame = without.read_frame();
    ASSERT_TRUE(frame.has_value());
    EXPECT_EQ(frame->opcode, closing);
    EXPECT_TRUE(without.closed_within(3s));
  }
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
}

TEST(WebSocketClose, NothingIsAnsweredBehindTheClientsClose) {
  TestServer server;
  auto socket = web_socket(server.port());
  socket.send(client_frame(closing, close_payload(1000)) + client_frame(text, "too late") +
              client_frame(ping, "too late"));
  const auto first = socket.read_frame();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->opcode, closing);
  EXPECT_EQ(socket.read_to_end(), "");
}

TEST(WebSocketClose, AConnectionThatVanishesIsNoticed) {
  TestServer server;
  {
    auto vanishing = web_socket(server.port());
    auto half = web_socket(server.port());
    half.send(client_frame(text, "cut").substr(0, 4));
    EXPECT_EQ(server.server().connections(), 2U);
  }
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
}

}  // namespace
}  // namespace startex::net::test
