// The tree keeps the rules of docs/architecture.md, and every rule can fail.
#include "architecture/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace startex::architecture {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Architecture, TheServerKeepsEveryRule) {
  const auto sources = sources_below(STARTEX_SOURCE_DIR, "server");
  ASSERT_GT(sources.size(), 50U) << "the server's sources were not found";
  for (const auto& source : sources) EXPECT_THAT(all_faults(source), IsEmpty());
}

TEST(Architecture, TestsAndBenchesKeepEveryRule) {
  for (const auto* folder : {"tests", "bench"}) {
    const auto sources = sources_below(STARTEX_SOURCE_DIR, folder);
    ASSERT_FALSE(sources.empty()) << folder;
    for (const auto& source : sources) EXPECT_THAT(all_faults(source), IsEmpty());
  }
}

TEST(Architecture, AFolderMayIncludeOnlyWhatItsRowAllows) {
  EXPECT_THAT(folder_faults({"server/exercise/clock.cpp", "\n#include \"engine/actor.hpp\"\n"}),
              ElementsAre("server/exercise/clock.cpp:2: exercise may not include engine"));
  EXPECT_THAT(folder_faults({"server/net/server.cpp", "#include \"exercise/event.hpp\"\n"}), SizeIs(1));
  EXPECT_THAT(folder_faults({"server/engine/actor.cpp", "#  include \"log/event_log.hpp\"\n"}), SizeIs(1));
  EXPECT_THAT(folder_faults({"server/json/json.cpp", "#include \"exercise/error.hpp\"\n"}), SizeIs(1));
  EXPECT_THAT(folder_faults({"server/main.cpp", "#include \"engine/actor.hpp\"\n"}), SizeIs(1));
  EXPECT_THAT(folder_faults({"server/exercise/clock.cpp", "#include \"clock.hpp\"\n"}), SizeIs(1))
      << "headers name their folder";
  EXPECT_THAT(folder_faults({"server/ghost/boo.cpp", ""}), ElementsAre(HasSubstr("does not know ghost")));
  EXPECT_THAT(
      folder_faults({"server/runtime/room.cpp", "#include \"engine/actor.hpp\"\n#include \"runtime/room.hpp\"\n"}),
      IsEmpty());
  EXPECT_THAT(
      folder_faults({"server/net/server.cpp", "// #include \"exercise/event.hpp\"\n/* #include \"log/x.hpp\"\n*/\n"}),
      IsEmpty());
}

TEST(Architecture, AFolderMayIncludeOnlyItsLibraries) {
  EXPECT_THAT(library_faults({"server/runtime/room.cpp", "#include <string>\n#include <boost/beast/core.hpp>\n"}),
              ElementsAre("server/runtime/room.cpp:2: runtime may not include <boost/beast/core.hpp>"));
  EXPECT_THAT(library_faults({"server/exercise/clock.cpp", "#include <sodium.h>\n"}), SizeIs(1));
  EXPECT_THAT(library_faults({"server/exercise/clock.cpp", "#include <unistd.h>\n"}), SizeIs(1));
  EXPECT_THAT(library_faults({"server/runtime/api.cpp", "#include <sqlite3.h>\n"}), SizeIs(1));
  EXPECT_THAT(library_faults({"server/engine/actor.cpp", "#include <spdlog/spdlog.h>\n"}), SizeIs(1));
  EXPECT_THAT(library_faults({"server/engine/actor.cpp", "#include <boost/asio/post.hpp>\n"}), SizeIs(1));
  EXPECT_THAT(library_faults({"server/net/http.cpp", "#include <curl/curl.h>\n"}),
              ElementsAre(HasSubstr("no library of the table")));
  EXPECT_THAT(
      library_faults({"server/log/catalog.cpp", "#include <sqlite3.h>\n#include <sodium.h>\n#include <vector>\n"}),
      IsEmpty());
}

