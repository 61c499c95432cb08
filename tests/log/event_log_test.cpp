// What every event log promises, and what the one in a SQLite file promises besides.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "log/catalog.hpp"
#include "log/log_threads.hpp"
#include "log/memory_log.hpp"
#include "log/sqlite.hpp"
#include "log/sqlite_log.hpp"

namespace startex::log {
namespace {

namespace fs = std::filesystem;

const Founding founding{"exercise-1", "{\"id\":\"small\"}", "00ff", 42};

struct Folder {
  std::string path = [] {
    std::string name = (fs::temp_directory_path() / "startex-log-XXXXXX").string();
    return std::string(::mkdtemp(name.data()));
  }();
  ~Folder() { fs::remove_all(path); }
  std::string file(const std::string& name = "one.startex") const { return path + "/" + name; }
};

std::vector<std::string> bodies(std::size_t first, std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i)
    out.push_back("{\"seq\":" + std::to_string(first + i) + ",\"text\":\"한국 " + std::to_string(i * 7919) + "\"}");
  return out;
}

// One contract for all implementations.
class Contract : public testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<EventLog> make() {
    if (GetParam() == "memory") return std::make_unique<MemoryLog>(founding);
    auto made = SqliteLog::create(folder.file(), founding);
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return std::move(*made);
  }
  Folder folder;
};

TEST_P(Contract, KeepsWhatWasAppendedInOrder) {
  auto log = make();
  EXPECT_EQ(log->head().seq, 0U);
  ASSERT_TRUE(log->append(1, bodies(1, 3)));
  ASSERT_TRUE(log->append(4, bodies(4, 2)));
  EXPECT_EQ(log->head().seq, 5U);
  const auto all = log->read(0, SIZE_MAX);
  ASSERT_TRUE(all);
  auto wanted = bodies(1, 3);
  const auto more = bodies(4, 2);
  wanted.insert(wanted.end(), more.begin(), more.end());
  EXPECT_EQ(*all, wanted);
  EXPECT_EQ(log->read(3, 1)->at(0), bodies(4, 1)[0]);
  EXPECT_TRUE(log->read(5, 10)->empty());
  EXPECT_EQ(log->founding().exercise, "exercise-1");
}

TEST_P(Contract, RefusesWhatDoesNotFollow) {
  auto log = make();
  ASSERT_TRUE(log->append(1, bodies(1, 2)));
  for (const std::uint64_t wrong : {1U, 2U, 4U, 0U}) {
    const auto outcome = log->append(wrong, bodies(wrong, 1));
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::conflict);
  }
  EXPECT_TRUE(log->append(3, bodies(3, 1)));
}

TEST_P(Contract, HashesEachRowWithTheOneBefore) {
  auto log = make();
  Digest hash{};
  for (const auto& body : bodies(1, 5)) hash = chained(hash, body);
  ASSERT_TRUE(log->append(1, bodies(1, 5)));
  EXPECT_EQ(log->head().hash, hash);
  const auto verified = log->verify();
  EXPECT_TRUE(verified.ok);
  EXPECT_EQ(verified.events, 5U);
  EXPECT_EQ(verified.head, to_hex(hash));
}

TEST_P(Contract, RemembersTheLastHeartbeat) {
  auto log = make();
  EXPECT_EQ(log->alive_ms(), 0);
  ASSERT_TRUE(log->mark_alive(1234));
  EXPECT_EQ(log->alive_ms(), 1234);
}

TEST_P(Contract, KeepsMediaByTheirHashAndCheckpointsInOrder) {
  auto log = make();
  ASSERT_TRUE(log->append(1, bodies(1, 2)));
  const std::string picture("\0\xFF picture", 10);
  const auto sha256 = sha256_hex(picture);
  ASSERT_TRUE(log->put_media(sha256, picture));
  ASSERT_TRUE(log->put_media(sha256, picture));
  EXPECT_EQ(log->media(sha256), picture);
  EXPECT_EQ(log->media(sha256_hex("")).error().kind, ErrorKind::not_found);
  const Checkpoint first{"exercise-1", 1, "h1", 10, "k", "s"}, second{"exercise-1", 2, "h2", 20, "k", "s"};
  ASSERT_TRUE(log->add_checkpoint(first));
  ASSERT_TRUE(log->add_checkpoint(second));
  EXPECT_EQ(log->checkpoints(), (std::vector{first, second}));
}

