// Frames that break the protocol or its limits end their own connection, with the right code, at no cost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include "net/raw_socket.hpp"
#include "net/test_server.hpp"
#include "support/client.hpp"

namespace startex::net::test {
namespace {

using namespace std::chrono_literals;
using namespace opcode;
using namespace std::string_literals;
using startex::test::WsClient;

std::size_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  in >> total >> resident;
  return resident * 4096;
}

struct Wrong {
  const char* name;
  std::string bytes;
  std::vector<int> codes;  // any of these; 0: closed without a close frame
};

void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }

std::vector<Wrong> wrongs() {
  return {
      {"Unmasked", client_frame(text, "x", {.masked = false}), {1002}},
      {"Reserved1", client_frame(text, "x", {.reserved = 4}), {1002}},
      {"Reserved2", client_frame(text, "x", {.reserved = 2}), {1002}},
      {"Reserved3", client_frame(text, "x", {.reserved = 1}), {1002}},
      {"Opcode3", client_frame(3, "x"), {1002}},
      {"Opcode7", client_frame(7, ""), {1002}},
      {"Opcode11", client_frame(11, "x"), {1002}},
      {"Opcode15", client_frame(15, ""), {1002}},
      {"LongPing", client_frame(ping, std::string(126, 'p')), {1002}},
      {"FragmentedPing", client_frame(ping, "p", {.fin = false}), {1002}},
      {"FragmentedClose", client_frame(closing, close_payload(1000), {.fin = false}), {1002}},
      {"ContinuationOfNothing", client_frame(continuation, "x"), {1002}},
      {"TextInsideAMessage", client_frame(text, "x", {.fin = false}) + client_frame(text, "y"), {1002}},
      {"LengthNotShortest", "\x81\xfe\x00\x05\x12\x34\x56\x78"s + "12345", {1002}},
      {"LengthNotShortest64", "\x81\xff\x00\x00\x00\x00\x00\x00\x00\x05\x12\x34\x56\x78"s + "12345", {1002}},
      {"CloseOfOneByte", client_frame(closing, "x"), {1002}},
      {"CloseWithReservedCode", client_frame(closing, close_payload(1005)), {1002}},
      {"CloseWithCode999", client_frame(closing, close_payload(999)), {1002}},
      {"CloseWithBrokenReason", client_frame(closing, close_payload(1000, "\xff")), {1002, 1007}},
      {"Binary", client_frame(binary, "x"), {1003}},
      {"BrokenUtf8", client_frame(text, "a\xc3("), {1007}},
      {"OverlongUtf8", client_frame(text, "\xc0\xaf"), {1007}},
      {"SurrogateUtf8", client_frame(text, "\xed\xa0\x80"), {1007}},
      {"CutUtf8", client_frame(text, "a\xe2\x82"), {1007}},
      {"BrokenUtf8AcrossPieces", client_frame(text, "\xe2", {.fin = false}) + client_frame(continuation, "a"), {1007}},
      {"TooLong", client_frame(text, std::string(65'537, 'x')), {1009}},
      {"TooLongInPieces",
       client_frame(text, std::string(40'000, 'x'), {.fin = false}) +
           client_frame(continuation, std::string(40'000, 'x')),
       {1009}},
      {"Announced2To40", client_frame(text, "x", {.announced = 1ULL << 40}), {1009}},
      {"Announced2To62", client_frame(text, "x", {.announced = 1ULL << 62}), {1009}},
      {"Announced2To63", client_frame(text, "x", {.announced = 1ULL << 63}), {1002, 1009}},
      {"AnnouncedAllOnes", client_frame(text, "x", {.announced = ~0ULL}), {1002, 1009}},
  };
}

class WrongFrames : public testing::TestWithParam<Wrong> {};

TEST_P(WrongFrames, EndThisConnectionWithACodeAndNoOther) {
  TestServer server;
  auto bystander = WsClient::connect("127.0.0.1", server.port(), "/echo", "token");
  auto socket = web_socket(server.port());
  const std::size_t before = resident_bytes();
  socket.send(client_frame(text, "first"));
  EXPECT_EQ(socket.read_frame()->payload, "first");
  socket.send(GetParam().bytes);
  EXPECT_THAT(GetParam().codes, testing::Contains(static_cast<int>(socket.read_close())));
  EXPECT_TRUE(socket.closed_within(3s));
  EXPECT_LT(resident_bytes(), before + 4 * 1024 * 1024);
  bystander.send_text("unharmed");
  EXPECT_EQ(bystander.receive(), "unharmed");
}

INSTANTIATE_TEST_SUITE_P(WebSocket, WrongFrames, testing::ValuesIn(wrongs()),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(WebSocketClose, WhoBreaksTheProtocolDuringTheClosingHandshakeIsCutToo) {
  TestServer server;
  auto socket = web_socket(server.port());
  socket.send(client_frame(binary, "closed with 1003") + client_frame(5, "and then nonsense"));
  EXPECT_EQ(socket.read_close(), 1003);
  EXPECT_TRUE(socket.closed_within(4s));
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
}

}  // namespace
}  // namespace startex::net::test
