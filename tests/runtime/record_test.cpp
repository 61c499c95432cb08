// Records between servers, their signatures, and files of exercises, over real sockets.
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "bench/client.hpp"
#include "support/client.hpp"
#include "support/folder.hpp"

namespace startex::runtime {
namespace {

namespace fs = std::filesystem;

// A server of our own and its facilitator.
struct House {
  House() {
    token = bench::post(server.port(), "/api/sessions", {{"token", server.facilitator_token()}}).body().at("token");
  }
  test::HttpReply send(const std::string& path, const std::string& type, const std::string& body,
                       const std::string& as) {
    test::HttpClient client("127.0.0.1", server.port());
    auto headers = test::bearer(as);
    headers.emplace_back("Content-Type", type);
    return client.request("POST", path, headers, body);
  }
  test::HttpReply import(const std::string& record) {
    return send("/api/exercises/import", "application/x-ndjson", record, token);
  }
  test::HttpReply get(const std::string& path, const std::string& as) {
    return test::HttpClient("127.0.0.1", server.port()).request("GET", path, test::bearer(as));
  }
  // One command of control, and its answer.
  std::string command(const std::string& exercise, const std::string& method, const Json& params) {
    bench::Socket socket(server.port(), exercise, token);
    socket.send(json::to_text({{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}}));
    std::string answer;
    for (int i = 0; answer.empty() && i < 500; ++i) {
      pollfd one{socket.descriptor(), POLLIN, 0};
      ::poll(&one, 1, 20);
      socket.drain([&](std::string_view frame) {
        if (frame.find("\"id\":1") != std::string_view::npos) answer = std::string(frame);
      });
    }
    EXPECT_EQ(answer.find("\"error\""), std::string::npos) << answer;
    return answer;
  }
  std::string record(const std::string& exercise) { return get("/api/exercises/" + exercise + "/record", token).body; }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder.path + "/exercises"), {}));
  }

  test::Folder folder;
  bench::ServerProcess server{STARTEX_BINARY, test::shipped, folder.path};
  std::string token;
};

// What a command line prints, and how it ends.
struct Said {
  int status = 0;
  std::string text;
};
Said startex(const std::string& arguments) {
  FILE* out = ::popen((std::string(STARTEX_BINARY) + " " + arguments + " 2>&1").c_str(), "r");
  Said said;
  std::array<char, 4096> chunk{};
  while (const auto got = std::fread(chunk.data(), 1, chunk.size(), out)) said.text.append(chunk.data(), got);
  said.status = ::pclose(out);
  return said;
}

class Records : public testing::Test {
 protected:
  Records() {
    const Json made =
        bench::post(house.server.port(), "/api/exercises", {{"scenario", "iron-dome"}}, house.token).body();
    id = made.at("id");
    codes = made.at("joinCodes");
    ann = join("us", "us.head");
    house.command(id, "exercise.start", Json::object());
    house.command(id, "exercise.pause", Json::object());
  }
  std::string join(const std::string& team, const std::string& seat) {
    Json body{{"joinCode", codes.at(team)}, {"name", "Person of " + team}};
    if (!seat.empty()) body["seat"] = seat;
    return bench::post(house.server.port(), "/api/sessions", body).body().at("token");
  }
  std::string path(const std::string& rest) const { return "/api/exercises/" + id + rest; }

  House house;
  std::string id, ann;
  Json codes;
};

TEST_F(Records, ARecordMadeOnOneServerIsTakenInByAnotherAndVerifies) {
  const auto record = house.record(id);
  House other;
  const auto taken = other.import(record);
  ASSERT_EQ(taken.status, 201) << taken.body;
  const Json answer = Json::parse(taken.body);
  EXPECT_EQ(answer.at("id"), id);
  EXPECT_TRUE(answer.at("joinCodes").contains("us"));
  EXPECT_NE(answer.at("joinCodes").at("us"), codes.at("us"));
  EXPECT_EQ(other.record(id), record);
  EXPECT_EQ(Json::parse(other.get(path("/verify"), other.token).body).at("ok"), true);
  // It is played on there.
  other.command(id, "exercise.resume", Json::object());
  other.command(id, "exercise.end", Json::object());
  const Json verified = Json::parse(other.get(path("/verify"), other.token).body);
  EXPECT_EQ(verified.at("ok"), true) << verified;
  for (House* where : {&house, &other}) {
    const auto again = where->import(record);
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(Json::parse(again.body).at("code"), "conflict");
  }
}

