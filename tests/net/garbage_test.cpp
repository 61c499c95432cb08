// Sessions with bytes changed, cut out, doubled and cut short at random: whatever they do, the server serves the next
// client, forgets the connection, and answers in HTTP or not at all.
#include <gtest/gtest.h>

#include <iostream>
#include <random>
#include <string>

#include "net/raw_socket.hpp"
#include "net/test_server.hpp"
#include "support/client.hpp"

namespace startex::net::test {
namespace {

using namespace std::chrono_literals;

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t end) {
  return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
}

std::string mutated(std::string bytes, Random& random) {
  const std::size_t changes = 1 + below(random, 4);
  for (std::size_t i = 0; i < changes && !bytes.empty(); ++i) {
    const std::size_t at = below(random, bytes.size());
    const std::size_t count = 1 + below(random, 8);
    switch (below(random, 5)) {
      case 0:
        bytes[at] = static_cast<char>(below(random, 256));
        break;
      case 1:
        bytes.erase(at, count);
        break;
      case 2:
        bytes.insert(at, bytes.substr(below(random, bytes.size()), count));
        break;
      case 3:
        bytes.insert(at, count, static_cast<char>(below(random, 256)));
        break;
      default:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(random, 8)));
    }
  }
  return bytes;
}

std::string frames() {
  return client_frame(opcode::text, "hello") + client_frame(opcode::ping, "p") +
         client_frame(opcode::text, std::string(200, 'a'), {.fin = false}) +
         client_frame(opcode::continuation, std::string(70, 'b')) +
         client_frame(opcode::closing, close_payload(1000, "bye"));
}

TEST(Garbage, NeverHarmsTheServer) {
  const auto seed = std::random_device{}();
  std::cout << "seed " << seed << "\n";
  Random random(seed);
  TestServer server;
  const std::string request =
      "POST /echo?a=b%20c HTTP/1.1\r\nHost: here\r\nCookie: a=b\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;x\r\nhello\r\n0\r\n\r\nGET /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nok";
  const std::string upgrade =
      "GET /echo HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: startex.v1\r\n\r\n";
  for (int i = 0; i < 600; ++i) {
    RawSocket socket(server.port());
    switch (i % 3) {
      case 0:
        socket.send(mutated(request, random));
        break;
      case 1:
        socket.send(mutated(upgrade, random));
        break;
      default:
        ASSERT_EQ(socket.handshake("/echo"), 101);
        socket.send(mutated(frames(), random));
    }
    socket.shutdown_send();
    const std::string answer = socket.read_to_end(2s);
    if (i % 3 != 2 && !answer.empty()) {
      ASSERT_NE(status_of(answer), 0) << answer;
    }
  }
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
  EXPECT_EQ(startex::test::HttpClient("127.0.0.1", server.port()).request("GET", "/echo").status, 200);
}

}  // namespace
}  // namespace startex::net::test