INSTANTIATE_TEST_SUITE_P(EventLog, Contract, testing::Values("memory", "sqlite"),
                         [](const auto& param) { return param.param; });

class Sqlite : public testing::Test {
 protected:
  void write(std::size_t count) {
    auto log = SqliteLog::create(folder.file(), founding);
    ASSERT_TRUE(log);
    ASSERT_TRUE((*log)->append(1, bodies(1, count)));
    ASSERT_TRUE((*log)->mark_alive(99));
  }
  ErrorKind refusal(const std::string& path) {
    const auto opened = SqliteLog::open(path);
    EXPECT_FALSE(opened);
    return opened ? ErrorKind::not_found : opened.error().kind;
  }
  // Writes to the file with a connection of its own, as somebody would who means to change the past.
  void tamper(const std::string& sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(folder.file().c_str(), &db), SQLITE_OK);
    char* error = nullptr;
    ASSERT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &error), SQLITE_OK) << error;
    sqlite3_close(db);
  }
  Folder folder;
};

TEST_F(Sqlite, IsTheSameWhenItIsOpenedAgain) {
  write(10);
  auto log = SqliteLog::open(folder.file());
  ASSERT_TRUE(log) << log.error().message;
  EXPECT_EQ((*log)->head().seq, 10U);
  EXPECT_EQ((*log)->alive_ms(), 99);
  EXPECT_EQ((*log)->founding().scenario, founding.scenario);
  EXPECT_EQ((*log)->founding().seed, founding.seed);
  EXPECT_EQ((*log)->founding().created_ms, 42);
  ASSERT_TRUE((*log)->append(11, bodies(11, 1)));
}

TEST_F(Sqlite, IsOneFileForItsOwnerAloneWhenClosed) {
  write(3);
  struct stat facts {};
  ASSERT_EQ(::stat(folder.file().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600U);
  EXPECT_FALSE(fs::exists(folder.file() + "-wal"));
  EXPECT_FALSE(fs::exists(folder.file() + "-shm"));
}

TEST_F(Sqlite, IsNotMadeTwice) {
  write(1);
  const auto again = SqliteLog::create(folder.file(), founding);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::conflict);
}

TEST_F(Sqlite, ShutsASecondOwnerOut) {
  write(1);
  const auto first = SqliteLog::open(folder.file());
  ASSERT_TRUE(first);
  EXPECT_EQ(refusal(folder.file()), ErrorKind::busy);
}

