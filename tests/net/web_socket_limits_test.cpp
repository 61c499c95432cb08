// How long and how large a message may be, and how long a client may be silent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "net/frame_watch.hpp"
#include "net/raw_socket.hpp"
#include "net/test_server.hpp"

namespace startex::net::test {
namespace {

using namespace std::chrono_literals;
using namespace opcode;

TEST(WebSocketLimits, AMessageOfTooManyPiecesIsAbuse) {
  TestServer server;
  auto socket = web_socket(server.port());
  std::string flood = client_frame(text, "", {.fin = false});
  for (int i = 0; i < 1'023; ++i) flood += client_frame(continuation, "", {.fin = false});
  socket.send(flood + client_frame(ping, "1024 are allowed"));
  EXPECT_EQ(socket.read_frame()->payload, "1024 are allowed");
  socket.send(client_frame(continuation, "", {.fin = false}));
  EXPECT_EQ(socket.read_close(), 1008);
  // Going on does not help: the answer to the close frame never comes, and the connection is cut.
  const auto start = std::chrono::steady_clock::now();
  while (socket.send(client_frame(continuation, "", {.fin = false}))) {
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, 4s);
  EXPECT_TRUE(socket.closed_within(3s));
}

TEST(WebSocketLimits, AMessageThatNeverEndsIsCutAndPingsDoNotSaveIt) {
  Options options;
  options.message_time = 300ms;
  TestServer server(options);
  auto socket = web_socket(server.port());
  socket.send(client_frame(text, "beginning", {.fin = false}) + client_frame(ping, "alive"));
  EXPECT_EQ(socket.read_close(), 1008);
  auto frame = web_socket(server.port());
  frame.send(client_frame(text, "half a frame").substr(0, 9));
  EXPECT_EQ(frame.read_close(), 1008);
  auto head = web_socket(server.port());
  head.send("\x81");
  EXPECT_EQ(head.read_close(), 1008);
}

TEST(WebSocketLimits, WhoeverSendsWholeMessagesIsNotCut) {
  Options options;
  options.message_time = 100ms;
  TestServer server(options);
  auto socket = web_socket(server.port());
  const auto until = std::chrono::steady_clock::now() + 400ms;
  while (std::chrono::steady_clock::now() < until) {
    const auto frame = client_frame(text, std::string(2'000, 'x'));
    ASSERT_TRUE(socket.send(frame.substr(0, 1'000)));
    ASSERT_TRUE(socket.send(frame.substr(1'000)));
    ASSERT_EQ(socket.read_frame()->opcode, text);
  }
}

TEST(WebSocketLimits, ASilentClientIsPingedAndThenCut) {
  Options options;
  options.web_socket_idle = 400ms;
  TestServer server(options);
  auto silent = web_socket(server.port());
  const auto asked = silent.read_frame(2s);
  ASSERT_TRUE(asked.has_value());
  EXPECT_EQ(asked->opcode, ping);
  EXPECT_TRUE(silent.closed_within(3s));
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
}

TEST(WebSocketLimits, AClientThatAnswersPingsStays) {
  Options options;
  options.web_socket_idle = 300ms;
  TestServer server(options);
  auto socket = web_socket(server.port());
  for (int i = 0; i < 6; ++i) {
    const auto asked = socket.read_frame(2s);
    ASSERT_TRUE(asked.has_value()) << i;
    ASSERT_EQ(asked->opcode, ping);
    socket.send(client_frame(pong, asked->payload));
  }
  socket.send(client_frame(text, "here"));
  EXPECT_EQ(socket.read_frame()->payload, "here");
}

TEST(FrameWatch, CountsPiecesWhereverTheBytesAreCut) {
  const std::string bytes = client_frame(text, std::string(70'000, 'x'), {.fin = false}) + client_frame(ping, "p") +
                            client_frame(continuation, "", {.fin = false}) +
                            client_frame(continuation, std::string(300, 'y'), {.fin = false});
  for (const std::size_t step : {1UL, 2UL, 3UL, 7UL, 1'000UL, bytes.size()}) {
    FrameWatch watch;
    EXPECT_FALSE(watch.midway());
    for (std::size_t at = 0; at < bytes.size(); at += step) watch.feed(std::string_view(bytes).substr(at, step));
    EXPECT_EQ(watch.fragments(), 3U);
    EXPECT_EQ(watch.ended(), 0U);  // a ping inside a message is no progress
    EXPECT_TRUE(watch.midway());
    watch.feed(client_frame(continuation, "end"));
    EXPECT_EQ(watch.fragments(), 0U);
    EXPECT_EQ(watch.ended(), 1U);
    EXPECT_FALSE(watch.midway());
    watch.feed(client_frame(ping, ""));
    EXPECT_EQ(watch.ended(), 2U);
  }
}

}  // namespace
}  // namespace startex::net::test
