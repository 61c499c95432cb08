// Load on one server of its own, over loopback: what a delivery costs with durable commits, and a connection at rest.
// Nothing here passes or fails; it prints figures. bench/README.md says how to read them.
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/client.hpp"

namespace startex::bench {
namespace {

using Clock = std::chrono::steady_clock;

std::int64_t micros() {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch()).count();
}

struct Member {
  Socket socket;
  bool sender = false;
};

// One exercise with `members` people spread over all seats, running, every one of them subscribed.
class RoomUnderLoad {
 public:
  RoomUnderLoad(const ServerProcess& server, std::size_t members) {
    const auto port = server.port();
    const auto token =
        post(port, "/api/sessions", {{"token", server.facilitator_token()}}).body().at("token").get<std::string>();
    const auto made = post(port, "/api/exercises", {{"scenario", "iron-dome"}}, token);
    const auto id = made.body().at("id").get<std::string>();
    const std::vector<std::string> seats{"us.head",     "us.state", "us.defense", "rok.head",  "rok.foreign",
                                         "rok.defense", "jp.head",  "jp.foreign", "jp.defense"};
    control_.push_back({Socket(port, id, token)});
    control_[0].socket.send(R"({"jsonrpc":"2.0","id":1,"method":"exercise.start","params":{}})");
    for (std::size_t i = 0; i < members; ++i) {
      const auto& seat = seats[i % seats.size()];
      const auto team = seat.substr(0, seat.find('.'));
      const auto joined = post(
          port, "/api/sessions",
          {{"joinCode", made.body().at("joinCodes").at(team)}, {"name", fmt::format("Load {}", i)}, {"seat", seat}});
      members_.push_back({Socket(port, id, joined.body().at("token").get<std::string>())});
      members_.back().socket.send(R"({"jsonrpc":"2.0","id":1,"method":"exercise.subscribe","params":{}})");
    }
  }
  std::vector<Member>& members() { return members_; }

 private:
  std::vector<Member> control_, members_;
};

std::string message(std::int64_t sent_at) {
  return fmt::format(
      R"({{"jsonrpc":"2.0","id":2,"method":"message.send","params":{{"channel":"trilateral","body":"{:020} {}"}}}})",
      sent_at, std::string(80, 'x'));
}

struct Tally {
  std::uint64_t deliveries = 0, results = 0, refusals = 0;
  std::vector<double> latencies_us;

