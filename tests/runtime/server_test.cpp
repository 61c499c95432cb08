// The whole program over real sockets: what it refuses to start with, what it answers to strangers, and that one
// exercise never hears of another.
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "bench/client.hpp"
#include "runtime/server.hpp"
#include "support/folder.hpp"

namespace startex::runtime {
namespace {

namespace fs = std::filesystem;

ServeOptions options_in(const test::Folder& folder) {
  ServeOptions options;
  options.listen = "127.0.0.1:0";
  options.data = folder.path;
  options.scenarios = test::shipped;
  options.web = "";
  return options;
}

TEST(Start, IsRefusedWithASentence) {
  const test::Folder folder;
  const auto refusal = [&](auto change) {
    ServeOptions options = options_in(folder);
    change(options);
    const auto server = Server::open(options);
    EXPECT_FALSE(server);
    return server ? std::string() : server.error();
  };
  EXPECT_NE(refusal([](auto& o) { o.listen = "nonsense"; }).find("--listen"), std::string::npos);
  EXPECT_NE(refusal([](auto& o) { o.scenarios = "/nowhere"; }).find("--scenarios"), std::string::npos);
  EXPECT_FALSE(refusal([](auto& o) { o.web = "/nowhere"; }).empty());
  EXPECT_FALSE(refusal([](auto& o) { o.data = "/proc/nowhere"; }).empty());
  std::ofstream(folder.path + "/open-token") << std::string(43, 'x');
  ::chmod((folder.path + "/open-token").c_str(), 0644);
  EXPECT_NE(refusal([&](auto& o) { o.token_file = folder.path + "/open-token"; }).find("chmod 600"), std::string::npos);
  auto first = Server::open(options_in(folder));
  ASSERT_TRUE(first) << first.error();
  const test::Folder other;
  const auto taken = (*first)->address().substr(7);
  const auto again = refusal([&](auto& o) {
    o.data = other.path;
    o.listen = taken;
  });
  EXPECT_FALSE(again.empty());
  // A second server on the same data folder is shut out by the catalog's lock.
  EXPECT_FALSE(refusal([](auto&) {}).empty());
}

class Running : public testing::Test {
 protected:
  Running() : server(STARTEX_BINARY, test::shipped, folder.path) {
    token = bench::post(server.port(), "/api/sessions", {{"token", server.facilitator_token()}})
                .body()
                .at("token")
                .get<std::string>();
    first = bench::post(server.port(), "/api/exercises", {{"scenario", "iron-dome"}, {"title", "One"}}, token).body();
    second = bench::post(server.port(), "/api/exercises", {{"scenario", "iron-dome"}, {"title", "Two"}}, token).body();
  }
  Json join(const Json& exercise, const std::string& place, const std::string& name) {
    return bench::post(server.port(), "/api/sessions",
                       {{"joinCode", exercise.at("joinCodes").at(place)}, {"name", name}})
        .body();
  }
  // The answer to one frame.
  std::string answer(bench::Socket& socket, const std::string& text, const std::string& about) {
    socket.send(text);
    std::string found;
    for (int i = 0; found.empty() && i < 300; ++i) {
      pollfd one{socket.descriptor(), POLLIN, 0};
      ::poll(&one, 1, 20);
      if (!socket.drain([&](std::string_view frame) {
            if (frame.find(about) != std::string_view::npos) found = std::string(frame);
          }))
        break;
    }
    return found;
  }
  test::Folder folder;
  bench::ServerProcess server;
  std::string token;
  Json first, second;
};

TEST_F(Running, AnswersStrangersWithoutTellingThemAnything) {
  const auto port = server.port();
  EXPECT_EQ(bench::get(port, "/healthz").status, 200);
  EXPECT_EQ(bench::get(port, "/readyz").status, 200);
  EXPECT_EQ(bench::get(port, "/metrics").status, 200);
  EXPECT_EQ(bench::get(port, "/api/exercises").status, 401);
  EXPECT_EQ(bench::get(port, "/api/nothing").status, 404);
  EXPECT_EQ(bench::post(port, "/healthz", Json::object()).status, 405);
  EXPECT_EQ(bench::post(port, "/api/sessions", {{"token", "wrong"}}).body().at("code"), "token_invalid");
  EXPECT_EQ(bench::post(port, "/api/sessions", {{"joinCode", "22222222"}, {"name", "X"}}).body().at("code"),
            "join_code_invalid");
  EXPECT_EQ(bench::post(port, "/api/sessions", {{"joinCode", "?"}, {"name", "X"}}).status, 403);
  EXPECT_EQ(bench::post(port, "/api/sessions", Json::array()).status, 400);
}

TEST_F(Running, LimitsWrongTriesAndStillLetsAClassIn) {
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(bench::post(server.port(), "/api/sessions", {{"joinCode", "22222222"}, {"name", "X"}}).status, 403);
  EXPECT_EQ(bench::post(server.port(), "/api/sessions", {{"joinCode", "22222222"}, {"name", "X"}}).status, 429);
}

TEST_F(Running, SixtyStudentsJoinBehindOneAddress) {
  for (int i = 0; i < 60; ++i)
    EXPECT_TRUE(join(first, i % 2 ? "us" : "jp", "Student " + std::to_string(i)).contains("token"));
  EXPECT_EQ(
      bench::get(server.port(), "/api/exercises/" + first.at("id").get<std::string>(), token).body().at("participants"),
      60);
}

TEST_F(Running, AFacilitatorSaysTheirNameAndItGoesWithWhatTheyDo) {
  const auto port = server.port();
  const auto sign_in = [&](const Json& more) {
    Json body{{"token", server.facilitator_token()}};
    body.update(more);
    return bench::post(port, "/api/sessions", body).body().at("token").get<std::string>();
  };
  const auto kim = sign_in({{"name", "Kim"}}), lee = sign_in(Json::object());
  EXPECT_EQ(bench::get(port, "/api/sessions/current", kim).body(), Json({{"name", "Kim"}, {"role", "facilitator"}}));
  EXPECT_EQ(bench::get(port, "/api/sessions/current", lee).body(), Json({{"role", "facilitator"}}));
  EXPECT_EQ(bench::post(port, "/api/sessions/current", {{"name", ""}}, lee).status, 422);
  EXPECT_EQ(bench::post(port, "/api/sessions/current", {{"name", "Lee"}}, lee).body().at("name"), "Lee");
  const auto ann = join(first, "us", "Ann").at("token").get<std::string>();
  EXPECT_EQ(bench::post(port, "/api/sessions/current", {{"name", "Control"}}, ann).status, 403);

  const auto id = first.at("id").get<std::string>();
  bench::Socket one(port, id, kim), two(port, id, lee), student(port, id, ann);
  const std::string start = R"({"jsonrpc":"2.0","id":1,"method":"exercise.start","params":{}})";
  EXPECT_NE(answer(one, start, "exercise.started").find("\"facilitator\":\"Kim\""), std::string::npos);
  const std::string all = R"({"jsonrpc":"2.0","id":2,"method":"exercise.subscribe","params":{}})";
  EXPECT_NE(answer(two, all, "exercise.started").find("\"facilitator\":\"Kim\""), std::string::npos);
  EXPECT_EQ(answer(student, all, "exercise.started").find("Kim"), std::string::npos);
}

TEST_F(Running, OneExerciseNeverHearsOfAnother) {
  const auto ann = join(first, "us", "Ann").at("token").get<std::string>();
  const auto mine = first.at("id").get<std::string>(), other = second.at("id").get<std::string>();
  const auto own = bench::get(server.port(), "/api/exercises/" + mine, ann);
  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(own.text.find("joinCodes"), std::string::npos);
  const auto foreign = bench::get(server.port(), "/api/exercises/" + other, ann);
  const auto missing = bench::get(server.port(), "/api/exercises/" + std::string(16, '0'), ann);
  EXPECT_EQ(foreign.status, 404);
  EXPECT_EQ(foreign.text, missing.text);
  EXPECT_EQ(bench::get(server.port(), "/api/exercises/" + mine + "/record", ann).status, 403);
  EXPECT_EQ(bench::get(server.port(), "/api/exercises/" + mine + "/log", ann).status, 409);
  EXPECT_THROW(bench::Socket(server.port(), other, ann), std::runtime_error);
  EXPECT_THROW(bench::Socket(server.port(), mine, "no-token"), std::runtime_error);
}

TEST_F(Running, BadFramesGetOneErrorAndTheConnectionLives) {
  const auto joined = join(first, "us", "Ann");
  bench::Socket socket(server.port(), first.at("id").get<std::string>(), joined.at("token").get<std::string>());
  EXPECT_NE(answer(socket, "not json", "-32700").find("\"id\":null"), std::string::npos);
  EXPECT_FALSE(answer(socket, R"({"jsonrpc":"2.0","id":1})", "-32600").empty());
  EXPECT_FALSE(answer(socket, R"([{"jsonrpc":"2.0","id":1,"method":"x"}])", "-32600").empty());
  EXPECT_FALSE(answer(socket, R"({"jsonrpc":"2.0","id":2,"method":"no.such"})", "-32601").empty());
  EXPECT_FALSE(
      answer(socket, R"({"jsonrpc":"2.0","id":3,"method":"participant.join","params":{"name":"X","role":"evaluator"}})",
             "-32601")
          .empty());
  EXPECT_FALSE(
      answer(socket, R"({"jsonrpc":"2.0","id":4,"method":"seat.claim","params":{"seat":7}})", "/seat").empty());
  EXPECT_FALSE(
      answer(socket, R"({"jsonrpc":"2.0","id":5,"method":"seat.claim","params":{"seat":"us.head","x":1}})", "/x")
          .empty());
  EXPECT_FALSE(
      answer(socket, R"({"jsonrpc":"2.0","id":6,"method":"message.send","params":{"channel":"trilateral","body":"x"}})",
             "forbidden")
          .empty());
  EXPECT_FALSE(
      answer(socket, R"({"jsonrpc":"2.0","id":7,"method":"seat.claim","params":{"seat":"us.head"}})", "seat.claimed")
          .empty());
  EXPECT_FALSE(
      answer(socket, R"({"jsonrpc":"2.0","id":8,"method":"message.send","params":{"channel":"trilateral","body":"x"}})",
             "not_running")
          .empty());
}

TEST_F(Running, TheReviewShowsAsMuchAsControlHasOpened) {
  const auto id = first.at("id").get<std::string>();
  const auto ann = join(first, "us", "Ann").at("token").get<std::string>();
  bench::Socket control(server.port(), id, token);
  const auto act = [&](const std::string& method, const std::string& params, const std::string& event) {
    static int request = 0;
    EXPECT_FALSE(answer(control,
                        R"({"jsonrpc":"2.0","id":)" + std::to_string(++request) + R"(,"method":")" + method +
                            R"(","params":)" + params + "}",
                        event)
                     .empty())
        << method;
  };
  const auto status = [&](const std::string& what, const std::string& as) {
    return bench::get(server.port(), "/api/exercises/" + id + what + "?as=" + as, ann).status;
  };
  act("exercise.start", "{}", "exercise.started");
  act("exercise.end", "{}", "exercise.ended");
  EXPECT_EQ(status("/log", "us"), 409);
  EXPECT_EQ(status("/log", "jp"), 404);
  act("review.open", "{}", "review.opened");
  EXPECT_EQ(status("/log", "us"), 200);
  for (const auto* as : {"jp", "us.head", "observer", "evaluator", "control", "nobody"}) {
    EXPECT_EQ(status("/log", as), 404) << as;
    EXPECT_EQ(status("/replay.html", as), 404) << as;
  }
  act("review.open", R"({"scope":"all"})", "review.opened");
  for (const auto* as : {"us", "jp", "jp.head", "observer"}) EXPECT_EQ(status("/log", as), 200) << as;
  for (const auto* as : {"evaluator", "control", "nobody"}) EXPECT_EQ(status("/log", as), 404) << as;
  // This server has no web client, and says so to those who may ask.
  EXPECT_EQ(status("/replay.html", "us"), 503);
  EXPECT_EQ(bench::get(server.port(), "/api/exercises/" + id + "/replay.html").status, 401);
}

