// The listener: limits, bad times, and errors that are sentences.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "net/raw_socket.hpp"
#include "net/test_server.hpp"
#include "support/client.hpp"

namespace startex::net::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const std::string get = "GET /echo HTTP/1.1\r\nHost: here\r\n\r\n";

TEST(Listener, APortInUseIsASentence) {
  TestServer first;
  boost::asio::io_context front;
  Options options;
  options.port = first.port();
  const auto second = Server::open(front, options, first);
  ASSERT_FALSE(second.has_value());
  EXPECT_THAT(second.error(), HasSubstr("Port " + std::to_string(first.port()) + " on 127.0.0.1 is in use"));
}

TEST(Listener, AnAddressThatIsNoneIsASentence) {
  TestServer handler;
  boost::asio::io_context front;
  for (const auto* address : {"nonsense", "203.0.113.1"}) {
    Options options;
    options.address = address;
    const auto server = Server::open(front, options, handler);
    ASSERT_FALSE(server.has_value());
    EXPECT_THAT(server.error(), HasSubstr(address));
  }
}

TEST(Listener, BeyondItsPlacesEverybodyGetsA503AtOnce) {
  Options options;
  options.connections_max = 5;
  TestServer server(options);
  std::vector<RawSocket> inside;
  for (int i = 0; i < 5; ++i) {
    inside.emplace_back(server.port());
    ASSERT_EQ(inside.back().handshake("/echo"), 101);
  }
  for (int i = 0; i < 20; ++i) {
    RawSocket outside(server.port());
    outside.send(get);
    const auto answer = outside.read_to_end();
    EXPECT_EQ(status_of(answer), 503);
    EXPECT_THAT(answer, HasSubstr("\"code\":\"unavailable\""));
    EXPECT_THAT(answer, HasSubstr("Retry-After: 60\r\n"));
  }
  inside.front().send(client_frame(1, "still served"));
  EXPECT_EQ(inside.front().read_frame()->payload, "still served");
  inside.clear();
  ASSERT_TRUE(eventually([&] { return server.server().connections() == 0; }));
  RawSocket again(server.port());
  again.send(get);
  EXPECT_EQ(status_of(again.read_response()), 200);
}

TEST(Listener, AThousandWebSocketsAtOnce) {
  TestServer server;
  std::vector<RawSocket> sockets;
  for (int i = 0; i < 1'000; ++i) {
    sockets.emplace_back(server.port());
    ASSERT_EQ(sockets.back().handshake("/echo"), 101) << i;
  }
  EXPECT_EQ(server.server().connections(), 1'000U);
  for (std::size_t i = 0; i < sockets.size(); ++i) sockets[i].send(client_frame(1, std::to_string(i)));
  for (std::size_t i = 0; i < sockets.size(); ++i) ASSERT_EQ(sockets[i].read_frame()->payload, std::to_string(i));
  sockets.clear();
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
}

TEST(Listener, ComesAndGoesByTheHundredLeaveNothing) {
  TestServer server;
  const auto storm = [&](unsigned seed) {
    for (unsigned i = 0; i < 150; ++i) {
      RawSocket socket(server.port());
      switch ((seed + i) % 4) {
        case 0:
          break;
        case 1:
          socket.send(get.substr(0, i % get.size()));
          break;
        case 2:
          socket.handshake("/echo");
          break;
        default:
          socket.send(get);
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned seed = 0; seed < 4; ++seed) threads.emplace_back(storm, seed);
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
}

TEST(Listener, HalfHandshakesAreCutWhileOthersAreServed) {
  Options options;
  options.header_time = 300ms;
  TestServer server(options);
  std::vector<RawSocket> slow;
  for (int i = 0; i < 200; ++i) {
    slow.emplace_back(server.port());
    slow.back().send("GET /echo HTTP/1.1\r\nHost:");
  }
  startex::test::HttpClient real("127.0.0.1", server.port());
  EXPECT_EQ(real.request("GET", "/echo").status, 200);
  for (auto& socket : slow) EXPECT_EQ(status_of(socket.read_to_end()), 408);
}

// When file descriptors run out, connections wait, and are served once some are free.
TEST(Listener, SurvivesTheEndOfFileDescriptors) {
  TestServer server;
  RawSocket inside(server.port());
  ASSERT_EQ(inside.handshake("/echo"), 101);
  RawSocket waiting_later(server.port());
  waiting_later.send(get);
  ASSERT_EQ(status_of(waiting_later.read_response()), 200);

  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const int probe = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::close(probe);
  rlimit tight = before;
  tight.rlim_cur = static_cast<rlim_t>(probe) + 1;  // one more may be opened: the client's own end
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
  RawSocket waiting(server.port());
  waiting.send(get);
  const auto early = waiting.read_response(300ms);
  inside.send(client_frame(1, "still served"));
  const auto echo = inside.read_frame();
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);

  EXPECT_EQ(early, "");
  EXPECT_EQ(echo->payload, "still served");
  EXPECT_EQ(status_of(waiting.read_response()), 200);
}

TEST(Listener, StoppedItAcceptsNobodyAndFinishesWhatItHas) {
  TestServer server;
  RawSocket kept(server.port());
  kept.send(get);
  ASSERT_EQ(status_of(kept.read_response()), 200);
  RawSocket playing(server.port());
  ASSERT_EQ(playing.handshake("/echo"), 101);
  server.server().stop_accepting();
  EXPECT_TRUE(eventually([&] {
    try {
      RawSocket(server.port());
      return false;
    } catch (const std::runtime_error&) {
      return true;
    }
  }));
  kept.send(get);
  EXPECT_THAT(kept.read_to_end(), HasSubstr("Connection: close\r\n"));
  playing.send(client_frame(1, "on"));
  EXPECT_EQ(playing.read_frame()->payload, "on");
}

TEST(Listener, AServerMayEndInTheMiddleOfEverythingAndKeepsNothing) {
  std::vector<std::weak_ptr<WebSocket>> sockets;
  std::vector<RawSocket> clients;
  {
    TestServer server;
    server.pushed = [&sockets](const std::shared_ptr<WebSocket>& socket) {
      sockets.push_back(socket);
      const auto closed_with_itself = [socket] { EXPECT_EQ(socket->queued_bytes(), 0U); };
      socket->start({.text = nullptr, .written = nullptr, .closed = closed_with_itself});
      const Frame frame = text_frame(std::string(60'000, 'x'));
      for (int i = 0; i < 200; ++i) socket->send(frame);
      if (sockets.size() % 2 == 0) socket->close(1012, "restart");
    };
    for (int i = 0; i < 6; ++i) {
      clients.push_back(web_socket(server.port(), "/push", 4'096));
      clients.back().send(client_frame(opcode::ping, "p") + client_frame(opcode::text, "half").substr(0, 5));
      clients.emplace_back(server.port());
      clients.back().send(get.substr(0, 20));
      clients.emplace_back(server.port(), 4'096);
      clients.back().send("GET /big HTTP/1.1\r\nHost: here\r\n\r\n");
    }
    ASSERT_TRUE(eventually([&] { return server.on_shard([&] { return sockets.size() == 6; }); }));
  }
  for (const auto& socket : sockets) EXPECT_TRUE(socket.expired());
}

}  // namespace
}  // namespace startex::net::test
