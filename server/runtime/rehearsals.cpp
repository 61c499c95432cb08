#include "runtime/rehearsals.hpp"

#include <algorithm>

#include "access/tokens.hpp"
#include "rehearsal/rehearsal.hpp"
#include "telemetry/logging.hpp"

namespace startex::runtime {

Rehearsals::~Rehearsals() {
  for (const auto& play : plays_) play->stopped = true;
}

Result<std::string> Rehearsals::begin(WantedRehearsal wanted) {
  const auto waiting = std::count_if(plays_.begin(), plays_.end(),
                                     [](const auto& play) { return play->state.load() == State::running; });
  if (waiting >= limits::rehearsals_max)
    return refuse(ErrorCode::rate_limited, "Enough rehearsals are under way. Wait for one, or cancel one.");
  auto play = std::make_shared<Play>();
  play->id = access::new_id();
  play->wanted = std::move(wanted);
  plays_.push_back(play);
  while (plays_.size() > limits::rehearsals_kept_max) plays_.pop_front();
  thread_.run("rehearsal", [play] { perform(*play); });
  return play->id;
}

void Rehearsals::perform(Play& play) {
  const auto goes_on = [&play](double progress) {
    play.progress = progress;
    return !play.stopped.load();
  };
  if (!goes_on(0)) {
    play.state = State::cancelled;
    return;
  }
  try {
    const auto coverage =
        rehearsal::rehearse(play.wanted.scenario, {play.wanted.seed, !play.wanted.nobody, goes_on});
    play.coverage = rehearsal::to_json(coverage, play.wanted.scenario);
    play.state = play.stopped.load() && !coverage.ended ? State::cancelled : State::done;
  } catch (const std::exception& broken) {
    telemetry::error("a rehearsal of {} failed: {}", play.wanted.scenario.value("id", ""), broken.what());
    play.state = State::failed;
  }
}

Rehearsals::Play* Rehearsals::find(const std::string& id) const {
  const auto it = std::find_if(plays_.begin(), plays_.end(), [&](const auto& play) { return play->id == id; });
  return it == plays_.end() ? nullptr : it->get();
}

std::optional<Json> Rehearsals::look(const std::string& id) const {
  const Play* play = find(id);
  if (!play) return std::nullopt;
  static constexpr const char* names[] = {"running", "done", "cancelled", "failed"};
  const State state = play->stopped.load() && play->state.load() == State::running ? State::cancelled : play->state.load();
  Json out{{"rehearsal", play->id},
           {"scenario", play->wanted.scenario.at("id")},
           {"seed", play->wanted.seed},
           {"nobody", play->wanted.nobody},
           {"state", names[static_cast<std::size_t>(state)]},
           {"progress", play->progress.load()}};
  if (state == State::done) out["coverage"] = play->coverage;
  return out;
}

bool Rehearsals::cancel(const std::string& id) {
  Play* play = find(id);
  if (play) play->stopped = true;
  return play != nullptr;
}

}  // namespace startex::runtime
