#include "log/catalog.hpp"

#include <sys/stat.h>

#include "log/sqlite.hpp"

namespace startex::log {
namespace {

constexpr int application_id = 0x53545843;  // "STXC"

constexpr const char* schema = R"(
  CREATE TABLE IF NOT EXISTS exercise (id TEXT PRIMARY KEY, title TEXT NOT NULL, scenario TEXT NOT NULL, phase TEXT NOT NULL,
    created_ms INTEGER NOT NULL, participants INTEGER NOT NULL, review_open INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS join_code (code TEXT PRIMARY KEY, exercise TEXT NOT NULL REFERENCES exercise(id), role TEXT NOT NULL,
    team TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS session (token_hash TEXT PRIMARY KEY, role TEXT NOT NULL, exercise TEXT NOT NULL, participant TEXT NOT NULL,
    team TEXT NOT NULL, created_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS heartbeat (id INTEGER PRIMARY KEY CHECK (id = 1), beat INTEGER NOT NULL) STRICT;
  INSERT OR IGNORE INTO heartbeat VALUES (1, 0);)";

class SqliteCatalog : public Catalog {
 public:
  explicit SqliteCatalog(sqlite::Connection connection) : connection_(std::move(connection)) {}

  tl::expected<void, Error> add_exercise(const ExerciseRow& row, const std::vector<JoinCode>& codes) override {
    if (const auto began = sqlite::run(db(), "BEGIN IMMEDIATE"); !began) return began;
    auto done =
        write("INSERT INTO exercise VALUES (?, ?, ?, ?, ?, ?, ?)", row.id, row.title, row.scenario, row.phase,
              row.created_ms, static_cast<std::int64_t>(row.participants), static_cast<std::int64_t>(row.review_open));
    for (const auto& code : codes)
      if (done)
        done = write("INSERT INTO join_code VALUES (?, ?, ?, ?)", code.code, code.exercise, code.role, code.team);
    if (!done) {
      (void)sqlite::run(db(), "ROLLBACK");
      return done;
    }
    return sqlite::run(db(), "COMMIT");
  }

  std::vector<ExerciseRow> exercises() override {
    return rows<ExerciseRow>("SELECT * FROM exercise ORDER BY created_ms DESC, id", to_exercise);
  }
  std::optional<ExerciseRow> exercise(const std::string& id) override {
    return first(rows<ExerciseRow>("SELECT * FROM exercise WHERE id = ?", to_exercise, id));
  }
  void set_exercise_summary(const std::string& id, const std::string& phase, std::uint64_t participants,
                            bool review_open) override {
    (void)write(
        "UPDATE exercise SET phase = ?2, participants = ?3, review_open = ?4 WHERE id = ?1 AND (phase, participants, "
        "review_open) IS NOT (?2, ?3, ?4)",
        id, phase, static_cast<std::int64_t>(participants), static_cast<std::int64_t>(review_open));
  }
  std::vector<JoinCode> codes_of(const std::string& exercise) override {
    return rows<JoinCode>("SELECT * FROM join_code WHERE exercise = ? ORDER BY rowid", to_code, exercise);
  }
  std::optional<JoinCode> find_code(const std::string& code) override {
    return first(rows<JoinCode>("SELECT * FROM join_code WHERE code = ?", to_code, code));
  }

  tl::expected<void, Error> add_session(const Session& session) override {
    return write("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?)", session.token_hash, session.role, session.exercise,
                 session.participant, session.team, session.created_ms, session.seen_ms);
  }
  std::optional<Session> session(const std::string& token_hash) override {
    return first(rows<Session>("SELECT * FROM session WHERE token_hash = ?", to_session, token_hash));
  }
  void touch_session(const std::string& token_hash, std::int64_t seen_ms) override {
    (void)write("UPDATE session SET seen_ms = ?2 WHERE token_hash = ?1", token_hash, seen_ms);
  }
  void remove_session(const std::string& token_hash) override {
    (void)write("DELETE FROM session WHERE token_hash = ?", token_hash);
  }
  void remove_sessions_of(const std::string& exercise, const std::string& participant) override {
    (void)write("DELETE FROM session WHERE exercise = ? AND participant = ?", exercise, participant);
  }
  void expire_sessions(std::int64_t made_before_ms, std::int64_t seen_before_ms) override {
    (void)write("DELETE FROM session WHERE created_ms < ? OR seen_ms < ?", made_before_ms, seen_before_ms);
  }

  bool writable() override { return write("UPDATE heartbeat SET beat = beat + 1").has_value(); }

  sqlite3* db() const { return connection_.get(); }

 private:
  static void bind_one(sqlite::Statement& statement, int at, const std::string& value) {
    statement.bind(at, std::string_view(value));
  }
  static void bind_one(sqlite::Statement& statement, int at, std::int64_t value) { statement.bind(at, value); }

  template <typename... Values>
  tl::expected<sqlite::Statement, Error> prepared(const char* sql, const Values&... values) {
    auto statement = sqlite::Statement::prepare(db(), sql);
    int at = 0;
    if (statement) (bind_one(*statement, ++at, values), ...);
    return statement;
  }

  template <typename... Values>
  tl::expected<void, Error> write(const char* sql, const Values&... values) {
    auto statement = prepared(sql, values...);
    if (!statement) return tl::unexpected(statement.error());
    if (statement->step() != SQLITE_DONE) return tl::unexpected(sqlite::error_of(db(), "writing the catalog"));
    return {};
  }

  template <typename Row, typename... Values>
  std::vector<Row> rows(const char* sql, Row (*to_row)(const sqlite::Statement&), const Values&... values) {
    std::vector<Row> found;
    auto statement = prepared(sql, values...);
    while (statement && statement->step() == SQLITE_ROW) found.push_back(to_row(*statement));
    return found;
  }

  template <typename Row>
  static std::optional<Row> first(std::vector<Row> found) {
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
  }

  static ExerciseRow to_exercise(const sqlite::Statement& s) {
    return {s.text(0),        s.text(1), s.text(2), s.text(3), s.integer(4), static_cast<std::uint64_t>(s.integer(5)),
            s.integer(6) != 0};
  }
  static JoinCode to_code(const sqlite::Statement& s) { return {s.text(0), s.text(1), s.text(2), s.text(3)}; }
  static Session to_session(const sqlite::Statement& s) {
    return {s.text(0), s.text(1), s.text(2), s.text(3), s.text(4), s.integer(5), s.integer(6)};
  }

  sqlite::Connection connection_;
};

}  // namespace

tl::expected<std::unique_ptr<Catalog>, Error> Catalog::open(const std::string& path) {
  const mode_t before = ::umask(0077);
  auto connection = sqlite::open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  ::umask(before);
  if (!connection) return tl::unexpected(connection.error());
  auto catalog = std::make_unique<SqliteCatalog>(std::move(*connection));
  const std::string settings =
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = "
      "ON; PRAGMA application_id = " +
      std::to_string(application_id) + ";";
  if (const auto set = sqlite::run(catalog->db(), settings + schema); !set) return tl::unexpected(set.error());
  return catalog;
}

}  // namespace startex::log
