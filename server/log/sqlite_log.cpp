#include "log/sqlite_log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "log/sqlite.hpp"

namespace startex::log {
namespace {

constexpr int application_id = 0x53545458;  // "STTX"
constexpr int format_version = 2;

constexpr std::string_view companions = R"(
      CREATE TABLE media (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
      CREATE TABLE checkpoint (seq INTEGER PRIMARY KEY, exercise TEXT NOT NULL, hash TEXT NOT NULL, wall INTEGER NOT NULL,
        key TEXT NOT NULL, signature TEXT NOT NULL) STRICT;)";

tl::unexpected<Error> failed(const Error& error) { return tl::unexpected(error); }

class File : public EventLog {
 public:
  explicit File(sqlite::Connection connection, bool at_rest = false)
      : connection_(std::move(connection)), at_rest_(at_rest) {}

  const Founding& founding() const override { return founding_; }
  Head head() const override { return head_; }
  std::int64_t alive_ms() const override { return alive_ms_; }

  tl::expected<void, Error> set_up(const Founding& founding) {
    const auto made = sqlite::run(db(), fmt::format(R"(
      PRAGMA application_id = {};
      PRAGMA user_version = {};
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      CREATE TABLE event (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT;)",
                                                    application_id, format_version) +
                                            std::string(companions));
    if (!made) return made;
    auto put = sqlite::Statement::prepare(db(), "INSERT INTO meta VALUES (?, ?)");
    if (!put) return failed(put.error());
    for (const auto& [key, value] :
         std::initializer_list<std::pair<const char*, std::string>>{{"exercise", founding.exercise},
                                                                    {"scenario", founding.scenario},
                                                                    {"seed", founding.seed},
                                                                    {"createdMs", std::to_string(founding.created_ms)},
                                                                    {"aliveMs", "0"}}) {
      if (put->bind(1, std::string_view(key)).bind(2, value).step() != SQLITE_DONE)
        return failed(sqlite::error_of(db(), "writing the founding"));
      put->reset();
    }
    return {};
  }

  tl::expected<void, Error> check_format() {
    auto pragma = sqlite::Statement::prepare(
        db(),
        "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version)");
    if (!pragma) return failed(pragma.error());
    if (pragma->step() != SQLITE_ROW) return failed(sqlite::error_of(db(), "reading the format"));
    if (pragma->integer(0) != application_id) return failed({ErrorKind::foreign, "this file is not a Startex record"});
    if (pragma->integer(1) > format_version)
      return failed(
          {ErrorKind::foreign, fmt::format("this record has format {}; this program reads up to {}: use a newer one",
                                           pragma->integer(1), format_version)});
    format_ = static_cast<int>(pragma->integer(1));
    return {};
  }

  tl::expected<void, Error> load() {
    auto get = sqlite::Statement::prepare(db(), "SELECT key, value FROM meta");
    if (!get) return failed(get.error());
    int code = 0;
    while ((code = get->step()) == SQLITE_ROW) {
      const auto key = get->text(0);
      if (key == "exercise") founding_.exercise = get->text(1);
      if (key == "scenario") founding_.scenario = get->text(1);
      if (key == "seed") founding_.seed = get->text(1);
      if (key == "createdMs") founding_.created_ms = get->integer(1);
      if (key == "aliveMs") alive_ms_ = get->integer(1);
    }
    if (code != SQLITE_DONE) return failed(sqlite::error_of(db(), "reading the founding"));
    auto last = sqlite::Statement::prepare(db(), "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1");
    if (!last) return failed(last.error());
    code = last->step();
    if (code == SQLITE_ROW) {
      head_.seq = static_cast<std::uint64_t>(last->integer(0));
      const auto hash = last->blob(1);
      std::memcpy(head_.hash.data(), hash.data(), std::min(hash.size(), head_.hash.size()));
    } else if (code != SQLITE_DONE) {
      return failed(sqlite::error_of(db(), "reading the last event"));
    }
    const auto signed_ones = checkpoints();
    if (!signed_ones) return failed(signed_ones.error());
    if (!signed_ones->empty()) last_checkpoint_ = signed_ones->back();
    return {};
  }

  tl::expected<void, Error> prepare() {
    auto insert = sqlite::Statement::prepare(db(), "INSERT INTO event VALUES (?, ?, ?)");
    if (!insert) return failed(insert.error());
    auto mark = sqlite::Statement::prepare(db(), "UPDATE meta SET value = ? WHERE key = 'aliveMs'");
    if (!mark) return failed(mark.error());
    insert_ = std::move(*insert);
    mark_ = std::move(*mark);
    return {};
  }