TEST_F(Records, BadOnesAreRefusedInOneSentenceAndLeaveNoTrace) {
  const auto record = house.record(id);
  House other;
  const auto before = other.files();
  std::string flipped = record, foreign = record, traversal = record;
  flipped[record.size() / 2] ^= 1;
  foreign.replace(foreign.find("\"version\":1"), 11, "\"version\":9");
  traversal.replace(traversal.find("\"exercise\":\"" + id), 12 + id.size(), "\"exercise\":\"../../x");
  const std::vector<std::string> bad{flipped,
                                     foreign,
                                     traversal,
                                     record.substr(0, record.size() / 3),
                                     record.substr(0, record.size() - 1),
                                     record + record,
                                     "",
                                     "{}",
                                     "PK\x03\x04 packed",
                                     std::string(3 * 1024 * 1024, 'x'),
                                     std::string(9 * 1024 * 1024, '\n')};
  for (std::size_t i = 0; i < bad.size(); ++i) {
    const auto refused = other.import(bad[i]);
    EXPECT_EQ(refused.status, 422) << i << ": " << refused.body;
    EXPECT_EQ(Json::parse(refused.body).at("code"), "record_invalid") << i;
    EXPECT_EQ(Json::parse(refused.body).at("hint").get<std::string>().substr(0, 5), "line ") << refused.body;
    EXPECT_EQ(other.files(), before) << i;
  }
  EXPECT_TRUE(Json::parse(other.get("/api/exercises", other.token).body).at("exercises").empty());
  EXPECT_EQ(other.send("/api/exercises/import", "text/plain", record, other.token).status, 415);
  EXPECT_EQ(house.send("/api/exercises/import", "application/x-ndjson", record, ann).status, 403);
  // Who is nobody cannot make the server take much in.
  EXPECT_EQ(other.send("/api/exercises/import", "application/x-ndjson", std::string(3 << 20, 'x'), "nobody").status,
            413);
  EXPECT_EQ(other.import(record).status, 201);
}

TEST_F(Records, CheckpointsAreCheckedWithThePublicKeyAlone) {
  const test::Folder away;
  const auto file = away.path + "/one.record.jsonl", key = away.path + "/key", wrong = away.path + "/wrong";
  std::ofstream(file, std::ios::binary) << house.record(id);
  const Json told = bench::get(house.server.port(), "/api/server-key").body();
  std::ofstream(key) << told.at("publicKey").get<std::string>() << '\n';
  std::ofstream(wrong) << std::string(64, 'a') << '\n';
  EXPECT_EQ(startex("key --data " + house.folder.path).text, told.at("publicKey").get<std::string>() + "\n");
  const auto good = startex("verify " + file + " --key " + key);
  EXPECT_EQ(good.status, 0) << good.text;
  EXPECT_NE(good.text.find("By the key that was named"), std::string::npos) << good.text;
  EXPECT_NE(startex("verify " + file + " --key " + wrong).status, 0);
  EXPECT_NE(startex("verify " + file).text.find("The key comes out of this file"), std::string::npos);
  EXPECT_NE(startex("verify " + file + " --key " + file).status, 0);
  const Json verified = bench::get(house.server.port(), path("/verify"), house.token).body();
  ASSERT_FALSE(verified.at("checkpoints").empty()) << verified;
  EXPECT_EQ(verified.at("checkpoints").back().at("key"), told.at("publicKey"));
  EXPECT_EQ(verified.at("checkpoints").back().at("seq"), verified.at("events"));
}

TEST_F(Records, TheCommandLineWritesARecordAndTakesItIn) {
  const test::Folder away, stopped;
  const auto file = away.path + "/one.record.jsonl";
  std::ofstream(file, std::ios::binary) << house.record(id);
  EXPECT_NE(startex("import " + file + " --data " + house.folder.path).status, 0);
  const auto taken = startex("import " + file + " --data " + stopped.path);
  EXPECT_EQ(taken.status, 0) << taken.text;
  EXPECT_NE(startex("import " + file + " --data " + stopped.path).text.find("has that exercise already"),
            std::string::npos);
  const auto own = stopped.path + "/exercises/" + id + ".startex", again = away.path + "/again.record.jsonl";
  EXPECT_EQ(startex("verify " + own).status, 0);
  EXPECT_EQ(startex("export " + own + " --record " + again).status, 0);
  EXPECT_NE(startex("export " + own + " --record " + again).status, 0);
  std::ifstream written(again, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(written), {}), house.record(id));
  bench::ServerProcess server(STARTEX_BINARY, test::shipped, stopped.path);
  const auto token = bench::post(server.port(), "/api/sessions", {{"token", server.facilitator_token()}})
                         .body()
                         .at("token")
                         .get<std::string>();
  EXPECT_EQ(bench::get(server.port(), path("/verify"), token).body().at("ok"), true);
}

