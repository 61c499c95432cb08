// The real server under load, killed at random moments: what it acknowledged is there, what it showed is there, and
// everybody resumes by number without a gap or a double.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>

#include "bench/client.hpp"

namespace startex {
namespace {

namespace fs = std::filesystem;
using bench::ServerProcess;

// One person at one seat, who says numbered things, one at a time, and repeats what was not acknowledged.
struct Delegate {
  std::string seat, token;
  std::optional<bench::Socket> socket;
  std::vector<std::string> received;  // EVENT texts; received[n - 1] is number n
  std::set<std::string> acknowledged;
  std::string unanswered;  // the body of the command that is out
  int said = 0;
  std::string broken;

  std::string command_id(const std::string& body) const {
    return fmt::format("{:08x}-0000-4000-8000-{:012x}", std::hash<std::string>{}(body)&0xFFFFFFFF,
                       std::hash<std::string>{}(seat + body) & 0xFFFFFFFFFFFF);
  }
  void say() {
    if (unanswered.empty()) unanswered = fmt::format("{} says thing {}", seat, ++said);
    socket->send(
        Json{{"jsonrpc", "2.0"},
             {"id", unanswered},
             {"method", "message.send"},
             {"params", {{"channel", "trilateral"}, {"body", unanswered}, {"commandId", command_id(unanswered)}}}}
            .dump());
  }
  void take_event(const Json& event) {
    const auto n = event.at("n").get<std::size_t>();
    if (n != received.size() + 1 && broken.empty())
      broken = fmt::format("{} received number {} after number {}", seat, n, received.size());
    received.push_back(event.dump());
  }
  // True when its command was answered.
  bool take(std::string_view text) {
    const Json frame = Json::parse(text);
    if (frame.contains("method")) {
      if (frame.at("method") == "event") take_event(frame.at("params"));
      if (frame.at("method") == "events")
        for (const Json& event : frame.at("params").at("events")) take_event(event);
      return false;
    }
    if (frame.at("id") != unanswered) return false;
    if (frame.contains("result")) {
      acknowledged.insert(unanswered);
      unanswered.clear();
      return true;
    }
    return false;  // paused: it is said again after the next start
  }
};

class Killed : public testing::Test {
 protected:
  void SetUp() override {
    std::string folder = (fs::temp_directory_path() / "startex-kill-XXXXXX").string();
    data = ::mkdtemp(folder.data());
  }
  void TearDown() override { fs::remove_all(data); }

  std::unique_ptr<ServerProcess> start() const {
    return std::make_unique<ServerProcess>(STARTEX_BINARY, std::string(STARTEX_SOURCE_DIR) + "/scenarios", data);
  }

  void create(ServerProcess& server) {
    token = bench::post(server.port(), "/api/sessions", {{"token", server.facilitator_token()}})
                .body()
                .at("token")
                .get<std::string>();
    const Json made = bench::post(server.port(), "/api/exercises", {{"scenario", "iron-dome"}}, token).body();
    exercise = made.at("id").get<std::string>();
    for (const std::string seat : {"us.head", "us.defense", "rok.head", "rok.foreign", "jp.head", "jp.foreign"}) {
      const auto team = seat.substr(0, seat.find('.'));
      const Json joined =
          bench::post(server.port(), "/api/sessions",
                      {{"joinCode", made.at("joinCodes").at(team)}, {"name", "Delegate of " + seat}, {"seat", seat}})
              .body();
      delegates.push_back({seat, joined.at("token").get<std::string>(), {}, {}, {}, {}, 0, {}});
    }
  }

