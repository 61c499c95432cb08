// What the server knows beside the exercises: which there are, the codes that open them, and who is signed in. One
// SQLite file, used from one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "log/event_log.hpp"

namespace startex::log {

struct ExerciseRow {
  std::string id, title, scenario, phase;
  std::int64_t created_ms = 0;
  std::uint64_t participants = 0;
  bool review_open = false;
};

// Shown to facilitators again and again, and so kept as text, in a file that only its owner reads.
struct JoinCode {
  std::string code, exercise;
  std::string role;  // "participant", "observer", "evaluator"
  std::string team;  // of participants
};

struct Session {
  std::string token_hash;                   // SHA-256, hex: the token itself is nowhere
  std::string role;                         // "facilitator" or a join code's
  std::string exercise, participant, team;  // empty for facilitators
  std::int64_t created_ms = 0;
  std::int64_t seen_ms = 0;
};

class Catalog {
 public:
  static tl::expected<std::unique_ptr<Catalog>, Error> open(const std::string& path);
  virtual ~Catalog() = default;

  virtual tl::expected<void, Error> add_exercise(const ExerciseRow& row, const std::vector<JoinCode>& codes) = 0;
  virtual std::vector<ExerciseRow> exercises() = 0;  // the newest first
  virtual std::optional<ExerciseRow> exercise(const std::string& id) = 0;
  virtual void set_exercise_summary(const std::string& id, const std::string& phase, std::uint64_t participants,
                                    bool review_open) = 0;
  virtual std::vector<JoinCode> codes_of(const std::string& exercise) = 0;
  virtual std::optional<JoinCode> find_code(const std::string& code) = 0;

  virtual tl::expected<void, Error> add_session(const Session& session) = 0;
  virtual std::optional<Session> session(const std::string& token_hash) = 0;
  virtual void touch_session(const std::string& token_hash, std::int64_t seen_ms) = 0;
  virtual void remove_session(const std::string& token_hash) = 0;
  virtual void remove_sessions_of(const std::string& exercise, const std::string& participant) = 0;
  // Forgets sessions made before one time, or last used before another.
  virtual void expire_sessions(std::int64_t made_before_ms, std::int64_t seen_before_ms) = 0;

  // Whether a write would be stored now.
  virtual bool writable() = 0;
};

}  // namespace startex::log