TEST_F(Records, AForkIsAnExerciseOfItsOwnAndItsParentStaysAsItWas) {
  const auto before = house.record(id);
  const Json verified = bench::get(house.server.port(), path("/verify"), house.token).body();
  const auto head = verified.at("events").get<std::uint64_t>();
  EXPECT_EQ(bench::post(house.server.port(), path("/fork"), {{"at", 0}}, house.token).status, 422);
  EXPECT_EQ(bench::post(house.server.port(), path("/fork"), {{"at", head + 1}}, house.token).status, 422);
  EXPECT_EQ(bench::post(house.server.port(), path("/fork"), {{"at", head}}, ann).status, 403);
  EXPECT_EQ(bench::post(house.server.port(), "/api/exercises/missing/fork", {{"at", 1}}, house.token).status, 404);
  const auto made =
      bench::post(house.server.port(), path("/fork"), {{"at", head - 1}, {"title", "What if"}}, house.token);
  ASSERT_EQ(made.status, 201) << made.text;
  const auto child = made.body().at("id").get<std::string>();
  EXPECT_NE(child, id);
  house.command(child, "exercise.resume", Json::object());
  EXPECT_EQ(bench::post(house.server.port(), "/api/exercises/" + child + "/fork", {{"at", 5}}, house.token).status,
            409);
  const Json theirs = bench::get(house.server.port(), "/api/exercises/" + child + "/verify", house.token).body();
  EXPECT_EQ(theirs.at("ok"), true) << theirs;
  EXPECT_EQ(house.record(id), before);
  // A record of a fork goes to another server like any other.
  house.command(child, "exercise.end", Json::object());
  House other;
  EXPECT_EQ(other.import(house.record(child)).status, 201);
  EXPECT_EQ(other.import(before).status, 201);
}

TEST_F(Records, FilesGoToThoseWhomAnInjectShowsThemAndToNobodyElse) {
  const std::string png = std::string("\x89PNG\r\n\x1A\n", 8) + "canary bytes";
  const auto add = [&](const std::string& bytes, const std::string& type, const std::string& as) {
    return house.send(path("/media?name=map%20%C3%A4.png"), type, bytes, as);
  };
  EXPECT_EQ(add(png, "image/png", ann).status, 403);
  EXPECT_EQ(add(png, "image/jpeg", house.token).status, 415);
  EXPECT_EQ(add("<svg onload=alert(1)>", "image/svg+xml", house.token).status, 415);
  EXPECT_EQ(add("<html>", "image/png", house.token).status, 415);
  EXPECT_EQ(add(png + std::string(5 << 20, 'x'), "image/png", house.token).status, 413);
  const auto added = add(png, "image/png", house.token);
  ASSERT_EQ(added.status, 201) << added.body;
  const auto media = Json::parse(added.body).at("media").get<std::string>();
  const auto large = add(png + std::string(4 << 20, 'x'), "image/png", house.token);
  EXPECT_EQ(large.status, 201) << large.body;

  const auto jp = join("jp", "");
  const auto missing = house.get(path("/media/missing"), ann);
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(house.get(path("/media/" + media), ann).body, missing.body);
  EXPECT_EQ(house.get(path("/media/" + media), house.token).body, png);
  house.command(id, "exercise.resume", Json::object());
  house.command(id, "inject.compose",
                {{"title", "A map"},
                 {"body", "See"},
                 {"type", "news"},
                 {"from", "Agency"},
                 {"to", {"us"}},
                 {"attachments", {media}}});
  const auto got = house.get(path("/media/" + media), ann);
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, png);
  EXPECT_EQ(got.headers.at("content-type"), "image/png");
  EXPECT_EQ(got.headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(got.headers.at("content-security-policy"), "sandbox; default-src 'none'");
  EXPECT_EQ(got.headers.at("content-disposition"), "inline; filename*=UTF-8''map%20%C3%A4.png");
  EXPECT_EQ(house.get(path("/media/" + media), jp).body, missing.body);
  EXPECT_EQ(house.get(path("/media/" + media), "nobody").status, 401);
  // It travels with the record.
  house.command(id, "exercise.end", Json::object());
  House other;
  ASSERT_EQ(other.import(house.record(id)).status, 201);
  EXPECT_EQ(other.get(path("/media/" + media), other.token).body, png);
}

}  // namespace
}  // namespace startex::runtime
