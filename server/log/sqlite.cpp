#include "log/sqlite.hpp"

#include <fmt/format.h>

namespace startex::log::sqlite {

tl::expected<Connection, Error> open(const std::string& path, int flags, const std::string& vfs) {
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, vfs.empty() ? nullptr : vfs.c_str());
  Connection connection(raw);
  if (code != SQLITE_OK) return tl::unexpected(error_of(raw, "opening " + path));
  sqlite3_extended_result_codes(raw, 1);
  return connection;
}

Error error_of(sqlite3* connection, std::string_view doing) {
  const int code = connection ? sqlite3_errcode(connection) : SQLITE_NOMEM;
  const auto kind = [code] {
    switch (code & 0xFF) {
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        return ErrorKind::busy;
      case SQLITE_READONLY:
      case SQLITE_CANTOPEN:
      case SQLITE_PERM:
      case SQLITE_AUTH:
        return ErrorKind::read_only;
      case SQLITE_FULL:
        return ErrorKind::full;
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB:
        return ErrorKind::corrupt;
      case SQLITE_CONSTRAINT:
        return ErrorKind::conflict;
      default:
        return ErrorKind::io;
    }
  }();
  return {kind, fmt::format("{}: {}", doing, connection ? sqlite3_errmsg(connection) : "out of memory")};
}

tl::expected<void, Error> run(sqlite3* connection, const std::string& sql) {
  if (sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return tl::unexpected(error_of(connection, "the store refused"));
  return {};
}

tl::expected<Statement, Error> Statement::prepare(sqlite3* connection, std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &raw, nullptr);
  Statement statement;
  statement.statement_.reset(raw);
  if (code != SQLITE_OK) return tl::unexpected(error_of(connection, "the store refused"));
  return statement;
}

Statement& Statement::bind(int at, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), at, value);
  return *this;
}

Statement& Statement::bind(int at, std::string_view text) {
  sqlite3_bind_text(statement_.get(), at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  return *this;
}

Statement& Statement::bind_blob(int at, const void* bytes, std::size_t size) {
  sqlite3_bind_blob(statement_.get(), at, bytes, static_cast<int>(size), SQLITE_STATIC);
  return *this;
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))) : "";
}

std::string_view Statement::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)))
               : std::string_view{};
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

}  // namespace startex::log::sqlite
