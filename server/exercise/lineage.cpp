#include "exercise/lineage.hpp"

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

// Asked of the new exercise at the wall time of the last event that it took over.
Outcome fork(Turn& turn, json::Reader& in) {
  const auto exercise = in.text("exercise", limits::id_max);
  const auto title = in.text("title", limits::title_max);
  const auto head = in.text("head", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const State& state = turn.state();
  if (state.lifecycle.phase == Phase::running) turn.emit("exercise.paused", Audience::everybody(), {{"cause", "fork"}});
  turn.emit("exercise.forked", Audience::everybody(), {{"exercise", exercise}, {"title", title}},
            {{"from", state.lifecycle.exercise}, {"at", state.seq}, {"head", head}});
  return {};
}

void forked(State& state, const Event& event) {
  const Json& origin = event.control;
  state.lineage.forks.push_back({origin.at("from").get<std::string>(), origin.at("at").get<std::uint64_t>(),
                                 origin.at("head").get<std::string>()});
  state.lifecycle.exercise = event.data.at("exercise").get<std::string>();
  state.lifecycle.title = event.data.at("title").get<std::string>();
}

}  // namespace

const Capability lineage_capability{
    "lineage",
    {{"exercise.fork", Who::server, When::open, "A new exercise goes on from a moment of this one", fork}},
    {{"exercise.forked", forked}},
};

}  // namespace startex::exercise
