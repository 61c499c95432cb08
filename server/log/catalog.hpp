// What the server knows beside the exercises: which there are, the codes that open them, and who is signed in. One
// SQLite file, used from one thread. A folder of an older program is brought up to date when it is opened; one of a
// newer program is refused.
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
  std::int64_t milli_pace = 0;     // a thousandth of an exercise minute a wall minute; 0: the scenario's
  std::string group = "";          // the class whose parallel world it is; empty: none
  bool archived = false;           // out of the way in the list
  std::string forked_from = "";    // the exercise that it went out from; empty: none
  std::uint64_t forked_after = 0;  // the last event that it took from there
};

// Parallel worlds of one scenario, for groups of one class.
struct ClassRow {
  std::string id, title, scenario;
  std::int64_t created_ms = 0;
};

// Shown to facilitators again and again, and so kept as text, in a file that only its owner reads.
struct JoinCode {
  std::string code, exercise;
  std::string role;  // "participant", "observer", "evaluator"
  std::string team;  // of participants
  // A personal code brings one person into one seat, each time as the same participant, whose id it is. The others have
  // their team or role as id.
  std::string id = "";
  std::string seat = "", name = "", email = "";
  bool revoked = false;

  bool personal() const { return !name.empty(); }
};

struct Session {
  std::string token_hash;                   // SHA-256, hex: the token itself is nowhere
  std::string role;                         // "facilitator" or a join code's
  std::string exercise, participant, team;  // empty for facilitators
  std::int64_t created_ms = 0;
  std::int64_t seen_ms = 0;
  std::string name = {};  // a facilitator's, as they have said it
};

// An exercise with the codes of its teams and roles.
struct Listing {
  ExerciseRow row;
  std::vector<JoinCode> codes;
};

class Catalog {
 public:
  static tl::expected<std::unique_ptr<Catalog>, Error> open(const std::string& path);
  virtual ~Catalog() = default;

  virtual tl::expected<void, Error> add_exercise(const ExerciseRow& row, const std::vector<JoinCode>& codes) = 0;
  // All of a class, or nothing.
  virtual tl::expected<void, Error> add_class(const ClassRow& row, const std::vector<Listing>& worlds) = 0;
  virtual std::vector<ExerciseRow> exercises() = 0;  // the newest first; worlds of a class in the order of their titles
  virtual std::optional<ExerciseRow> exercise(const std::string& id) = 0;
  virtual void set_exercise_summary(const std::string& id, const std::string& phase, std::uint64_t participants,
                                    bool review_open) = 0;
  virtual tl::expected<void, Error> set_title(const std::string& id, const std::string& title) = 0;
  virtual tl::expected<void, Error> set_archived(const std::string& id, bool archived) = 0;
  // With its codes and sessions; a class goes with its last world.
  virtual tl::expected<void, Error> remove_exercise(const std::string& id) = 0;
  virtual std::vector<ClassRow> classes() = 0;  // the newest first
  virtual std::vector<ExerciseRow> worlds_of(const std::string& group) = 0;

  virtual std::vector<JoinCode> codes_of(const std::string& exercise) = 0;   // of teams and roles
  virtual std::vector<JoinCode> roster_of(const std::string& exercise) = 0;  // personal, revoked ones too
  virtual std::optional<JoinCode> find_code(const std::string& code) = 0;    // nothing for a revoked one
  virtual std::optional<JoinCode> code_by_id(const std::string& exercise, const std::string& id) = 0;
  virtual tl::expected<void, Error> add_codes(const std::vector<JoinCode>& codes) = 0;  // all of them, or none
  // Puts another code, and perhaps another id, in the place of this one, which opens nothing from now on.
  virtual tl::expected<void, Error> replace_code(const JoinCode& old, const std::string& code,
                                                 const std::string& id) = 0;
  virtual void revoke_code(const std::string& exercise, const std::string& id) = 0;
  virtual void remove_code(const std::string& exercise, const std::string& id) = 0;

  virtual tl::expected<void, Error> add_session(const Session& session) = 0;
  virtual std::optional<Session> session(const std::string& token_hash) = 0;
  virtual void touch_session(const std::string& token_hash, std::int64_t seen_ms) = 0;
  // How a facilitator is called from now on.
  virtual void name_session(const std::string& token_hash, const std::string& name) = 0;
  virtual void remove_session(const std::string& token_hash) = 0;
  // Answers with the hashes of the sessions that are no more.
  virtual std::vector<std::string> remove_sessions_of(const std::string& exercise, const std::string& participant) = 0;
  // Forgets sessions made before one time, or last used before another.
  virtual void expire_sessions(std::int64_t made_before_ms, std::int64_t seen_before_ms) = 0;

  // Whether a write would be stored now.
  virtual bool writable() = 0;
};

}  // namespace startex::log