  double percentile(double share) {
    if (latencies_us.empty()) return 0;
    std::sort(latencies_us.begin(), latencies_us.end());
    return latencies_us[static_cast<std::size_t>(share * static_cast<double>(latencies_us.size() - 1))];
  }
};

// Polls all members until `until`; `on_result(member)` when one of its commands was answered.
template <typename OnResult, typename OnIdle>
Tally run(std::vector<Member*> members, Clock::time_point until, bool count, OnResult on_result, OnIdle on_idle) {
  Tally tally;
  std::vector<pollfd> polled;
  for (Member* member : members) polled.push_back({member->socket.descriptor(), POLLIN, 0});
  while (Clock::now() < until) {
    on_idle();
    ::poll(polled.data(), polled.size(), 1);
    for (std::size_t i = 0; i < polled.size(); ++i) {
      if (!(polled[i].revents & POLLIN)) continue;
      bool answered = false;
      members[i]->socket.drain([&](std::string_view text) {
        const auto body = text.find("\"body\":\"");
        if (text.starts_with("{\"jsonrpc\":\"2.0\",\"method\":\"event\"") && body != std::string_view::npos &&
            text.find("\"message.sent\"") != std::string_view::npos) {
          ++tally.deliveries;
          if (count)
            tally.latencies_us.push_back(
                static_cast<double>(micros() - std::stoll(std::string(text.substr(body + 8, 20)))));
        } else if (text.find("\"id\":2") != std::string_view::npos) {
          answered = true;
          text.find("\"error\"") == std::string_view::npos ? ++tally.results : ++tally.refusals;
        }
      });
      if (answered) on_result(*members[i]);
    }
  }
  return tally;
}

void all_send(const ServerProcess& server, std::size_t rooms, std::size_t size, int seconds) {
  std::vector<RoomUnderLoad> all;
  std::vector<Member*> members;
  for (std::size_t i = 0; i < rooms; ++i) all.emplace_back(server, size);
  for (auto& room : all)
    for (auto& member : room.members()) members.push_back(&member);
  run(
      members, Clock::now() + std::chrono::seconds(1), false, [](Member&) {}, [] {});
  for (Member* member : members) member->socket.send(message(micros()));
  const double cpu = server.cpu_seconds();
  const Tally tally = run(
      members, Clock::now() + std::chrono::seconds(seconds), false,
      [](Member& member) { member.socket.send(message(micros())); }, [] {});
  fmt::print(
      "W1  {} rooms x {} members, all send, closed loop: {:.0f} deliveries/s, {:.0f} commands/s, {} refused, server "
      "CPU {:.2f} us a delivery\n",
      rooms, size, static_cast<double>(tally.deliveries) / seconds, static_cast<double>(tally.results) / seconds,
      tally.refusals,
      (server.cpu_seconds() - cpu) * 1e6 / static_cast<double>(std::max<std::uint64_t>(1, tally.deliveries)));
}

void at_a_rate(const ServerProcess& server, std::size_t size, int per_second, int seconds) {
  RoomUnderLoad room(server, size);
  std::vector<Member*> members;
  for (auto& member : room.members()) members.push_back(&member);
  run(
      members, Clock::now() + std::chrono::seconds(1), false, [](Member&) {}, [] {});
  const auto began = Clock::now();
  std::int64_t sent = 0;
  Tally tally = run(
      members, began + std::chrono::seconds(seconds), true, [](Member&) {},
      [&] {
        const auto due = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began).count() *
                         per_second / 1'000'000;
        for (; sent < due; ++sent)
          members[static_cast<std::size_t>(sent) % members.size()]->socket.send(message(micros()));
      });
  fmt::print("W3  one room of {}, {} messages/s: send to delivery p50 {:.0f} us, p99 {:.0f} us over {} deliveries\n",
             size, per_second, tally.percentile(0.5), tally.percentile(0.99), tally.deliveries);
}

void at_rest(const ServerProcess& server, std::size_t rooms, std::size_t size) {
  const long before = server.resident_kib();
  std::vector<RoomUnderLoad> all;
  std::vector<Member*> members;
  const auto began = Clock::now();
  for (std::size_t i = 0; i < rooms; ++i) all.emplace_back(server, size);
  const double took = std::chrono::duration<double>(Clock::now() - began).count();
  for (auto& room : all)
    for (auto& member : room.members()) members.push_back(&member);
  run(
      members, Clock::now() + std::chrono::seconds(2), false, [](Member&) {}, [] {});
  const double connections = static_cast<double>(rooms * size);
  fmt::print(
      "W4  {:.0f} idle connections in {} exercises: {:.1f} KiB each (the exercises' state included), {:.0f} joins and "
      "connects/s\n",
      connections, rooms, static_cast<double>(server.resident_kib() - before) / connections, connections / took);
}

}  // namespace
}  // namespace startex::bench

int main(int argc, char** argv) {
  using namespace startex::bench;
  if (argc < 3) {
    fmt::print(stderr, "usage: load SERVER_BINARY SCENARIOS [SECONDS]\n");
    return 2;
  }
  const rlimit files{65536, 65536};
  ::setrlimit(RLIMIT_NOFILE, &files);
  const int seconds = argc > 3 ? std::stoi(argv[3]) : 5;
  const auto fresh = [] {
    std::string folder = (std::filesystem::temp_directory_path() / "startex-bench-XXXXXX").string();
    return std::string(::mkdtemp(folder.data()));
  };
  const auto with_server = [&](auto bench) {
    const std::string data = fresh();
    {
      ServerProcess server(argv[1], argv[2], data);
      bench(server);
    }
    std::filesystem::remove_all(data);
  };
  with_server([&](const ServerProcess& server) { all_send(server, 10, 20, seconds); });
  with_server([&](const ServerProcess& server) { at_a_rate(server, 20, 200, seconds); });
  with_server([&](const ServerProcess& server) { at_a_rate(server, 20, 2000, seconds); });
  with_server([&](const ServerProcess& server) { at_rest(server, 10, 100); });
  return 0;
}