  // Everybody comes back with the number of their last event, play goes on, and all talk until `until`.
  void play(ServerProcess& server, bool first, std::chrono::steady_clock::time_point until) {
    bench::Socket control(server.port(), exercise, token);
    control.send(fmt::format(R"({{"jsonrpc":"2.0","id":1,"method":"{}","params":{{}}}})",
                             first ? "exercise.start" : "exercise.resume"));
    bool running = false;
    while (!running &&
           control.drain([&](std::string_view text) { running = text.find("\"result\"") != std::string_view::npos; }))
      wait(control.descriptor());
    std::vector<pollfd> polled;
    for (Delegate& delegate : delegates) {
      delegate.socket.emplace(server.port(), exercise, delegate.token);
      delegate.socket->send(
          fmt::format(R"({{"jsonrpc":"2.0","id":"subscribe","method":"exercise.subscribe","params":{{"after":{}}}}})",
                      delegate.received.size()));
      delegate.say();
      polled.push_back({delegate.socket->descriptor(), POLLIN, 0});
    }
    while (std::chrono::steady_clock::now() < until) {
      ::poll(polled.data(), polled.size(), 1);
      for (std::size_t i = 0; i < polled.size(); ++i)
        if (polled[i].revents & POLLIN) hear(delegates[i]);
    }
  }

  static void hear(Delegate& delegate) {
    bool answered = false;
    delegate.socket->drain([&](std::string_view text) { answered |= delegate.take(text); });
    if (answered) delegate.say();
  }

  static void hear_rest(Delegate& delegate) {
    try {
      while (delegate.socket->drain([&](std::string_view text) { delegate.take(text); }))
        wait(delegate.socket->descriptor());
    } catch (const std::runtime_error&) {
      // The server is gone, as it should be.
    }
  }

  static void wait(int descriptor) {
    pollfd one{descriptor, POLLIN, 0};
    ::poll(&one, 1, 100);
  }

  std::vector<std::string> lines(ServerProcess& server, const std::string& as) const {
    std::istringstream text(
        bench::get(server.port(), "/api/exercises/" + exercise + "/log?format=jsonl&as=" + as, token).text);
    std::vector<std::string> out;
    for (std::string line; std::getline(text, line);)
      if (!line.empty()) out.push_back(Json::parse(line).dump());
    return out;
  }

  std::string data, token, exercise;
  std::vector<Delegate> delegates;
};

TEST_F(Killed, LosesNothingAcknowledgedAndHasShownNothingElse) {
  const char* given = std::getenv("STARTEX_KILL_SEED");
  const auto seed = given ? std::stoull(given) : std::random_device{}();
  const char* rounds_given = std::getenv("STARTEX_KILL_ROUNDS");
  const int rounds = rounds_given ? std::stoi(rounds_given) : 100;
  SCOPED_TRACE(fmt::format("STARTEX_KILL_SEED={}", seed));
  std::mt19937_64 random(seed);

  for (int round = 0; round < rounds; ++round) {
    auto server = start();
    if (round == 0) create(*server);
    const std::chrono::milliseconds life(std::uniform_int_distribution<int>(1, 250)(random));
    play(*server, round == 0, std::chrono::steady_clock::now() + life);
    server->kill();
    // What had reached the clients' side of the sockets before the end was shown, too.
    for (Delegate& delegate : delegates) hear_rest(delegate);
    for (const Delegate& delegate : delegates) ASSERT_EQ(delegate.broken, "") << "round " << round;
  }

  auto server = start();
  const auto everything = lines(*server, "control");
  std::map<std::string, int> said;
  for (const auto& line : everything) {
    const Json event = Json::parse(line);
    if (event.at("type") == "message.sent") ++said[event.at("data").at("body").get<std::string>()];
  }
  std::size_t acknowledged = 0;
  for (const Delegate& delegate : delegates) {
    acknowledged += delegate.acknowledged.size();
    for (const auto& body : delegate.acknowledged) EXPECT_EQ(said[body], 1) << body;
    const auto kept = lines(*server, delegate.seat);
    ASSERT_GE(kept.size(), delegate.received.size()) << delegate.seat << " was shown more than the log holds";
    for (std::size_t i = 0; i < delegate.received.size(); ++i)
      ASSERT_EQ(delegate.received[i], kept[i]) << delegate.seat;
  }
  for (const auto& [body, times] : said) EXPECT_EQ(times, 1) << body;
  EXPECT_GT(acknowledged, static_cast<std::size_t>(rounds));
  const Json verified = bench::get(server->port(), "/api/exercises/" + exercise + "/verify", token).body();
  EXPECT_EQ(verified.at("ok"), true) << verified.dump();
  fmt::print("{} kills, {} acknowledged commands, {} events, seed {}\n", rounds, acknowledged, everything.size(), seed);
}

}  // namespace
}  // namespace startex
