// What the server sends: in order, whole, counted exactly, and never at another client's expense.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <iostream>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "net/raw_socket.hpp"
#include "net/test_server.hpp"
#include "support/client.hpp"

namespace startex::net::test {
namespace {

using namespace std::chrono_literals;
using startex::test::WsClient;
using SocketPtr = std::shared_ptr<WebSocket>;

// A socket that a test drives; everything in it belongs to the shard's thread, unless atomic.
struct Driven {
  SocketPtr socket;
  std::size_t sent = 0;
  std::size_t written = 0;
  std::size_t written_calls = 0;
  std::atomic<int> closed{0};

  void send(std::string_view payload) {
    const Frame frame = text_frame(payload);
    sent += frame->size();
    socket->send(frame);
  }
  bool balanced() const { return sent == written + socket->queued_bytes(); }
};

class Outgoing : public testing::Test {
 protected:
  Outgoing() {
    server.pushed = [this](SocketPtr socket) {
      const auto driven = std::make_shared<Driven>();
      driven->socket = socket;
      socket->start({.text = [driven](std::string_view text) { driven->send(text); },
                     .written =
                         [driven](std::size_t bytes) {
                           driven->written += bytes;
                           ++driven->written_calls;
                           EXPECT_TRUE(driven->balanced());
                         },
                     .closed = [driven] { ++driven->closed; }});
      const std::scoped_lock lock(mutex_);
      driven_.push_back(driven);
    };
  }

  ~Outgoing() override { server.stop(); }

  // The socket of the client that connected as the i-th.
  std::shared_ptr<Driven> driven(std::size_t i = 0) {
    EXPECT_TRUE(eventually([&] {
      const std::scoped_lock lock(mutex_);
      return driven_.size() > i;
    }));
    const std::scoped_lock lock(mutex_);
    return driven_.at(i);
  }

  TestServer server;

