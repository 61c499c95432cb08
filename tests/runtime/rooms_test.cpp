// What a facilitator does with exercises as a whole, over real sockets: class lists and personal codes, copies, the
// archive, deletion, parallel worlds.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "bench/client.hpp"
#include "json/json.hpp"
#include "support/client.hpp"
#include "support/folder.hpp"

namespace startex::runtime {
namespace {

namespace fs = std::filesystem;

struct Answer {
  int status = 0;
  std::string text;
  Json body() const { return Json::parse(text, nullptr, false); }
  std::string code() const { return body().value("code", ""); }
};

class Rooms : public testing::Test {
 protected:
  Rooms() : server(std::make_unique<bench::ServerProcess>(STARTEX_BINARY, test::shipped, folder.path)) {
    token = call("POST", "/api/sessions", {{"token", server->facilitator_token()}}).body().at("token");
    made = call("POST", "/api/exercises", {{"scenario", "first-hour"}, {"title", "One"}}).body();
    id = made.at("id");
  }
  Answer raw(const std::string& method, const std::string& path, const std::string& body, const std::string& type) {
    test::HttpClient http("127.0.0.1", server->port());
    auto headers = token.empty() ? test::Headers{} : test::bearer(token);
    headers.emplace_back("Content-Type", type);
    const auto reply = http.request(method, path, headers, body);
    return {reply.status, reply.body};
  }
  Answer call(const std::string& method, const std::string& path, const Json& body = nullptr) {
    return raw(method, path, body.is_null() ? "" : body.dump(), "application/json");
  }
  Answer as(const std::string& someone, const std::string& method, const std::string& path) {
    const auto mine = std::exchange(token, someone);
    const auto answer = call(method, path);
    token = mine;
    return answer;
  }
  Answer upload(const std::string& csv, const std::string& query = "") {
    return raw("POST", "/api/exercises/" + id + "/roster" + query, csv, "text/csv");
  }
  Json roster() { return call("GET", "/api/exercises/" + id + "/roster").body().at("people"); }
  // From a browser of their own: whoever signs in again in one that has a session leaves that one.
  Answer enter(const Json& params) {
    const auto mine = std::exchange(token, "");
    const auto answer = call("POST", "/api/sessions", params);
    token = mine;
    return answer;
  }
  Json join(const std::string& code) {
    const auto answer = enter({{"joinCode", code}});
    EXPECT_EQ(answer.status, 201) << answer.text;
    return answer.body();
  }
  void restart() {
    server.reset();
    server = std::make_unique<bench::ServerProcess>(STARTEX_BINARY, test::shipped, folder.path);
  }

  test::Folder folder;
  std::unique_ptr<bench::ServerProcess> server;
  std::string token, id;
  Json made;
};

TEST_F(Rooms, AClassListBecomesPersonalCodesAndEachLeadsToOneSeat) {
  const auto preview = upload("name,team,email\nSato,jp,s@x.jp\nKim,mars,\n", "?dry=1");
  EXPECT_EQ(preview.status, 200);
  EXPECT_EQ(preview.body().at("faults").at(0).at("line"), 3);
  const auto refused = upload("name,team,email\nSato,jp,s@x.jp\nKim,mars,\n");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "roster_invalid");
  EXPECT_TRUE(roster().empty());

  const auto added = upload("name,team,seat,email\nSato,jp,head,s@x.jp\nKim,rok,,\n=cmd(),us,,\n");
  EXPECT_EQ(added.status, 201) << added.text;
  EXPECT_EQ(added.body().at("added"), 3);
  EXPECT_EQ(upload("name,team,seat,email\nSato,jp,head,s@x.jp\n").body().at("added"), 0);
  const auto people = roster();
  ASSERT_EQ(people.size(), 3U);
  EXPECT_EQ(people[0].at("state"), "waiting");

  const auto first = join(people[0].at("code"));
  EXPECT_EQ(first.at("seat"), "jp.head");
  const auto again = join(people[0].at("code"));
  EXPECT_EQ(again.at("participant"), first.at("participant"));
  EXPECT_NE(again.at("token"), first.at("token"));
  EXPECT_EQ(as(first.at("token"), "GET", "/api/sessions/current").body().at("name"), "Sato");
  EXPECT_EQ(call("GET", "/api/exercises/" + id).body().at("participants"), 1);
  EXPECT_EQ(roster()[0].at("state"), "in");