  tl::expected<Head, Error> append(std::uint64_t first_seq, std::span<const std::string> bodies) override {
    if (at_rest_) return failed({ErrorKind::read_only, "this log was opened for reading"});
    if (failed_) return failed({ErrorKind::io, "an earlier append failed: the log must be opened anew"});
    if (first_seq != head_.seq + 1)
      return failed({ErrorKind::conflict, fmt::format("event {} does not follow event {}", first_seq, head_.seq)});
    failed_ = true;  // until the commit has said otherwise
    if (const auto began = sqlite::run(db(), "BEGIN IMMEDIATE"); !began) return failed(began.error());
    Head next = head_;
    for (const std::string& body : bodies) {
      next = {next.seq + 1, chained(next.hash, body)};
      const int code = insert_.bind(1, static_cast<std::int64_t>(next.seq))
                           .bind(2, body)
                           .bind_blob(3, next.hash.data(), next.hash.size())
                           .step();
      if (code != SQLITE_DONE) {
        const Error error = sqlite::error_of(db(), "appending");
        insert_.reset();
        return failed(error);
      }
      insert_.reset();
    }
    if (const auto committed = sqlite::run(db(), "COMMIT"); !committed) return failed(committed.error());
    failed_ = false;
    head_ = next;
    return head_;
  }

  tl::expected<std::vector<std::string>, Error> read(std::uint64_t after, std::size_t count_max) override {
    auto get = sqlite::Statement::prepare(db(), "SELECT body FROM event WHERE seq > ? ORDER BY seq LIMIT ?");
    if (!get) return failed(get.error());
    get->bind(1, static_cast<std::int64_t>(after))
        .bind(2, static_cast<std::int64_t>(std::min<std::size_t>(count_max, INT64_MAX)));
    std::vector<std::string> bodies;
    int code = 0;
    while ((code = get->step()) == SQLITE_ROW) bodies.push_back(get->text(0));
    if (code != SQLITE_DONE) return failed(sqlite::error_of(db(), "reading"));
    return bodies;
  }

  tl::expected<void, Error> mark_alive(std::int64_t wall_ms) override {
    if (at_rest_ || failed_) return failed({ErrorKind::io, "the log is not open for writing"});
    const auto text = std::to_string(wall_ms);
    const int code = mark_.bind(1, text).step();
    mark_.reset();
    if (code != SQLITE_DONE) return failed(sqlite::error_of(db(), "marking the exercise alive"));
    alive_ms_ = wall_ms;
    return {};
  }

  Verification verify() override {
    Verification found;
    Digest hash{};
    const auto wrong = [&found](std::string message) {
      found.bad_seq = found.events + 1;
      found.message = std::move(message);
      return found;
    };
    auto get = sqlite::Statement::prepare(db(), "SELECT seq, body, hash FROM event ORDER BY seq");
    if (!get) return wrong(get.error().message);
    int code = 0;
    for (; (code = get->step()) == SQLITE_ROW; ++found.events) {
      if (get->integer(0) != static_cast<std::int64_t>(found.events + 1)) return wrong("an event is missing here");
      hash = chained(hash, get->text(1));
      const auto stored = get->blob(2);
      if (stored.size() != hash.size() || std::memcmp(stored.data(), hash.data(), hash.size()) != 0)
        return wrong("its text or its hash is not what was written");
    }
    if (code != SQLITE_DONE) return wrong(sqlite::error_of(db(), "reading").message);
    found.head = to_hex(hash);
    found.ok = true;
    return found;
  }

  tl::expected<void, Error> put_media(const std::string& sha256, std::string_view bytes) override {
    if (at_rest_ || failed_) return failed({ErrorKind::io, "the log is not open for writing"});
    auto put = sqlite::Statement::prepare(db(), "INSERT OR IGNORE INTO media VALUES (?, ?)");
    if (!put) return failed(put.error());
    if (put->bind(1, sha256).bind_blob(2, bytes.data(), bytes.size()).step() != SQLITE_DONE)
      return failed(sqlite::error_of(db(), "keeping a file"));
    return {};
  }

  tl::expected<std::string, Error> media(const std::string& sha256) override {
    auto get = sqlite::Statement::prepare(db(), "SELECT bytes FROM media WHERE sha256 = ?");
    if (!get) return failed({ErrorKind::not_found, "there is no such file"});
    const int code = get->bind(1, sha256).step();
    if (code == SQLITE_ROW) return std::string(get->blob(0));
    if (code == SQLITE_DONE) return failed({ErrorKind::not_found, "there is no such file"});
    return failed(sqlite::error_of(db(), "reading a file"));
  }

  tl::expected<void, Error> add_checkpoint(const Checkpoint& checkpoint) override {
    if (at_rest_ || failed_) return failed({ErrorKind::io, "the log is not open for writing"});
    auto put = sqlite::Statement::prepare(db(), "INSERT OR IGNORE INTO checkpoint VALUES (?, ?, ?, ?, ?, ?)");
    if (!put) return failed(put.error());
    const int code = put->bind(1, static_cast<std::int64_t>(checkpoint.seq))
                         .bind(2, checkpoint.exercise)
                         .bind(3, checkpoint.hash)
                         .bind(4, checkpoint.wall)
                         .bind(5, checkpoint.key)
                         .bind(6, checkpoint.signature)
                         .step();
    if (code != SQLITE_DONE) return failed(sqlite::error_of(db(), "keeping a checkpoint"));
    last_checkpoint_ = checkpoint;
    return {};
  }

