// Rehearsals while the server runs: asked for over HTTP, limited, stopped, and none that outlives the server.
#include "runtime/rehearsals.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <thread>

#include "bench/client.hpp"
#include "scenario/library.hpp"
#include "support/folder.hpp"

namespace startex::runtime {
namespace {

namespace fs = std::filesystem;

Json scenario_of(const std::string& id) { return scenario::Library::read(test::shipped)->find(id)->document; }

// Its outcome once it is no longer running.
Json outcome(const Rehearsals& rehearsals, const std::string& id) {
  while (rehearsals.look(id)->at("state") == "running") std::this_thread::yield();
  return *rehearsals.look(id);
}

TEST(RehearsalsOfAServer, RunAndTellWhatHappened) {
  Rehearsals rehearsals;
  const auto id = rehearsals.begin({scenario_of("first-hour"), 7, false});
  ASSERT_TRUE(id);
  const Json told = outcome(rehearsals, *id);
  EXPECT_EQ(told.at("state"), "done");
  EXPECT_EQ(told.at("progress"), 1.0);
  EXPECT_EQ(told.at("coverage").at("seed"), 7);
  EXPECT_EQ(told.at("coverage").at("ended"), true);
  EXPECT_EQ(told.at("coverage").at("injects").size(), 10U);
}

TEST(RehearsalsOfAServer, AreLimitedAndCanBeStopped) {
  const Json flagship = scenario_of("iron-dome");
  Rehearsals rehearsals;
  std::vector<std::string> begun;
  for (int i = 0; i < limits::rehearsals_max; ++i) {
    const auto id = rehearsals.begin({flagship, 1, false});
    ASSERT_TRUE(id);
    begun.push_back(*id);
  }
  const auto refused = rehearsals.begin({flagship, 1, false});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::rate_limited);
  for (const auto& id : begun) EXPECT_TRUE(rehearsals.cancel(id));
  for (const auto& id : begun) {
    const Json told = outcome(rehearsals, id);
    EXPECT_EQ(told.at("state"), "cancelled");
    EXPECT_FALSE(told.contains("coverage"));
  }
  EXPECT_FALSE(rehearsals.cancel("0000000000000000"));
  EXPECT_FALSE(rehearsals.look("0000000000000000"));
  (void)rehearsals.begin({flagship, 1, false});  // and leaving stops what runs
}

TEST(RehearsalsOfAServer, AreAFacilitatorsToAskFor) {
  std::string folder = (fs::temp_directory_path() / "startex-rehearsals-XXXXXX").string();
  ASSERT_TRUE(::mkdtemp(folder.data()));
  {
    bench::ServerProcess server(STARTEX_BINARY, test::shipped, folder);
    const auto port = server.port();
    const auto token = bench::post(port, "/api/sessions", {{"token", server.facilitator_token()}})
                           .body()
                           .at("token")
                           .get<std::string>();
    const auto begin = [&](Json body, const std::string& as) { return bench::post(port, "/api/rehearsals", body, as); };
    EXPECT_EQ(begin({{"scenario", "hotline"}}, "").status, 401);
    EXPECT_EQ(begin({{"scenario", "none"}}, token).status, 404);
    EXPECT_EQ(begin({{"scenario", "hotline"}, {"seed", -1}}, token).status, 422);
    EXPECT_EQ(begin({{"scenario", "hotline"}, {"speed", 3}}, token).status, 422);
    const auto begun = begin({{"scenario", "hotline"}, {"seed", 3}, {"nobody", true}}, token);
    ASSERT_EQ(begun.status, 202);
    const auto path = "/api/rehearsals/" + begun.body().at("rehearsal").get<std::string>();
    EXPECT_EQ(bench::get(port, path, "").status, 401);
    EXPECT_EQ(bench::get(port, "/api/rehearsals/none", token).status, 404);
    Json told;
    do told = bench::get(port, path, token).body();
    while (told.at("state") == "running");
    EXPECT_EQ(told.at("state"), "done");
    EXPECT_EQ(told.at("coverage").at("nobody"), true);
    EXPECT_EQ(told.at("coverage").at("whole"), true);
    // A pacing is chosen when an exercise is made; a pace and a pacing at once are not.
    const auto make = [&](Json body) { return bench::post(port, "/api/exercises", body, token); };
    EXPECT_EQ(make({{"scenario", "iron-dome"}, {"pacing", "hundred-eighty"}}).status, 201);
    EXPECT_EQ(make({{"scenario", "iron-dome"}, {"pacing", "week"}}).status, 422);
    EXPECT_EQ(make({{"scenario", "iron-dome"}, {"pacing", "ninety"}, {"pace", 60}}).status, 422);
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace startex::runtime
