// The mechanism that the capabilities share. A capability is one pair of files: what can be asked (methods), what can
// have happened (event types), what is remembered (its slice of State), and when something falls due by itself.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exercise/audience.hpp"
#include "exercise/error.hpp"
#include "exercise/event.hpp"
#include "exercise/limits.hpp"
#include "json/reader.hpp"

namespace startex::exercise {

struct State;

// The exercise's own chance, derived from the seed that its first event commits to. A pure function of its label, so
// that whoever knows the seed after ENDEX can compute every draw again.
class Chance {
 public:
  virtual ~Chance() = default;
  // 60 bits as 12 letters and digits. Ids are drawn by what they name and not counted, so that no id tells that
  // something else has happened before it.
  virtual std::string id(std::string_view label) const = 0;
  // 1 to `sides`.
  virtual std::int64_t draw(std::string_view label, std::int64_t sides) const = 0;
  // The seed itself, hex, for the event that reveals it.
  virtual std::string reveal() const = 0;
  // A text that this exercise alone can read again, under the same label: the key stands neither in the record nor
  // behind the seed, so that whoever has both still cannot. Base64. Nothing for what is not sealed so.
  virtual std::string seal(std::string_view label, std::string_view text) const = 0;
  virtual std::optional<std::string> unseal(std::string_view label, std::string_view sealed) const = 0;
};

// Who asks. What they may do is read from the state at that moment, so a change of rights binds on the next command.
struct Asker {
  Role role = Role::observer;
  std::string participant;  // empty for control
  std::string name = {};    // of a facilitator who has said it: two sessions of one name are one person
  auto operator<=>(const Asker&) const = default;
};

// The asker as the state knows them now.
struct Actor {
  Role role = Role::observer;
  std::string participant, name, team, seat;
  bool system = false;  // nobody: the clock or a rule
  Viewer viewer() const { return {role, team, seat}; }
};

// When a command is decided and with what chance.
struct Context {
  calendar::Millis wall;
  const Chance& chance;
};

// One decision in the making: what a method may look at, and where it puts what happens.
class Turn {
 public:
  Turn(const State& state, const Actor& actor, Context context);

  const State& state() const { return state_; }
  const Actor& actor() const { return actor_; }
  calendar::Millis wall() const { return context_.wall; }
  calendar::Millis at() const { return at_; }  // exercise time
  const Chance& chance() const { return context_.chance; }

  // An id that depends only on what it names, who asks, and when.
  std::string id(std::string_view kind, std::initializer_list<std::string_view> parts) const;

  // What chance says under this label, for the event to record: {"label","sides","result"}.
  Json draw(const std::string& label, std::int64_t sides) const;

  // The actor as the field `by`.
  Json by() const;

  // What a facilitator causes who has said their name, control can tell: it stands in the event's `control`.
  void emit(std::string type, Audience audience, Json data, Json control = nullptr);
  void emit_by(Json by, std::string type, Audience audience, Json data, Json control = nullptr);
  void emit_at(calendar::Millis at, std::string type, Audience audience, Json data);
  // What another decision in this state at this moment has come to.
  void add(std::vector<Event> events);

  std::vector<Event> take() { return std::move(events_); }

 private:
  const State& state_;
  const Actor& actor_;
  Context context_;
  calendar::Millis at_;
  std::vector<Event> events_;
};

using Outcome = Result<void>;

// Who may ask a method, as a set. `server` is the program itself (joining), never a frame from outside.
struct Who {
  enum : std::uint8_t { control = 1, participant = 2, seated = 4, observer = 8, evaluator = 16, server = 32 };
};

// When a method may be asked, as a set.
struct When {
  enum : std::uint8_t { lobby = 1, running = 2, paused = 4, ended = 8, open = 7, begun = 6, always = 15 };
};

struct Method {
  std::string_view name;
  std::uint8_t who;
  std::uint8_t when;
  std::string_view summary;  // one line for docs/who-sees-what.md
  Outcome (*decide)(Turn&, json::Reader&);
  // Of a question instead of `decide`: what the asker is told. It changes nothing and leaves no trace.
  Result<Json> (*answer)(const Turn&, json::Reader&) = nullptr;
};

struct EventType {
  std::string_view type;
  // Total: takes every event of this type that a log can hold.
  void (*apply)(State&, const Event&);
};

struct Capability {
  std::string_view name;
  std::vector<Method> methods;
  std::vector<EventType> events;
  // Emits what stands in the scenario document when an exercise is created. May be null.
  void (*found)(Turn&, const Json& document) = nullptr;
  // The wall time at which something of this capability falls due, when it does. May be null.
  std::optional<calendar::Millis> (*next_due)(const State&) = nullptr;
  // Emits what is due by turn.wall(). May be null.
  void (*fire)(Turn&) = nullptr;
};

// The refusal for a fault found by a Reader, for a missing thing, and for somebody else's: the last two are one.
tl::unexpected<Error> invalid(const json::Fault& fault);
tl::unexpected<Error> not_found(std::string_view what);

}  // namespace startex::exercise
