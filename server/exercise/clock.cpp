#include "exercise/clock.hpp"

#include <algorithm>
#include <cmath>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

std::int64_t to_milli_pace(double pace) { return std::llround(pace * 1000); }

// Where a move begins when it begins now: at its own start if that is still ahead.
void begin_move(Turn& turn, std::size_t index) {
  const Clock& clock = turn.state().clock;
  const Move& move = clock.moves[index];
  const calendar::Millis at = std::max(turn.at(), move.start.value_or(turn.at()));
  Json data{{"move", move.id}, {"title", move.title}, {"index", index}};
  if (move.milli_pace) data["pace"] = static_cast<double>(*move.milli_pace) / 1000;
  turn.emit_at(at, "move.started", Audience::everybody(), std::move(data));
}

Outcome set_pace(Turn& turn, json::Reader& in) {
  const double pace = in.number("pace", limits::pace_min, limits::pace_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  turn.emit("clock.pace_set", Audience::everybody(), {{"pace", static_cast<double>(to_milli_pace(pace)) / 1000}});
  return {};
}

Outcome jump(Turn& turn, json::Reader& in) {
  const auto text = in.text("to", limits::id_max);
  const auto to = calendar::parse_iso(text);
  if (!to) in.fault("to", "A time like 2025-02-03T10:15:00+09:00 is expected here.");
  if (const auto fault = in.finish()) return invalid(*fault);
  if (to->ms <= turn.at())
    return refuse(ErrorCode::invalid, "Exercise time only goes forward. Choose a later time.", "/to");
  const int offset = turn.state().clock.offset_minutes;
  turn.emit_at(
      to->ms, "clock.jumped", Audience::everybody(),
      {{"from", calendar::format_exercise(turn.at(), offset)}, {"to", calendar::format_exercise(to->ms, offset)}});
  return {};
}

Outcome advance(Turn& turn, json::Reader& in) {
  if (const auto fault = in.finish()) return invalid(*fault);
  const Clock& clock = turn.state().clock;
  if (clock.moves_begun >= clock.moves.size())
    return refuse(ErrorCode::conflict, "The last move is already being played.");
  begin_move(turn, clock.moves_begun);
  return {};
}

std::optional<calendar::Millis> next_due(const State& state) {
  const Clock& clock = state.clock;
  if (clock.moves_begun >= clock.moves.size()) return std::nullopt;
  const auto start = clock.moves[clock.moves_begun].start;
  return start ? clock.wall_at(*start) : std::nullopt;
}

void fire(Turn& turn) { begin_move(turn, turn.state().clock.moves_begun); }

void created(State& state, const Event& event) {
  Clock& clock = state.clock;
  const Json& data = event.data.at("clock");
  const auto start = calendar::parse_iso(data.at("start").get<std::string>()).value_or(calendar::Instant{});
  clock.start = clock.at_base = start.ms;
  clock.offset_minutes = start.offset_minutes;
  clock.wall_base = event.wall;
  clock.milli_pace = to_milli_pace(data.at("pace").get<double>());
  for (const Json& json : data.at("moves")) {
    Move move{json.at("id").get<std::string>(), json.at("title").get<std::string>(), std::nullopt, std::nullopt};
    if (json.contains("start"))
      if (const auto at = calendar::parse_iso(json.at("start").get<std::string>())) move.start = at->ms;
    if (json.contains("pace")) move.milli_pace = to_milli_pace(json.at("pace").get<double>());
    clock.moves.push_back(std::move(move));
  }
}

// The clock goes on from here.
void rebase(Clock& clock, const Event& event) {
  clock.played_base = clock.played(event.wall);
  clock.at_base = event.at;
  clock.wall_base = event.wall;
}

void run(State& state, const Event& event) {
  rebase(state.clock, event);
  state.clock.running = true;
}

void stand(State& state, const Event& event) {
  rebase(state.clock, event);
  state.clock.running = false;
}

void pace_set(State& state, const Event& event) {
  rebase(state.clock, event);
  state.clock.milli_pace = to_milli_pace(event.data.at("pace").get<double>());
}

void jumped(State& state, const Event& event) { rebase(state.clock, event); }

void move_started(State& state, const Event& event) {
  Clock& clock = state.clock;
  rebase(clock, event);
  if (event.data.contains("pace")) clock.milli_pace = to_milli_pace(event.data.at("pace").get<double>());
  clock.moves_begun = event.data.at("index").get<std::size_t>() + 1;
  clock.move_starts[event.data.at("move").get<std::string>()] = event.at;
}

}  // namespace

calendar::Millis Clock::at(calendar::Millis wall) const {
  if (!running || wall <= wall_base) return at_base;
  return at_base + (wall - wall_base) * milli_pace / 1000;
}

calendar::Millis Clock::played(calendar::Millis wall) const {
  return running && wall > wall_base ? played_base + wall - wall_base : played_base;
}

std::optional<calendar::Millis> Clock::wall_at(calendar::Millis exercise_time) const {
  if (!running) return std::nullopt;
  if (exercise_time <= at_base) return wall_base;
  return wall_base + ((exercise_time - at_base) * 1000 + milli_pace - 1) / milli_pace;
}

std::optional<calendar::Millis> Clock::wall_played(calendar::Millis played_ms) const {
  if (!running) return std::nullopt;
  return wall_base + std::max<calendar::Millis>(0, played_ms - played_base);
}

const Capability clock_capability{
    "clock",
    {
        {"clock.set_pace", Who::control, When::open, "How many exercise minutes pass in a wall minute", set_pace},
        {"clock.jump", Who::control, When::begun,
         "Exercise time goes forward to a moment; what is due on the way happens", jump},
        {"move.advance", Who::control, When::begun, "The next move begins", advance},
    },
    {
        {"exercise.created", created},
        {"exercise.started", run},
        {"exercise.paused", stand},
        {"exercise.resumed", run},
        {"exercise.ended", stand},
        {"clock.pace_set", pace_set},
        {"clock.jumped", jumped},
        {"move.started", move_started},
    },
    nullptr,
    next_due,
    fire,
};

}  // namespace startex::exercise
