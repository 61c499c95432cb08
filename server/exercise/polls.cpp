#include "exercise/polls.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

Result<const Poll*> named(const Turn& turn, json::Reader& in) {
  const auto id = in.text("poll", limits::id_max);
  if (in.faulted()) return invalid(*in.faulted());
  const auto& polls = turn.state().polls.polls;
  const auto it = polls.find(id);
  const Actor& actor = turn.actor();
  const bool seen = it != polls.end() && (may_see(it->second.voters, actor.viewer()) ||
                                          (!actor.team.empty() && it->second.team == actor.team));
  if (!seen) return not_found("poll");
  return &it->second;
}

Outcome open(Turn& turn, json::Reader& in) {
  const Actor& actor = turn.actor();
  const Seats& seats = turn.state().seats;
  const auto question = in.text("question", limits::rationale_max);
  const auto options = in.texts("options", limits::options_max, limits::title_max);
  const auto voters = seats.places(in.texts("voters", limits::recipients_max, limits::id_max));
  const auto unit = in.choice("unit", {"person", "seat", "team"});
  const auto ballot = in.choice("ballot", {"open", "secret"});
  const auto quorum = in.optional_integer("quorum", 1, limits::participants_max);
  const auto threshold = in.optional_integer("threshold", 1, 100);
  const auto named_results = in.optional_texts("resultTo", limits::recipients_max, limits::id_max);
  const auto result_to = seats.places(named_results);
  if (options.size() < 2) in.fault("options", "Give at least two options.");
  if (!voters) in.fault("voters", "A voter here is neither a team, nor a seat, nor \"all\".");
  if (!result_to) in.fault("resultTo", "A recipient here is neither a team, nor a seat, nor \"all\".");
  if (const auto fault = in.finish()) return invalid(*fault);
  if (actor.role != Role::control && !seats.has_right(actor.seat, "poll.open"))
    return refuse(ErrorCode::forbidden, "Your seat does not open polls in this exercise. Ask control to.");
  const auto& polls = turn.state().polls.polls;
  const auto mine = std::count_if(polls.begin(), polls.end(), [&](const auto& entry) {
    return !entry.second.closed && entry.second.team == actor.team;
  });
  if (mine >= limits::open_polls_max)
    return refuse(ErrorCode::conflict, "Too many polls of yours are open. Close one first.");
  const auto id = turn.id("poll", {question});
  if (polls.contains(id)) return refuse(ErrorCode::conflict, "This very poll was opened a moment ago.");
  Json data{{"poll", id},   {"question", question}, {"options", options}, {"voters", voters->places()},
            {"unit", unit}, {"ballot", ballot}};
  if (quorum) data["quorum"] = *quorum;
  if (threshold) data["threshold"] = *threshold;
  if (!actor.team.empty()) data["team"] = actor.team;
  Audience audience = *voters;
  if (!actor.team.empty()) audience.add(actor.team);
  turn.emit("poll.opened", std::move(audience), std::move(data),
            {{"resultTo", named_results.empty() ? *voters : *result_to}});
  return {};
}

std::string voter_of(const Actor& actor, const std::string& unit) {
  return unit == "person" ? actor.participant : unit == "seat" ? actor.seat : actor.team;
}

Outcome answer(Turn& turn, json::Reader& in) {
  const auto found = named(turn, in);
  if (!found) return tl::unexpected(found.error());
  const Poll& poll = **found;
  const Actor& actor = turn.actor();
  const auto option = in.integer("option", 0, static_cast<std::int64_t>(poll.options.size()) - 1);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (!may_see(poll.voters, actor.viewer()))
    return refuse(ErrorCode::forbidden, "Your seat opened this poll and does not vote in it.");
  if (poll.closed) return refuse(ErrorCode::conflict, "This poll is closed.");
  const auto voter = voter_of(actor, poll.unit);
  if (const auto it = poll.answers.find(voter); it != poll.answers.end() && it->second == option)
    return refuse(ErrorCode::conflict, "This is your answer already.");
  const Audience own = poll.unit == "team" ? Audience{actor.team} : Audience{actor.seat};
  turn.emit("poll.answered", poll.secret ? own : poll.voters,
            {{"poll", poll.id}, {"option", option}, {"voter", voter}});
  return {};
}

// The option that has won: alone at the top, with enough of the votes.
Json winner(const Poll& poll, const std::vector<std::int64_t>& counts, std::int64_t votes) {
  const auto top = std::max_element(counts.begin(), counts.end());
  const bool alone = std::count(counts.begin(), counts.end(), *top) == 1;
  if (votes == 0 || votes < poll.quorum || !alone || *top * 100 < poll.threshold * votes) return nullptr;
  return top - counts.begin();
}

Outcome close(Turn& turn, json::Reader& in) {
  const auto found = named(turn, in);
  if (!found) return tl::unexpected(found.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  const Poll& poll = **found;
  const Actor& actor = turn.actor();
  if (actor.role != Role::control && poll.team != actor.team)
    return refuse(ErrorCode::forbidden, "Who opened a poll closes it.");
  if (poll.closed) return refuse(ErrorCode::conflict, "This poll is closed already.");
  std::vector<std::int64_t> counts(poll.options.size(), 0);
  for (const auto& [voter, option] : poll.answers) ++counts[static_cast<std::size_t>(option)];
  const auto votes = static_cast<std::int64_t>(poll.answers.size());
  turn.emit("poll.closed", poll.result_to,
            {{"poll", poll.id},
             {"question", poll.question},
             {"options", poll.options},
             {"counts", counts},
             {"votes", votes},
             {"met", votes >= poll.quorum},
             {"option", winner(poll, counts, votes)}});
  return {};
}

void opened(State& state, const Event& event) {
  const Json& data = event.data;
  Poll poll;
  poll.id = data.at("poll").get<std::string>();
  poll.team = data.value("team", "");
  poll.question = data.at("question").get<std::string>();
  poll.options = data.at("options").get<std::vector<std::string>>();
  poll.unit = data.at("unit").get<std::string>();
  poll.secret = data.at("ballot") == "secret";
  poll.quorum = data.value("quorum", 0);
  poll.threshold = data.value("threshold", 0);
  poll.voters = Audience(data.at("voters").get<std::vector<std::string>>());
  poll.result_to = event.control.at("resultTo").get<Audience>();
  state.polls.polls[poll.id] = std::move(poll);
}

void answered(State& state, const Event& event) {
  state.polls.polls[event.data.at("poll").get<std::string>()].answers[event.data.at("voter").get<std::string>()] =
      event.data.at("option").get<std::int64_t>();
}

}  // namespace

const Capability polls_capability{
    "polls",
    {
        {"poll.open", Who::seated | Who::control, When::running,
         "Put a question to a vote; control, and seats with the right", open},
        {"poll.answer", Who::seated, When::running, "Vote, or change one's vote while the poll is open", answer},
        {"poll.close", Who::seated | Who::control, When::begun,
         "End the vote and tell the result; control, and who opened it", close},
    },
    {
        {"poll.opened", opened},
        {"poll.answered", answered},
        {"poll.closed",
         [](State& state, const Event& event) {
           state.polls.polls[event.data.at("poll").get<std::string>()].closed = true;
         }},
    },
};

}  // namespace startex::exercise
