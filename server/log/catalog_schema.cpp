#include "log/catalog_schema.hpp"

#include <fmt/format.h>

#include <array>

namespace startex::log {
namespace {

// Step i makes version i + 1 of version i. A step that has been published is never changed: the next one mends it. The
// first also meets folders from before versions were counted, whose tables are there already.
constexpr std::array steps{
    R"(
  CREATE TABLE IF NOT EXISTS exercise (id TEXT PRIMARY KEY, title TEXT NOT NULL, scenario TEXT NOT NULL, phase TEXT NOT NULL,
    created_ms INTEGER NOT NULL, participants INTEGER NOT NULL, review_open INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS join_code (code TEXT PRIMARY KEY, exercise TEXT NOT NULL REFERENCES exercise(id), role TEXT NOT NULL,
    team TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS session (token_hash TEXT PRIMARY KEY, role TEXT NOT NULL, exercise TEXT NOT NULL, participant TEXT NOT NULL,
    team TEXT NOT NULL, created_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS heartbeat (id INTEGER PRIMARY KEY CHECK (id = 1), beat INTEGER NOT NULL) STRICT;
  INSERT OR IGNORE INTO heartbeat VALUES (1, 0);)",
    // Classes of parallel worlds, archived and forked exercises; personal codes.
    R"(
  CREATE TABLE class (id TEXT PRIMARY KEY, title TEXT NOT NULL, scenario TEXT NOT NULL, created_ms INTEGER NOT NULL) STRICT;
  ALTER TABLE exercise ADD COLUMN milli_pace INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE exercise ADD COLUMN class TEXT NOT NULL DEFAULT '';
  ALTER TABLE exercise ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE exercise ADD COLUMN forked_from TEXT NOT NULL DEFAULT '';
  ALTER TABLE exercise ADD COLUMN forked_after INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE join_code ADD COLUMN id TEXT NOT NULL DEFAULT '';
  ALTER TABLE join_code ADD COLUMN seat TEXT NOT NULL DEFAULT '';
  ALTER TABLE join_code ADD COLUMN name TEXT NOT NULL DEFAULT '';
  ALTER TABLE join_code ADD COLUMN email TEXT NOT NULL DEFAULT '';
  ALTER TABLE join_code ADD COLUMN revoked INTEGER NOT NULL DEFAULT 0;
  UPDATE join_code SET id = CASE team WHEN '' THEN role ELSE team END;
  CREATE UNIQUE INDEX code_of_exercise ON join_code (exercise, id);
  CREATE INDEX session_of_participant ON session (exercise, participant);)",
    // Facilitators by name.
    "ALTER TABLE session ADD COLUMN name TEXT NOT NULL DEFAULT '';",
};

tl::expected<std::int64_t, Error> version_of(sqlite3* catalog) {
  auto asked = sqlite::Statement::prepare(catalog, "PRAGMA user_version");
  if (!asked) return tl::unexpected(asked.error());
  if (asked->step() != SQLITE_ROW) return tl::unexpected(sqlite::error_of(catalog, "reading the catalog"));
  return asked->integer(0);
}

}  // namespace

tl::expected<void, Error> bring_up_to_date(sqlite3* catalog) {
  const auto found = version_of(catalog);
  if (!found) return tl::unexpected(found.error());
  if (*found > static_cast<std::int64_t>(steps.size()))
    return tl::unexpected(Error{ErrorKind::foreign, "it was written by a newer program; start that one"});
  for (auto version = static_cast<std::size_t>(*found); version < steps.size(); ++version) {
    const auto done = sqlite::run(
        catalog, fmt::format("BEGIN IMMEDIATE; {} PRAGMA user_version = {}; COMMIT;", steps[version], version + 1));
    if (!done) {
      (void)sqlite::run(catalog, "ROLLBACK");
      return done;
    }
  }
  return {};
}

}  // namespace startex::log