  const auto csv = call("GET", "/api/exercises/" + id + "/roster?format=csv").text;
  EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBFname,email,team,seat,code,link\r\n"));
  EXPECT_NE(csv.find("/j#" + people[0].at("code").get<std::string>()), std::string::npos);
  EXPECT_NE(csv.find("'=cmd()"), std::string::npos);
  // What was given out can be sent in again, and nobody is added twice.
  EXPECT_EQ(upload("name,email,team\nKim,,rok\n").body().at("added"), 0);
}

TEST_F(Rooms, TheGradeBookKnowsTheClassListAndWhoDidNotCome) {
  upload("name,team,email\nSato,jp,s@x.jp\nKim,rok,k@x.kr\n");
  const auto people = roster();
  const auto id_of = [&](int i) { return people[static_cast<std::size_t>(i)].at("id").get<std::string>(); };
  join(people[0].at("code"));
  const auto table = call("GET", "/api/exercises/" + id + "/gradebook").text;
  EXPECT_NE(table.find("\"Sato\",\"" + id_of(0) + "\",\"s@x.jp\""), std::string::npos) << table;
  EXPECT_NE(table.find("\"Kim\",\"" + id_of(1) + "\",\"k@x.kr\""), std::string::npos) << table;
  // Who was sent out keeps their row, and their address.
  EXPECT_EQ(call("DELETE", "/api/exercises/" + id + "/codes/" + id_of(0)).status, 204);
  const auto after = call("GET", "/api/exercises/" + id + "/gradebook").text;
  EXPECT_NE(after.find("\"Sato\",\"" + id_of(0) + "\",\"s@x.jp\""), std::string::npos) << after;
}

TEST_F(Rooms, ATeamsCodeAsksForAName) {
  const auto code = made.at("joinCodes").at("jp").get<std::string>();
  const auto nameless = enter({{"joinCode", code}});
  EXPECT_EQ(nameless.status, 422);
  EXPECT_EQ(nameless.code(), "name_needed");
  EXPECT_EQ(enter({{"joinCode", code}, {"name", "Abe"}}).status, 201);
}

TEST_F(Rooms, ACodeIsGivenAnewOrTakenBackAndTheOldOneIsDead) {
  upload("name,team\nSato,jp\nKim,rok\n");
  const auto people = roster();
  const auto sato = join(people[0].at("code"));
  const auto path = "/api/exercises/" + id + "/codes/" + people[0].at("id").get<std::string>();
  const auto fresh = call("POST", path).body();
  EXPECT_EQ(enter({{"joinCode", people[0].at("code")}}).code(), "join_code_invalid");
  EXPECT_EQ(as(sato.at("token"), "GET", "/api/sessions/current").status, 401);
  EXPECT_EQ(join(fresh.at("code")).at("participant"), sato.at("participant"));

  EXPECT_EQ(call("DELETE", path).status, 204);
  EXPECT_EQ(enter({{"joinCode", fresh.at("code")}}).code(), "join_code_invalid");
  EXPECT_EQ(roster()[0].at("state"), "revoked");
  EXPECT_EQ(call("GET", "/api/exercises/" + id).body().at("participants"), 0);
  // Given anew, they come in as somebody new.
  const auto back = call("POST", path).body();
  EXPECT_NE(join(back.at("code")).at("participant"), sato.at("participant"));

  EXPECT_EQ(call("DELETE", "/api/exercises/" + id + "/codes/" + people[1].at("id").get<std::string>()).status, 204);
  EXPECT_EQ(roster().size(), 1U);

  const auto team = call("POST", "/api/exercises/" + id + "/codes/jp").body().at("code");
  EXPECT_NE(team, made.at("joinCodes").at("jp"));
  EXPECT_EQ(call("GET", "/api/exercises/" + id).body().at("joinCodes").at("jp"), team);
  EXPECT_EQ(call("DELETE", "/api/exercises/" + id + "/codes/jp").status, 409);
  EXPECT_EQ(call("POST", "/api/exercises/" + id + "/codes/nobody").status, 404);
}

TEST_F(Rooms, ACopyBeginsAnewAndADeletedExerciseLeavesNothing) {
  const auto copy = call("POST", "/api/exercises/" + id + "/copy");
  ASSERT_EQ(copy.status, 201) << copy.text;
  const auto other = copy.body().at("id").get<std::string>();
  const auto shown = call("GET", "/api/exercises/" + other).body();
  EXPECT_EQ(shown.at("title"), "One");
  EXPECT_EQ(shown.at("phase"), "lobby");
  EXPECT_NE(shown.at("joinCodes").at("jp"), made.at("joinCodes").at("jp"));
  EXPECT_EQ(call("GET", "/api/exercises/" + other + "/verify").body().at("ok"), true);

  upload("name,team\nSato,jp\n");
  const auto sato = join(roster()[0].at("code")).at("token").get<std::string>();
  bench::Socket socket(server->port(), id, sato);
  EXPECT_EQ(call("DELETE", "/api/exercises/" + id, {{"confirm", "Two"}}).status, 422);
  EXPECT_EQ(call("DELETE", "/api/exercises/" + id).status, 422);
  EXPECT_EQ(as(sato, "DELETE", "/api/exercises/" + id).status, 403);
  EXPECT_EQ(call("DELETE", "/api/exercises/" + id, {{"confirm", "One"}}).status, 204);
  EXPECT_EQ(call("GET", "/api/exercises/" + id).status, 404);
  EXPECT_EQ(as(sato, "GET", "/api/sessions/current").status, 401);
  for (const auto& file : fs::directory_iterator(folder.path + "/exercises"))
    EXPECT_EQ(file.path().filename().string().find(id), std::string::npos) << file.path();
  EXPECT_EQ(call("GET", "/api/exercises/" + other).status, 200);
}

TEST_F(Rooms, AnExerciseIsArchivedAndRenamedInTheList) {
  const auto path = "/api/exercises/" + id;
  EXPECT_EQ(call("PATCH", path, {{"archived", true}, {"title", "Autumn"}}).body().at("archived"), true);
  EXPECT_EQ(call("GET", "/api/exercises").body().at("exercises").at(0).at("title"), "Autumn");
  EXPECT_EQ(call("PATCH", path, {{"archived", "yes"}}).status, 422);
  EXPECT_EQ(call("PATCH", path, {{"archived", false}}).body().at("archived"), false);
  EXPECT_EQ(call("PATCH", "/api/exercises/0000000000000000", {{"archived", true}}).status, 404);
  restart();
  EXPECT_EQ(call("GET", path).body().at("title"), "Autumn");
}

TEST_F(Rooms, TheWorldsOfAClassAreLedTogetherAndEachAnswers) {
  EXPECT_EQ(call("POST", "/api/classes", {{"scenario", "first-hour"}, {"title", "Class"}, {"worlds", 1}}).status, 422);
  const auto group = call("POST", "/api/classes", {{"scenario", "first-hour"}, {"title", "Class"}, {"worlds", 3}});
  ASSERT_EQ(group.status, 201) << group.text;
  const auto worlds = group.body().at("worlds");
  ASSERT_EQ(worlds.size(), 3U);
  EXPECT_EQ(worlds[2].at("title"), "Class – group 3");
  const auto path = "/api/classes/" + group.body().at("id").get<std::string>();
  const auto together = [&](const std::string& method, const Json& params = Json::object()) {
    return call("POST", path + "/command", {{"method", method}, {"params", params}}).body().at("worlds");
  };
  // One of them has begun already: it says so, and the others begin.
  const auto started = together("exercise.start");
  for (const auto& world : started) EXPECT_EQ(world.at("ok"), true);
  for (const auto& world : together("exercise.start")) EXPECT_EQ(world.at("error").at("code"), "conflict");
  for (const auto& world : call("GET", path).body().at("worlds")) EXPECT_EQ(world.at("phase"), "running");
  for (const auto& world : together("notice.send", {{"body", "Coffee"}})) EXPECT_EQ(world.at("ok"), true);
  for (const auto& world : together("exercise.freeze", {{"notice", "NO DUFF"}})) EXPECT_EQ(world.at("ok"), true);
  for (const auto& world : call("GET", path).body().at("worlds")) {
    EXPECT_EQ(world.at("phase"), "paused");
    EXPECT_EQ(world.at("frozen"), true);
  }
  EXPECT_EQ(call("POST", path + "/command", {{"method", "participant.remove"}}).status, 422);
  EXPECT_EQ(call("POST", "/api/classes/none/command", {{"method", "exercise.start"}}).status, 404);
  EXPECT_EQ(call("GET", "/api/classes").body().at("classes").at(0).at("worlds"), 3);
  restart();
  for (const auto& world : call("GET", path).body().at("worlds")) EXPECT_EQ(world.at("frozen"), true);
}

TEST_F(Rooms, LockedDoorsKeepNewPeopleOutAndLetTheOthersBackIn) {
  upload("name,team\nSato,jp\nKim,rok\n");
  const auto people = roster();
  const auto sato = join(people[0].at("code"));
  const auto group = [&](const char* method) {
    bench::Socket socket(server->port(), id, token);
    socket.send(Json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", Json::object()}}.dump());
    bool answered = false;
    while (!answered && socket.drain([&](std::string_view) { answered = true; })) ::usleep(1000);
  };
  group("doors.lock");
  const auto kim = enter({{"joinCode", people[1].at("code")}});
  EXPECT_EQ(kim.status, 409);
  EXPECT_NE(kim.body().at("hint").get<std::string>().find("Ask the facilitator"), std::string::npos);
  const auto stranger = enter({{"joinCode", made.at("joinCodes").at("us")}, {"name", "Stranger"}});
  EXPECT_EQ(stranger.body(), kim.body());
  EXPECT_EQ(join(people[0].at("code")).at("participant"), sato.at("participant"));
  group("doors.unlock");
  join(people[1].at("code"));
}

}  // namespace
}  // namespace startex::runtime