TEST_F(Sqlite, RefusesWhatIsNoRecord) {
  EXPECT_FALSE(SqliteLog::open(folder.file("missing")));
  EXPECT_FALSE(fs::exists(folder.file("missing")));
  std::ofstream(folder.file("text"))
      << "This is a text, and longer than a header of a database would be, which has a hundred bytes exactly.";
  EXPECT_EQ(refusal(folder.file("text")), ErrorKind::corrupt);
  sqlite3* db = nullptr;
  sqlite3_open(folder.file("other").c_str(), &db);
  sqlite3_exec(db, "CREATE TABLE t (a)", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  EXPECT_EQ(refusal(folder.file("other")), ErrorKind::foreign);
  write(1);
  tamper("PRAGMA user_version = 3");
  EXPECT_EQ(refusal(folder.file()), ErrorKind::foreign);
}

TEST_F(Sqlite, FindsAnyEventThatWasChangedRemovedSwappedOrAdded) {
  std::mt19937_64 random(std::random_device{}());
  for (int round = 0; round < 40; ++round) {
    fs::remove(folder.file());
    write(20);
    const auto seq = 2 + random() % 18;
    const std::string at = std::to_string(seq);
    switch (round % 4) {
      case 0:
        tamper("UPDATE event SET body = replace(body, 'text', 'tExt') WHERE seq = " + at);
        break;
      case 1:
        tamper("DELETE FROM event WHERE seq = " + at);
        break;
      case 2:
        tamper("UPDATE event SET hash = zeroblob(32) WHERE seq = " + at);
        break;
      case 3:
        tamper("UPDATE event SET body = (SELECT body FROM event WHERE seq = " + std::to_string(seq - 1) +
               ") WHERE seq = " + at);
        break;
    }
    EXPECT_EQ(refusal(folder.file()), ErrorKind::corrupt);
    auto at_rest = SqliteLog::open_at_rest(folder.file());
    ASSERT_TRUE(at_rest);
    const auto found = (*at_rest)->verify();
    EXPECT_FALSE(found.ok);
    EXPECT_EQ(found.bad_seq, seq) << "round " << round;
  }
}

TEST_F(Sqlite, AFullDiskFailsTheAppendAndKeepsWhatWasThere) {
  write(5);
  {
    auto log = SqliteLog::open(folder.file(), {"", "FULL", 40});  // pages of 4 KiB at most
    ASSERT_TRUE(log);
    const std::vector<std::string> large(1, std::string(400'000, 'x'));
    const auto outcome = (*log)->append(6, large);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::full);
    // Its outcome is unknown to whoever asked: nothing more until it is opened anew.
    EXPECT_FALSE((*log)->append(6, bodies(6, 1)));
    EXPECT_EQ((*log)->read(0, SIZE_MAX)->size(), 5U);
  }
  auto again = SqliteLog::open(folder.file());
  ASSERT_TRUE(again);
  EXPECT_TRUE((*again)->append(6, bodies(6, 1)));
}

TEST_F(Sqlite, TakesAFileOfTheFormatBeforeMediaAndCheckpoints) {
  write(2);
  tamper("DROP TABLE media; DROP TABLE checkpoint; PRAGMA user_version = 1");
  {
    auto at_rest = SqliteLog::open_at_rest(folder.file());
    ASSERT_TRUE(at_rest) << at_rest.error().message;
    EXPECT_TRUE((*at_rest)->checkpoints()->empty());
    EXPECT_FALSE((*at_rest)->media(sha256_hex("a picture")));
    EXPECT_FALSE((*at_rest)->append(3, bodies(3, 1)));
  }
  auto log = SqliteLog::open(folder.file());
  ASSERT_TRUE(log) << log.error().message;
  EXPECT_TRUE((*log)->put_media(sha256_hex("a picture"), "a picture"));
  EXPECT_TRUE((*log)->checkpoints()->empty());
}

TEST(CatalogTest, KnowsExercisesCodesAndSessionsAfterARestart) {
  Folder folder;
  {
    auto catalog = Catalog::open(folder.file("catalog.db"));
    ASSERT_TRUE(catalog);
    ASSERT_TRUE((*catalog)->add_exercise({"e1", "One", "small", "lobby", 10, 0, false},
                                         {{"AAAA2222", "e1", "participant", "a"}, {"BBBB3333", "e1", "observer", ""}}));
    EXPECT_FALSE((*catalog)->add_exercise({"e2", "Two", "small", "lobby", 20, 0, false},
                                          {{"AAAA2222", "e2", "participant", "a"}}));
    (*catalog)->set_exercise_summary("e1", "running", 3, false);
    ASSERT_TRUE((*catalog)->add_session({"hash", "participant", "e1", "p1", "a", 100, 100}));
    EXPECT_TRUE((*catalog)->writable());
  }
  auto catalog = Catalog::open(folder.file("catalog.db"));
  ASSERT_TRUE(catalog);
  ASSERT_EQ((*catalog)->exercises().size(), 1U);
  EXPECT_EQ((*catalog)->exercise("e1")->phase, "running");
  EXPECT_EQ((*catalog)->exercise("e1")->participants, 3U);
  EXPECT_FALSE((*catalog)->exercise("e2"));
  EXPECT_EQ((*catalog)->find_code("AAAA2222")->team, "a");
  EXPECT_FALSE((*catalog)->find_code("aaaa2222"));
  EXPECT_EQ((*catalog)->codes_of("e1").size(), 2U);
  EXPECT_EQ((*catalog)->session("hash")->participant, "p1");
  (*catalog)->touch_session("hash", 500);
  EXPECT_EQ((*catalog)->session("hash")->seen_ms, 500);
  (*catalog)->expire_sessions(50, 400);
  EXPECT_TRUE((*catalog)->session("hash"));
  EXPECT_EQ((*catalog)->remove_sessions_of("e1", "p1"), std::vector<std::string>{"hash"});
  EXPECT_FALSE((*catalog)->session("hash"));
  EXPECT_FALSE(Catalog::open(folder.file("catalog.db")));
}

// What the first published program made, as it stood.
void make_first_catalog(const std::string& path) {
  const auto old = sqlite::open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  ASSERT_TRUE(old);
  ASSERT_TRUE(sqlite::run(old->get(), R"(
    CREATE TABLE exercise (id TEXT PRIMARY KEY, title TEXT NOT NULL, scenario TEXT NOT NULL, phase TEXT NOT NULL,
      created_ms INTEGER NOT NULL, participants INTEGER NOT NULL, review_open INTEGER NOT NULL) STRICT;
    CREATE TABLE join_code (code TEXT PRIMARY KEY, exercise TEXT NOT NULL REFERENCES exercise(id), role TEXT NOT NULL,
      team TEXT NOT NULL) STRICT;
    CREATE TABLE session (token_hash TEXT PRIMARY KEY, role TEXT NOT NULL, exercise TEXT NOT NULL,
      participant TEXT NOT NULL, team TEXT NOT NULL, created_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL) STRICT;
    CREATE TABLE heartbeat (id INTEGER PRIMARY KEY CHECK (id = 1), beat INTEGER NOT NULL) STRICT;
    INSERT INTO heartbeat VALUES (1, 7);
    INSERT INTO exercise VALUES ('e1', 'Old one', 'small', 'paused', 10, 2, 0);
    INSERT INTO join_code VALUES ('AAAA2222', 'e1', 'participant', 'a'), ('BBBB3333', 'e1', 'observer', '');
    INSERT INTO session VALUES ('hash', 'participant', 'e1', 'p1', 'a', 100, 100);)"));
}

TEST(CatalogTest, TakesAFolderOfTheFirstProgramAsItIs) {
  Folder folder;
  make_first_catalog(folder.file("catalog.db"));
  for (int start = 0; start < 2; ++start) {
    auto catalog = Catalog::open(folder.file("catalog.db"));
    ASSERT_TRUE(catalog);
    const auto old = (*catalog)->exercise("e1");
    ASSERT_TRUE(old);
    EXPECT_EQ(old->title, "Old one");
    EXPECT_FALSE(old->archived);
    EXPECT_EQ(old->group, "");
    EXPECT_EQ((*catalog)->find_code("AAAA2222")->id, "a");
    EXPECT_EQ((*catalog)->code_by_id("e1", "observer")->code, "BBBB3333");
    EXPECT_TRUE((*catalog)->roster_of("e1").empty());
    EXPECT_EQ((*catalog)->session("hash")->participant, "p1");
    EXPECT_TRUE((*catalog)->writable());
  }
}

TEST(CatalogTest, RefusesAFolderOfANewerProgram) {
  Folder folder;
  (void)Catalog::open(folder.file("catalog.db"));
  {
    const auto newer = sqlite::open(folder.file("catalog.db"), SQLITE_OPEN_READWRITE);
    ASSERT_TRUE(sqlite::run(newer->get(), "PRAGMA user_version = 1000"));
  }
  const auto refused = Catalog::open(folder.file("catalog.db"));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("newer program"), std::string::npos);
}

TEST(CatalogTest, KeepsPersonalCodesBesideThoseOfTheTeams) {
  Folder folder;
  auto catalog = Catalog::open(folder.file("catalog.db"));
  ASSERT_TRUE((*catalog)->add_exercise({"e1", "One", "small", "lobby"}, {{"AAAA2222", "e1", "participant", "a"}}));
  JoinCode kim{"KKKKMMMM2222", "e1", "participant", "a", "kim0", "a.head", "Kim", "kim@x.kr", false};
  JoinCode lee{"LLLL22223333", "e1", "participant", "a", "lee0", "", "Lee", "", false};
  ASSERT_TRUE((*catalog)->add_codes({kim, lee}));
  EXPECT_FALSE((*catalog)->add_codes({{"NEWONE222222", "e1", "observer", "", "x", "", "X"}, kim}));
  EXPECT_EQ((*catalog)->codes_of("e1").size(), 1U);
  ASSERT_EQ((*catalog)->roster_of("e1").size(), 2U);
  EXPECT_EQ((*catalog)->find_code(kim.code)->seat, "a.head");
  ASSERT_TRUE((*catalog)->replace_code(kim, "KKKKNNNN3333", "kim0"));
  EXPECT_FALSE((*catalog)->find_code(kim.code));
  EXPECT_EQ((*catalog)->find_code("KKKKNNNN3333")->email, "kim@x.kr");
  (*catalog)->revoke_code("e1", "kim0");
  EXPECT_FALSE((*catalog)->find_code("KKKKNNNN3333"));
  EXPECT_TRUE((*catalog)->code_by_id("e1", "kim0")->revoked);
  (*catalog)->remove_code("e1", "lee0");
  EXPECT_EQ((*catalog)->roster_of("e1").size(), 1U);
}

TEST(CatalogTest, AClassIsListedWholeAndGoesWithItsLastWorld) {
  Folder folder;
  auto catalog = Catalog::open(folder.file("catalog.db"));
  const auto world = [](const std::string& id, const std::string& code) {
    Listing listing{{id, "World " + id, "small", "lobby", 10}, {{code, id, "participant", "a"}}};
    listing.row.group = "c1";
    return listing;
  };
  EXPECT_FALSE((*catalog)->add_class({"c1", "Class", "small", 10}, {world("w1", "AAAA2222"), world("w2", "AAAA2222")}));
  EXPECT_TRUE((*catalog)->classes().empty());
  EXPECT_TRUE((*catalog)->exercises().empty());
  ASSERT_TRUE((*catalog)->add_class({"c1", "Class", "small", 10}, {world("w1", "AAAA2222"), world("w2", "BBBB3333")}));
  EXPECT_EQ((*catalog)->worlds_of("c1").size(), 2U);
  ASSERT_TRUE((*catalog)->set_archived("w1", true));
  ASSERT_TRUE((*catalog)->set_title("w1", "Renamed"));
  EXPECT_EQ((*catalog)->exercise("w1")->title, "Renamed");
  EXPECT_TRUE((*catalog)->exercise("w1")->archived);
  ASSERT_TRUE((*catalog)->add_session({"hash", "participant", "w1", "p1", "a", 100, 100}));
  ASSERT_TRUE((*catalog)->remove_exercise("w1"));
  EXPECT_FALSE((*catalog)->find_code("AAAA2222"));
  EXPECT_FALSE((*catalog)->session("hash"));
  EXPECT_EQ((*catalog)->classes().size(), 1U);
  ASSERT_TRUE((*catalog)->remove_exercise("w2"));
  EXPECT_TRUE((*catalog)->classes().empty());
}

TEST(LogThreadsTest, KeepTheJobsOfOneKeyInOrderAndFinishWhatIsQueued) {
  std::map<std::string, std::vector<int>> done;
  std::mutex mutex;
  {
    LogThreads threads(3);
    for (int i = 0; i < 900; ++i)
      threads.run("key" + std::to_string(i % 9), [&, i] {
        const std::lock_guard lock(mutex);
        done["key" + std::to_string(i % 9)].push_back(i);
      });
  }
  ASSERT_EQ(done.size(), 9U);
  for (const auto& [key, order] : done) {
    EXPECT_EQ(order.size(), 100U);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end())) << key;
  }
}

}  // namespace
}  // namespace startex::log