TEST_F(Running, AScenarioWithFaultsIsAnsweredWithAllOfThem) {
  const auto refused = bench::post(server.port(), "/api/scenarios", {{"id", "x"}}, token);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body().at("code"), "scenario_invalid");
  EXPECT_FALSE(refused.body().at("faults").empty());
  const Json whole = bench::get(server.port(), "/api/scenarios/iron-dome", token).body();
  EXPECT_EQ(bench::post(server.port(), "/api/scenarios", whole, token).status, 201);
  EXPECT_EQ(bench::post(server.port(), "/api/exercises", {{"scenario", "missing"}}, token).status, 404);
}

TEST_F(Running, TheGuideComesWithTheExerciseAndOnlyToFacilitators) {
  const auto path = "/api/exercises/" + first.at("id").get<std::string>() + "/guide";
  const auto guide = bench::get(server.port(), path, token);
  EXPECT_EQ(guide.status, 200);
  EXPECT_NE(guide.text.find("## Prepare"), std::string::npos) << guide.text.substr(0, 200);
  EXPECT_EQ(bench::get(server.port(), path).status, 401);
  EXPECT_EQ(bench::get(server.port(), "/api/exercises/0000000000000000/guide", token).status, 404);
  Json bare = bench::get(server.port(), "/api/scenarios/iron-dome", token).body();
  bare.erase("guide");
  bare["id"] = "bare";
  EXPECT_EQ(bench::post(server.port(), "/api/scenarios", bare, token).status, 201);
  const auto other = bench::post(server.port(), "/api/exercises", {{"scenario", "bare"}}, token).body().at("id");
  EXPECT_EQ(bench::get(server.port(), "/api/exercises/" + other.get<std::string>() + "/guide", token).status, 404);
}

TEST_F(Running, TheRecordVerifiesAndAnEditedOneDoesNot) {
  const auto id = first.at("id").get<std::string>();
  EXPECT_EQ(bench::get(server.port(), "/api/exercises/" + id + "/verify", token).body().at("ok"), true);
  const auto record = bench::get(server.port(), "/api/exercises/" + id + "/record", token);
  ASSERT_EQ(record.status, 200);
  const std::string path = folder.path + "/copy.record.jsonl";
  std::ofstream(path, std::ios::binary) << record.text;
  EXPECT_EQ(std::system((std::string(STARTEX_BINARY) + " verify " + path + " > /dev/null").c_str()), 0);
  std::string edited = record.text;
  const auto at = edited.find("EXERCISE – EXERCISE");
  ASSERT_NE(at, std::string::npos);
  edited[at] = 'e';
  std::ofstream(path, std::ios::binary) << edited;
  EXPECT_NE(std::system((std::string(STARTEX_BINARY) + " verify " + path + " > /dev/null").c_str()), 0);
}

}  // namespace
}  // namespace startex::runtime
