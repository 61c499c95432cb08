// Anonymous answers over real sockets: sealed in the record, opened after the server was killed, and in nobody else's
// hands.
#include <gtest/gtest.h>
#include <poll.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "bench/client.hpp"

namespace startex::runtime {
namespace {

namespace fs = std::filesystem;

class Questionnaires : public testing::Test {
 protected:
  Questionnaires() {
    std::string name = (fs::temp_directory_path() / "startex-questionnaires-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    start();
  }
  ~Questionnaires() override {
    server.reset();
    fs::remove_all(folder);
  }

  void start() {
    server.emplace(STARTEX_BINARY, std::string(STARTEX_SOURCE_DIR) + "/scenarios", folder);
    token = bench::post(server->port(), "/api/sessions", {{"token", server->facilitator_token()}})
                .body()
                .at("token")
                .get<std::string>();
  }

  Json exercise() {
    Json scenario = bench::get(server->port(), "/api/scenarios/first-hour", token).body();
    scenario["id"] = "asked";
    scenario["languages"] = {"en"};
    scenario.erase("translations");
    scenario["questionnaires"] = Json::parse(R"([
      { "id": "frank", "title": "Frankly", "when": "before", "anonymous": true,
        "questions": [ { "id": "say", "text": "Say it", "kind": "text" } ] } ])");
    const auto added = bench::post(server->port(), "/api/scenarios", scenario, token);
    EXPECT_EQ(added.status, 201) << added.text;
    return bench::post(server->port(), "/api/exercises", {{"scenario", "asked"}}, token).body();
  }

  // The answer to one request on a connection of its own.
  Json ask(const std::string& id, const std::string& who, const std::string& method, const Json& params) {
    bench::Socket socket(server->port(), id, who);
    socket.send(Json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}}.dump());
    Json found;
    for (int i = 0; found.is_null() && i < 500; ++i) {
      pollfd one{socket.descriptor(), POLLIN, 0};
      ::poll(&one, 1, 20);
      const bool open = socket.drain([&](std::string_view frame) {
        Json message = Json::parse(frame);
        if (message.contains("id")) found = std::move(message);
      });
      if (!open) break;
    }
    return found;
  }

  std::string folder, token;
  std::optional<bench::ServerProcess> server;
};

TEST_F(Questionnaires, AnAnonymousAnswerIsSealedInTheRecordAndSurvivesTheServersDeath) {
  const Json made = exercise();
  const auto id = made.at("id").get<std::string>();
  ASSERT_TRUE(ask(id, token, "questionnaire.open", {{"questionnaire", "frank"}}).contains("result"));
  for (const auto* name : {"Ann", "Bob", "Cat"}) {
    const auto code = made.at("joinCodes").at("us");
    const auto joined = bench::post(server->port(), "/api/sessions", {{"joinCode", code}, {"name", name}}).body();
    const Json answer{{"question", "say"}, {"text", std::string("canary of ") + name}};
    const auto told = ask(id, joined.at("token").get<std::string>(), "questionnaire.answer",
                          {{"questionnaire", "frank"}, {"answers", Json::array({answer})}});
    ASSERT_TRUE(told.contains("result")) << told;
    EXPECT_EQ(told.dump().find("canary"), std::string::npos);
  }
  server->kill();
  server.reset();
  start();
  const auto record = bench::get(server->port(), "/api/exercises/" + id + "/record", token);
  ASSERT_EQ(record.status, 200);
  EXPECT_NE(record.text.find("sealed"), std::string::npos);
  EXPECT_EQ(record.text.find("canary of"), std::string::npos);

  const auto closed = ask(id, token, "questionnaire.close", {{"questionnaire", "frank"}});
  ASSERT_TRUE(closed.contains("result")) << closed;
  const Json results = closed.at("result").at("events").at(0).at("control");
  EXPECT_EQ(results.at("answers"), 3);
  EXPECT_EQ(results.at("results").at(0).at("texts"), Json::array({"canary of Ann", "canary of Bob", "canary of Cat"}));
  const auto log = bench::get(server->port(), "/api/exercises/" + id + "/log?as=us", token);
  EXPECT_EQ(log.text.find("canary of"), std::string::npos);
}

}  // namespace
}  // namespace startex::runtime