TEST(Architecture, TheRulesAndTheActorReadNoClockAndBlockOnNothing) {
  EXPECT_THAT(purity_faults({"server/exercise/clock.cpp", "auto now = std::chrono::system_clock::now();\n"}),
              SizeIs(1));
  EXPECT_THAT(purity_faults({"server/exercise/posture.cpp", "std::random_device device;\n"}), SizeIs(1));
  EXPECT_THAT(purity_faults({"server/engine/actor.cpp", "#include <mutex>\nstd::mutex guard_;\n"}), SizeIs(2));
  EXPECT_THAT(purity_faults({"server/engine/actor.hpp", "std::thread worker_;\n"}), SizeIs(1));
  EXPECT_THAT(purity_faults({"server/engine/actor.cpp", "std::this_thread::sleep_for(1s);\n"}), SizeIs(1));
  EXPECT_THAT(purity_faults({"server/exercise/clock.cpp",
                             "// no thread\nauto text = \"sleep_for a mutex\";\nint threads = 1'000;\n"}),
              IsEmpty());
  EXPECT_THAT(purity_faults({"server/runtime/shard.cpp", "std::thread worker_;\n"}), IsEmpty());
}

TEST(Architecture, TheWallClockIsReadInOneFile) {
  const std::string reading = "auto now = std::chrono::system_clock::now();\n";
  EXPECT_THAT(wall_clock_faults({"server/runtime/room.cpp", reading}), SizeIs(1));
  EXPECT_THAT(wall_clock_faults({"server/log/catalog.cpp", reading}), SizeIs(1));
  EXPECT_THAT(wall_clock_faults({"server/runtime/wall.hpp", reading}), IsEmpty());
  EXPECT_THAT(wall_clock_faults({"server/runtime/room.cpp", "auto now = std::chrono::steady_clock::now();\n"}),
              IsEmpty());
}

TEST(Architecture, AnAwaitingStatementIsPlain) {
  EXPECT_THAT(coroutine_faults({"server/net/x.cpp", "void f() {\n  co_await run([] { return 1; });\n}\n"}),
              ElementsAre(HasSubstr("server/net/x.cpp:2:")));
  EXPECT_THAT(coroutine_faults({"server/net/x.cpp", "  const auto n = co_await read(Buffer{4});\n"}), SizeIs(1));
  EXPECT_THAT(coroutine_faults({"server/net/x.cpp", "  co_await (fast ? read() : wait());\n"}), SizeIs(1));
  EXPECT_THAT(
      coroutine_faults({"server/net/x.cpp", "  if (co_await read(b)) {\n    ok();\n  }\n  co_await wait(b);\n"}),
      IsEmpty());
  EXPECT_THAT(coroutine_faults({"server/net/x.cpp", "  // co_await {}\n  f(\"co_await {}\");\n"}), IsEmpty());
}

TEST(Architecture, TestsDoNotSleep) {
  const std::string nap = "  std::this_thread::sleep_for(std::chrono::seconds(1));\n";
  EXPECT_THAT(sleep_faults({"tests/engine/actor_test.cpp", nap}), SizeIs(1));
  EXPECT_THAT(sleep_faults({"tests/log/catalog_test.cpp", "::usleep(10);\n"}), SizeIs(1));
  EXPECT_THAT(sleep_faults({"tests/net/server_test.cpp", nap}), IsEmpty());
}

TEST(Architecture, CodeIsReadWithoutItsCommentsAndStrings) {
  EXPECT_EQ(code_of("a // b\nc", true), "a     \nc");
  EXPECT_EQ(code_of("a /* b\n*/ c", true), "a     \n   c");
  EXPECT_EQ(code_of("f(\"x//y\\\"z\") // q", true), "f(\"       \")     ");
  EXPECT_EQ(code_of("f('\"', 1'000)", true), "f(' ', 1'000)");
  EXPECT_EQ(code_of("f(R\"(x \" // y)\", z)", true).substr(14), "\", z)");
  EXPECT_EQ(code_of("#include \"json/x.hpp\"", false), "#include \"json/x.hpp\"");
}

}  // namespace
}  // namespace startex::architecture
