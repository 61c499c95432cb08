#include "log/catalog.hpp"

#include <sys/stat.h>

#include "log/catalog_schema.hpp"
#include "log/sqlite.hpp"

namespace startex::log {
namespace {

constexpr int application_id = 0x53545843;  // "STXC"

constexpr const char* code_columns = "code, exercise, role, team, id, seat, name, email, revoked";

class SqliteCatalog : public Catalog {
 public:
  explicit SqliteCatalog(sqlite::Connection connection) : connection_(std::move(connection)) {}

  tl::expected<void, Error> add_exercise(const ExerciseRow& row, const std::vector<JoinCode>& codes) override {
    return together([&] { return insert({row, codes}); });
  }
  tl::expected<void, Error> add_class(const ClassRow& row, const std::vector<Listing>& worlds) override {
    return together([&] {
      auto done = write("INSERT INTO class VALUES (?, ?, ?, ?)", row.id, row.title, row.scenario, row.created_ms);
      for (const auto& world : worlds)
        if (done) done = insert(world);
      return done;
    });
  }
  std::vector<ExerciseRow> exercises() override {
    return rows<ExerciseRow>("SELECT * FROM exercise ORDER BY created_ms DESC, length(title), title, id", to_exercise);
  }
  std::optional<ExerciseRow> exercise(const std::string& id) override {
    return first(rows<ExerciseRow>("SELECT * FROM exercise WHERE id = ?", to_exercise, id));
  }
  void set_exercise_summary(const std::string& id, const std::string& phase, std::uint64_t participants,
                            bool review_open) override {
    (void)write(
        "UPDATE exercise SET phase = ?2, participants = ?3, review_open = ?4 WHERE id = ?1 AND (phase, participants, "
        "review_open) IS NOT (?2, ?3, ?4)",
        id, phase, number(participants), number(review_open));
  }
  tl::expected<void, Error> set_title(const std::string& id, const std::string& title) override {
    return write("UPDATE exercise SET title = ?2 WHERE id = ?1", id, title);
  }
  tl::expected<void, Error> set_archived(const std::string& id, bool archived) override {
    return write("UPDATE exercise SET archived = ?2 WHERE id = ?1", id, number(archived));
  }
  tl::expected<void, Error> remove_exercise(const std::string& id) override {
    return together([&] {
      auto done = write("DELETE FROM session WHERE exercise = ?", id);
      if (done) done = write("DELETE FROM join_code WHERE exercise = ?", id);
      if (done) done = write("DELETE FROM exercise WHERE id = ?", id);
      if (done) done = write("DELETE FROM class WHERE id NOT IN (SELECT class FROM exercise)");
      return done;
    });
  }
  std::vector<ClassRow> classes() override {
    return rows<ClassRow>("SELECT * FROM class ORDER BY created_ms DESC, id", to_class);
  }
  std::vector<ExerciseRow> worlds_of(const std::string& group) override {
    return rows<ExerciseRow>("SELECT * FROM exercise WHERE class = ? ORDER BY rowid", to_exercise, group);
  }

  std::vector<JoinCode> codes_of(const std::string& exercise) override {
    return codes("WHERE exercise = ? AND name = '' ORDER BY rowid", exercise);
  }
  std::vector<JoinCode> roster_of(const std::string& exercise) override {
    return codes("WHERE exercise = ? AND name <> '' ORDER BY rowid", exercise);
  }
  std::optional<JoinCode> find_code(const std::string& code) override {
    return first(codes("WHERE code = ? AND revoked = 0", code));
  }
  std::optional<JoinCode> code_by_id(const std::string& exercise, const std::string& id) override {
    return first(codes("WHERE exercise = ? AND id = ?", exercise, id));
  }
  tl::expected<void, Error> add_codes(const std::vector<JoinCode>& codes) override {
    return together([&] { return insert(codes); });
  }
  tl::expected<void, Error> replace_code(const JoinCode& old, const std::string& code, const std::string& id) override {
    return write("UPDATE join_code SET code = ?3, id = ?4, revoked = 0 WHERE exercise = ?1 AND id = ?2", old.exercise,
                 old.id, code, id);
  }
  void revoke_code(const std::string& exercise, const std::string& id) override {
    (void)write("UPDATE join_code SET revoked = 1 WHERE exercise = ? AND id = ?", exercise, id);
  }
  void remove_code(const std::string& exercise, const std::string& id) override {
    (void)write("DELETE FROM join_code WHERE exercise = ? AND id = ?", exercise, id);
  }