  tl::expected<std::vector<Checkpoint>, Error> checkpoints() override {
    std::vector<Checkpoint> all;
    if (at_rest_ && format_ < 2) return all;
    auto get = sqlite::Statement::prepare(
        db(), "SELECT seq, exercise, hash, wall, key, signature FROM checkpoint ORDER BY seq");
    if (!get) return failed(get.error());
    int code = 0;
    while ((code = get->step()) == SQLITE_ROW)
      all.push_back({get->text(1), static_cast<std::uint64_t>(get->integer(0)), get->text(2), get->integer(3),
                     get->text(4), get->text(5)});
    if (code != SQLITE_DONE) return failed(sqlite::error_of(db(), "reading the checkpoints"));
    return all;
  }

  const Checkpoint& last_checkpoint() const override { return last_checkpoint_; }

  // What newer formats have beside the events.
  tl::expected<void, Error> bring_up_to_date() {
    if (format_ == format_version) return {};
    return sqlite::run(
        db(), fmt::format("BEGIN IMMEDIATE; {} PRAGMA user_version = {}; COMMIT;", companions, format_version));
  }

  sqlite3* db() const { return connection_.get(); }

 private:
  sqlite::Connection connection_;
  sqlite::Statement insert_, mark_;
  Founding founding_;
  Head head_;
  Checkpoint last_checkpoint_;
  std::int64_t alive_ms_ = 0;
  bool failed_ = false;
  bool at_rest_;
  int format_ = format_version;
};

// Locking is set before the first access, so that there is never a shared-memory file and the lock is held from then
// on.
std::string settings(const SqliteOptions& options) {
  std::string all =
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = " + options.synchronous +
      "; PRAGMA mmap_size = 0; PRAGMA cache_size = -256; PRAGMA trusted_schema = OFF; BEGIN EXCLUSIVE; COMMIT;";
  if (options.pages_max > 0) all += "PRAGMA max_page_count = " + std::to_string(options.pages_max);
  return all;
}

}  // namespace

tl::expected<std::unique_ptr<EventLog>, Error> SqliteLog::create(const std::string& path, const Founding& founding,
                                                                 const SqliteOptions& options) {
  if (options.vfs.empty()) {
    const int made = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (made < 0)
      return failed({errno == EEXIST ? ErrorKind::conflict : ErrorKind::read_only,
                     fmt::format("{} cannot be made: {}", path, std::strerror(errno))});
    ::close(made);
  }
  auto connection = sqlite::open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, options.vfs);
  if (!connection) return failed(connection.error());
  auto file = std::make_unique<File>(std::move(*connection));
  if (const auto set = sqlite::run(file->db(), settings(options)); !set) return failed(set.error());
  if (const auto began = sqlite::run(file->db(), "BEGIN"); !began) return failed(began.error());
  if (const auto made = file->set_up(founding); !made) return failed(made.error());
  if (const auto done = sqlite::run(file->db(), "COMMIT"); !done) return failed(done.error());
  if (const auto loaded = file->load(); !loaded) return failed(loaded.error());
  if (const auto prepared = file->prepare(); !prepared) return failed(prepared.error());
  return file;
}

tl::expected<std::unique_ptr<EventLog>, Error> SqliteLog::open(const std::string& path, const SqliteOptions& options) {
  auto connection = sqlite::open(path, SQLITE_OPEN_READWRITE, options.vfs);
  if (!connection) return failed(connection.error());
  auto file = std::make_unique<File>(std::move(*connection));
  if (const auto set = sqlite::run(file->db(), settings(options)); !set) return failed(set.error());
  if (const auto good = file->check_format(); !good) return failed(good.error());
  if (const auto current = file->bring_up_to_date(); !current) return failed(current.error());
  if (const auto loaded = file->load(); !loaded) return failed(loaded.error());
  if (const auto prepared = file->prepare(); !prepared) return failed(prepared.error());
  const auto chain = file->verify();
  if (!chain.ok)
    return failed({ErrorKind::corrupt, fmt::format("{}: event {}: {}", path, chain.bad_seq, chain.message)});
  return file;
}

tl::expected<std::unique_ptr<EventLog>, Error> SqliteLog::open_at_rest(const std::string& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) return failed({ErrorKind::not_found, path + " is not there"});
  auto connection = sqlite::open(path, SQLITE_OPEN_READONLY);
  if (!connection) return failed(connection.error());
  auto file = std::make_unique<File>(std::move(*connection), true);
  if (const auto good = file->check_format(); !good)
    return failed({good.error().kind, path + ": " + good.error().message});
  if (const auto loaded = file->load(); !loaded)
    return failed({loaded.error().kind, path + ": " + loaded.error().message});
  return file;
}

}  // namespace startex::log