 private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<Driven>> driven_;
};

std::string numbered(int i, std::size_t size) {
  std::string text = std::to_string(i) + ":";
  text.resize(std::max(size, text.size()), static_cast<char>('a' + i % 26));
  return text;
}

TEST_F(Outgoing, FiveThousandFramesArriveInOrderThroughPingsAndSlowReading) {
  const auto seed = std::random_device{}();
  std::cout << "seed " << seed << "\n";
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::size_t> size(0, 9'000);
  constexpr int count = 5'000;
  std::vector<std::string> payloads;
  for (int i = 0; i < count; ++i) payloads.push_back(numbered(i, size(random)));

  WsClient::Options slow;
  slow.receive_buffer = 4'096;
  auto client = WsClient::connect("127.0.0.1", server.port(), "/push", slow);
  const auto end = driven();
  server.on_shard([&] {
    for (int i = 0; i < count / 2; ++i) end->send(payloads[static_cast<std::size_t>(i)]);
  });
  std::size_t pings = 0;
  for (int i = 0; i < count; ++i) {
    if (i % 10 == 0) client.ping(std::to_string(pings++));
    if (i % 50 == 0 && i < count / 2) {  // the other half comes in small turns of its own
      server.on_shard([&] {
        for (int k = 0; k < 50; ++k) end->send(payloads[static_cast<std::size_t>(count / 2 + i + k)]);
      });
    }
    const auto message = client.receive();
    ASSERT_TRUE(message.has_value()) << i;
    ASSERT_EQ(*message, payloads[static_cast<std::size_t>(i)]) << i;
  }
  client.ping("last");
  EXPECT_EQ(client.receive(200ms), std::nullopt);
  EXPECT_EQ(client.pongs().size(), pings + 1);
  server.on_shard([&] {
    EXPECT_EQ(end->socket->queued_bytes(), 0U);
    EXPECT_EQ(end->written, end->sent);
  });
}

TEST_F(Outgoing, BytesAreCountedExactlyWhileTheReaderStandsStill) {
  auto client = web_socket(server.port(), "/push", 4'096);
  const auto end = driven();
  server.on_shard([&] {
    EXPECT_EQ(end->socket->queued_bytes(), 0U);
    for (int i = 0; i < 2'000; ++i) end->send(numbered(i, 5'000));
    EXPECT_EQ(end->socket->queued_bytes(), end->sent);  // nothing leaves inside a turn
    EXPECT_EQ(end->written_calls, 0U);
  });
  std::size_t queued = 0;
  EXPECT_TRUE(eventually([&] {
    const auto before = std::exchange(queued, server.on_shard([&] { return end->socket->queued_bytes(); }));
    return before == queued && queued > 0;
  }));
  server.on_shard([&] {
    EXPECT_TRUE(end->balanced());
    EXPECT_GT(end->socket->queued_bytes(), 4U * 1024 * 1024);
  });
  for (int i = 0; i < 2'000; ++i) {
    const auto frame = client.read_frame();
    ASSERT_TRUE(frame.has_value()) << i;
    ASSERT_EQ(frame->payload, numbered(i, 5'000));
  }
  EXPECT_TRUE(eventually([&] { return server.on_shard([&] { return end->written == end->sent; }); }));
}

TEST_F(Outgoing, FramesOfOneTurnLeaveTogether) {
  auto client = WsClient::connect("127.0.0.1", server.port(), "/push", "token");
  const auto end = driven();
  server.on_shard([&] {
    for (int i = 0; i < 60; ++i) end->send(numbered(i, 100));
  });
  for (int i = 0; i < 60; ++i) ASSERT_EQ(client.receive(), numbered(i, 100));
  server.on_shard([&] { EXPECT_EQ(end->written_calls, 1U); });
}

TEST_F(Outgoing, OneFrameServesEveryRecipient) {
  std::vector<WsClient> clients;
  std::vector<std::shared_ptr<Driven>> ends;
  for (std::size_t i = 0; i < 20; ++i) {
    clients.push_back(WsClient::connect("127.0.0.1", server.port(), "/push", "token"));
    ends.push_back(driven(i));
  }
  const Frame shared = text_frame(std::string(3'000, 's'));
  server.on_shard([&] {
    for (const auto& end : ends) {
      end->sent += shared->size();
      end->socket->send(shared);
    }
    EXPECT_EQ(shared.use_count(), 21);
  });
  for (auto& client : clients) EXPECT_EQ(client.receive(), std::string(3'000, 's'));
  EXPECT_TRUE(eventually([&] { return server.on_shard([&] { return shared.use_count() == 1; }); }));
}

TEST_F(Outgoing, EveryCloseCodeArrivesWithItsReasonBehindTheLastWord) {
  std::size_t i = 0;
  for (const int code : {1000, 1001, 1008, 1012, 4001, 4008}) {
    auto client = WsClient::connect("127.0.0.1", server.port(), "/push", "token");
    const auto end = driven(i++);
    server.on_shard([&] {
      end->send("last word");
      EXPECT_TRUE(end->balanced());
      end->socket->close(static_cast<std::uint16_t>(code), "come back");
      end->socket->close(1011, "only the first close counts");
      end->socket->send(text_frame("too late"));
    });
    EXPECT_EQ(client.receive(), "last word");
    EXPECT_EQ(client.receive(), std::nullopt);
    EXPECT_EQ(client.close_code(), code);
    EXPECT_EQ(client.close_reason(), "come back");
    EXPECT_TRUE(eventually([&] { return end->closed == 1; }));
  }
}

TEST_F(Outgoing, ALongReasonIsCutBetweenCharacters) {
  auto client = WsClient::connect("127.0.0.1", server.port(), "/push", "token");
  const auto end = driven();
  std::string reason = "a";
  for (int i = 0; i < 100; ++i) reason += "é";
  server.on_shard([&] { end->socket->close(4008, reason); });
  EXPECT_EQ(client.receive(), std::nullopt);
  EXPECT_EQ(client.close_code(), 4008);
  EXPECT_EQ(client.close_reason(), reason.substr(0, 123));
}

TEST_F(Outgoing, ACloseBehindABacklogDropsWhatHasNotBegunAndComesBehindWhatHas) {
  auto client = web_socket(server.port(), "/push", 4'096);
  const auto end = driven();
  server.on_shard([&] {
    for (int i = 0; i < 1'500; ++i) end->send(numbered(i, 9'000));
  });
  std::size_t queued = 0;
  EXPECT_TRUE(eventually([&] {
    const auto before = std::exchange(queued, server.on_shard([&] { return end->socket->queued_bytes(); }));
    return before == queued && queued > 0;
  }));
  server.on_shard([&] {
    end->socket->close(4008, "too slow");
    EXPECT_LT(end->socket->queued_bytes(), 9'010U);
  });
  int next = 0;
  std::uint16_t code = 0;
  while (const auto frame = client.read_frame()) {
    if (frame->opcode == 8) {
      code = frame->close_code();
      break;
    }
    ASSERT_EQ(frame->payload, numbered(next, 9'000));
    ++next;
  }
  EXPECT_EQ(code, 4008);
  EXPECT_LT(next, 1'500);
}

TEST_F(Outgoing, APeerThatNeverReadsIsCutTwoSecondsAfterTheClose) {
  auto client = web_socket(server.port(), "/push", 4'096);
  const auto end = driven();
  const auto start = std::chrono::steady_clock::now();
  server.on_shard([&] {
    for (int i = 0; i < 1'500; ++i) end->send(numbered(i, 9'000));
    end->socket->close(4008, "too slow");
  });
  EXPECT_TRUE(eventually([&] { return end->closed == 1; }));
  EXPECT_GT(std::chrono::steady_clock::now() - start, 1'900ms);
  EXPECT_EQ(server.server().connections(), 0U);
  server.on_shard([&] { EXPECT_EQ(end->socket->queued_bytes(), 0U); });
}

TEST_F(Outgoing, ASlowReaderDelaysNobody) {
  auto slow = web_socket(server.port(), "/push", 4'096);
  const auto stuck = driven(0);
  server.on_shard([&] {
    for (int i = 0; i < 1'500; ++i) stuck->send(numbered(i, 9'000));
  });
  auto quick = WsClient::connect("127.0.0.1", server.port(), "/push", "token");
  for (int i = 0; i < 200; ++i) {
    quick.send_text(numbered(i, 500));
    ASSERT_EQ(quick.receive(), numbered(i, 500));
  }
}

TEST_F(Outgoing, ATrafficOfPingsEchoesAndPushesStaysWhole) {
  auto client = WsClient::connect("127.0.0.1", server.port(), "/push", "token");
  const auto end = driven();
  std::size_t pushed = 0;
  std::size_t echoed = 0;
  for (int i = 0; i < 500; ++i) {
    client.ping(std::to_string(i));
    client.send_text("e" + std::to_string(i));
    server.on_shard([&] { end->send("p" + std::to_string(i)); });
  }
  while (pushed + echoed < 1'000) {
    const auto message = client.receive();
    ASSERT_TRUE(message.has_value());
    std::size_t& count = message->front() == 'p' ? pushed : echoed;
    ASSERT_EQ(message->substr(1), std::to_string(count));
    ++count;
  }
  EXPECT_EQ(pushed, 500U);
  EXPECT_EQ(client.pongs().size(), 500U);
}

TEST_F(Outgoing, ASocketMayBeClosedFromItsOwnCallback) {
  std::atomic<int> closed{0};
  server.pushed = [&](SocketPtr socket) {
    socket->start({.text = [socket](std::string_view) { socket->close(1008, "not that"); },
                   .written = nullptr,
                   .closed = [&closed] { ++closed; }});
  };
  auto client = WsClient::connect("127.0.0.1", server.port(), "/push", "token");
  client.send_text("one");
  client.send_text("two");
  EXPECT_EQ(client.receive(), std::nullopt);
  EXPECT_EQ(client.close_code(), 1008);
  EXPECT_TRUE(eventually([&] { return closed == 1; }));
}

TEST_F(Outgoing, ASocketThatIsNotWantedCloses) {
  server.pushed = [](const SocketPtr&) {};
  auto dropped = web_socket(server.port(), "/push");
  EXPECT_TRUE(dropped.closed_within(3s));

  server.pushed = [](const SocketPtr& socket) { socket->close(1012, "too late"); };
  auto client = WsClient::connect("127.0.0.1", server.port(), "/push", "token");
  EXPECT_EQ(client.receive(), std::nullopt);
  EXPECT_EQ(client.close_code(), 1012);
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
}

TEST_F(Outgoing, AClientThatVanishesWithABacklogLeavesNothingBehind) {
  {
    auto client = web_socket(server.port(), "/push", 4'096);
    const auto end = driven();
    server.on_shard([&] {
      for (int i = 0; i < 1'500; ++i) end->send(numbered(i, 9'000));
    });
  }
  const auto end = driven();
  EXPECT_TRUE(eventually([&] { return end->closed == 1; }));
  server.on_shard([&] {
    EXPECT_EQ(end->socket->queued_bytes(), 0U);
    end->socket->send(text_frame("to nobody"));
    EXPECT_EQ(end->socket->queued_bytes(), 0U);
  });
  EXPECT_EQ(server.server().connections(), 0U);
}

}  // namespace
}  // namespace startex::net::test
