// SQLite with owners: a connection and its statements close themselves, and a result code becomes an Error.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "log/event_log.hpp"

namespace startex::log::sqlite {

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
struct CloseStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

// Opens without SQLite's own mutex: one thread at a time uses it. `flags` are SQLITE_OPEN_…; an empty VFS is the usual.
tl::expected<Connection, Error> open(const std::string& path, int flags, const std::string& vfs = "");

Error error_of(sqlite3* connection, std::string_view doing);
tl::expected<void, Error> run(sqlite3* connection, const std::string& sql);

// A prepared statement; bind from 1, read columns from 0, as SQLite counts.
class Statement {
 public:
  Statement() = default;
  static tl::expected<Statement, Error> prepare(sqlite3* connection, std::string_view sql);

  Statement& bind(int at, std::int64_t value);
  Statement& bind(int at, std::string_view text);  // must outlive the next step
  Statement& bind_blob(int at, const void* bytes, std::size_t size);
  // SQLITE_ROW, SQLITE_DONE, or an error's code.
  int step() { return sqlite3_step(statement_.get()); }
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  std::string text(int column) const;
  std::string_view blob(int column) const;
  void reset();

 private:
  std::unique_ptr<sqlite3_stmt, CloseStatement> statement_;
};

}  // namespace startex::log::sqlite