  tl::expected<void, Error> add_session(const Session& session) override {
    return write("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?)", session.token_hash, session.role,
                 session.exercise, session.participant, session.team, session.created_ms, session.seen_ms,
                 session.name);
  }
  std::optional<Session> session(const std::string& token_hash) override {
    return first(rows<Session>("SELECT * FROM session WHERE token_hash = ?", to_session, token_hash));
  }
  void touch_session(const std::string& token_hash, std::int64_t seen_ms) override {
    (void)write("UPDATE session SET seen_ms = ?2 WHERE token_hash = ?1", token_hash, seen_ms);
  }
  void name_session(const std::string& token_hash, const std::string& name) override {
    (void)write("UPDATE session SET name = ?2 WHERE token_hash = ?1", token_hash, name);
  }
  void remove_session(const std::string& token_hash) override {
    (void)write("DELETE FROM session WHERE token_hash = ?", token_hash);
  }
  std::vector<std::string> remove_sessions_of(const std::string& exercise, const std::string& participant) override {
    return rows<std::string>(
        "DELETE FROM session WHERE exercise = ? AND participant = ? RETURNING token_hash",
        [](const sqlite::Statement& s) { return s.text(0); }, exercise, participant);
  }
  void expire_sessions(std::int64_t made_before_ms, std::int64_t seen_before_ms) override {
    (void)write("DELETE FROM session WHERE created_ms < ? OR seen_ms < ?", made_before_ms, seen_before_ms);
  }

  bool writable() override { return write("UPDATE heartbeat SET beat = beat + 1").has_value(); }

  sqlite3* db() const { return connection_.get(); }

 private:
  template <typename Unsigned>
  static std::int64_t number(Unsigned value) {
    return static_cast<std::int64_t>(value);
  }

  // Does all of it or nothing.
  template <typename Work>
  tl::expected<void, Error> together(Work work) {
    if (const auto began = sqlite::run(db(), "BEGIN IMMEDIATE"); !began) return began;
    auto done = work();
    if (done) done = sqlite::run(db(), "COMMIT");
    if (!done) (void)sqlite::run(db(), "ROLLBACK");
    return done;
  }
  tl::expected<void, Error> insert(const Listing& listing) {
    const auto& row = listing.row;
    const auto done = write("INSERT INTO exercise VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row.id, row.title,
                            row.scenario, row.phase, row.created_ms, number(row.participants), number(row.review_open),
                            row.milli_pace, row.group, number(row.archived), row.forked_from, number(row.forked_after));
    return done ? insert(listing.codes) : done;
  }
  tl::expected<void, Error> insert(const std::vector<JoinCode>& codes) {
    tl::expected<void, Error> done;
    for (const auto& code : codes)
      if (done)
        done = write("INSERT INTO join_code VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", code.code, code.exercise, code.role,
                     code.team,
                     !code.id.empty()    ? code.id
                     : code.team.empty() ? code.role
                                         : code.team,
                     code.seat, code.name, code.email, number(code.revoked));
    return done;
  }
  template <typename... Values>
  std::vector<JoinCode> codes(const std::string& where, const Values&... values) {
    const std::string sql = std::string("SELECT ") + code_columns + " FROM join_code " + where;
    return rows<JoinCode>(sql.c_str(), to_code, values...);
  }

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
    const auto count = [&s](int column) { return static_cast<std::uint64_t>(s.integer(column)); };
    return {s.text(0),         s.text(1),    s.text(2), s.text(3),         s.integer(4), count(5),
            s.integer(6) != 0, s.integer(7), s.text(8), s.integer(9) != 0, s.text(10),   count(11)};
  }
  static ClassRow to_class(const sqlite::Statement& s) { return {s.text(0), s.text(1), s.text(2), s.integer(3)}; }
  static JoinCode to_code(const sqlite::Statement& s) {
    return {s.text(0), s.text(1), s.text(2), s.text(3), s.text(4), s.text(5), s.text(6), s.text(7), s.integer(8) != 0};
  }
  static Session to_session(const sqlite::Statement& s) {
    return {s.text(0), s.text(1), s.text(2), s.text(3), s.text(4), s.integer(5), s.integer(6), s.text(7)};
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
  if (const auto set = sqlite::run(catalog->db(), settings); !set) return tl::unexpected(set.error());
  if (const auto ready = bring_up_to_date(catalog->db()); !ready) return tl::unexpected(ready.error());
  return catalog;
}

}  // namespace startex::log
