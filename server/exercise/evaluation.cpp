#include "exercise/evaluation.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

const Audience evaluators{"evaluator"};

// What an evaluator has seen of the exercise, as evidence. The event numbers are the asker's own; `data` gets those
// under which evaluators know the same events, and `control` their places in the log.
struct Evidence {
  Json numbers = Json::array(), seqs = Json::array();
};

Evidence evidence(const Turn& turn, json::Reader& in) {
  Evidence out;
  const Sight& sight = turn.state().sight;
  std::set<std::uint64_t> seqs;
  for (const auto n : in.optional_integers("evidence", limits::evidence_max, 1, limits::number_max)) {
    const auto seq = sight.seq_of(turn.actor().viewer(), static_cast<std::uint64_t>(n));
    if (seq)
      seqs.insert(*seq);
    else
      in.fault("evidence", "An event here is none that you have been shown. Name events by their number n.");
  }
  for (const auto seq : seqs) {
    out.seqs.push_back(seq);
    if (const auto n = sight.number_of({Role::evaluator, "", ""}, seq)) out.numbers.push_back(*n);
  }
  return out;
}

// The moment of the exercise that is rated: now, unless another is named.
calendar::Millis moment(const Turn& turn, json::Reader& in) {
  const auto text = in.optional_text("at", limits::id_max);
  if (!text) return turn.at();
  const auto at = calendar::parse_iso(*text);
  if (!at) in.fault("at", "A time with an offset is expected here, like 2025-02-03T10:15:00+09:00.");
  if (at && at->ms > turn.at()) in.fault("at", "This moment has not come yet.");
  return at ? at->ms : turn.at();
}

const std::initializer_list<std::string_view> grades{"P", "S", "M", "U"};

void emit_rating(Turn& turn, std::string type, Json what, const std::string& rating, const std::string& note,
                 calendar::Millis at, Evidence found) {
  what["rating"] = rating;
  what["note"] = note;
  what["moment"] = calendar::format_exercise(at, turn.state().clock.offset_minutes);
  what["evidence"] = std::move(found.numbers);
  turn.emit(std::move(type), evaluators, std::move(what), {{"evidence", std::move(found.seqs)}});
}

Outcome record(Turn& turn, json::Reader& in) {
  const auto objective_id = in.text("objective", limits::id_max);
  const auto task = in.optional_text("task", limits::id_max);
  const auto rating = in.choice("rating", grades);
  const auto note = in.optional_text("note", limits::rationale_max).value_or("");
  const auto at = moment(turn, in);
  auto found = evidence(turn, in);
  const Evaluation& evaluation = turn.state().evaluation;
  const Objective* objective = evaluation.objective(objective_id);
  if (!objective) in.fault("objective", "This exercise has no such objective.");
  if (objective && task && !objective->tasks.contains(*task)) in.fault("task", "This objective has no such task.");
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto author = author_of(turn.actor());
  const auto mine = std::count_if(evaluation.ratings.begin(), evaluation.ratings.end(),
                                  [&](const auto& entry) { return entry.second.author == author; });
  if (mine >= limits::ratings_max)
    return refuse(ErrorCode::conflict, "You have given too many ratings. Revise those that stand.");
  const auto id = turn.id("evaluation", {objective_id, task.value_or(""), rating, note});
  if (evaluation.ratings.contains(id)) return refuse(ErrorCode::conflict, "This very rating was given a moment ago.");
  Json data{{"evaluation", id}, {"objective", objective_id}, {"author", author}};
  if (task) data["task"] = *task;
  emit_rating(turn, "evaluation.recorded", std::move(data), rating, note, at, std::move(found));
  return {};
}

// A rating that stands, and that the asker has given.
Result<const Rating*> own(const Turn& turn, json::Reader& in) {
  const auto id = in.text("evaluation", limits::id_max);
  if (in.faulted()) return invalid(*in.faulted());
  const auto& ratings = turn.state().evaluation.ratings;
  const auto it = ratings.find(id);
  if (it == ratings.end()) return not_found("rating");
  if (it->second.author != author_of(turn.actor()))
    return refuse(ErrorCode::forbidden, "This is somebody else's rating. Give one of your own.");
  if (it->second.withdrawn) return refuse(ErrorCode::conflict, "This rating has been withdrawn. Give a new one.");
  return &it->second;
}

Outcome revise(Turn& turn, json::Reader& in) {
  const auto standing = own(turn, in);
  if (!standing) return tl::unexpected(standing.error());
  const auto rating = in.choice("rating", grades);
  const auto note = in.optional_text("note", limits::rationale_max).value_or("");
  const auto at = moment(turn, in);
  auto found = evidence(turn, in);
  if (const auto fault = in.finish()) return invalid(*fault);
  const Rating& before = **standing;
  Json data{{"evaluation", before.id}, {"objective", before.objective}, {"author", before.author}};
  if (!before.task.empty()) data["task"] = before.task;
  emit_rating(turn, "evaluation.revised", std::move(data), rating, note, at, std::move(found));
  return {};
}

Outcome withdraw(Turn& turn, json::Reader& in) {
  const auto standing = own(turn, in);
  if (!standing) return tl::unexpected(standing.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  turn.emit("evaluation.withdrawn", evaluators, {{"evaluation", (*standing)->id}});
  return {};
}

Outcome conclude(Turn& turn, json::Reader& in) {
  const auto objective = in.text("objective", limits::id_max);
  const auto rating = in.choice("rating", grades);
  const auto note = in.optional_text("note", limits::rationale_max).value_or("");
  const Evaluation& evaluation = turn.state().evaluation;
  if (!in.faulted() && !evaluation.objective(objective)) in.fault("objective", "This exercise has no such objective.");
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto before = evaluation.conclusions.find(objective);
  if (before != evaluation.conclusions.end() && before->second.rating == rating && before->second.note == note)
    return refuse(ErrorCode::conflict, "This is what stands already.");
  turn.emit("evaluation.concluded", evaluators, {{"objective", objective}, {"rating", rating}, {"note", note}});
  return {};
}

Outcome publish(Turn& turn, json::Reader& in) {
  if (const auto fault = in.finish()) return invalid(*fault);
  const Evaluation& evaluation = turn.state().evaluation;
  Json objectives = Json::array();
  for (const Objective& objective : evaluation.objectives)
    if (const auto it = evaluation.conclusions.find(objective.id); it != evaluation.conclusions.end())
      objectives.push_back(
          {{"objective", objective.id}, {"rating", it->second.rating}, {"note", it->second.note}});
  if (objectives.empty())
    return refuse(ErrorCode::conflict, "No objective has a concluded rating yet. Conclude one first.");
  turn.emit("evaluation.published", Audience::everybody(), {{"objectives", std::move(objectives)}});
  return {};
}

// Objectives and their guides, to evaluators.
void announce(Turn& turn, const Json& document) {
  const Json objectives = document.value("objectives", Json::array());
  if (!objectives.empty()) turn.emit("evaluation.opened", evaluators, {{"objectives", objectives}});
}

// Of a list of objectives, or of its translation, what teams read after ENDEX.
Json titles_of(const Json& objectives) {
  Json titles = Json::array();
  for (const Json& one : objectives) {
    Json known = Json::object();
    for (const auto* key : {"id", "title"})
      if (one.contains(key)) known[key] = one.at(key);
    titles.push_back(std::move(known));
  }
  return titles;
}

void opened(State& state, const Event& event) {
  Evaluation& evaluation = state.evaluation;
  for (const Json& json : event.data.at("objectives")) {
    Objective objective{json.at("id").get<std::string>(), json.at("title").get<std::string>(), {}};
    if (json.contains("eeg"))
      for (const Json& task : json.at("eeg").value("tasks", Json::array()))
        objective.tasks.insert(task.at("id").get<std::string>());
    evaluation.objectives.push_back(std::move(objective));
  }
  evaluation.titles = {{"objectives", titles_of(event.data.at("objectives"))}};
  if (!event.data.contains("in")) return;
  for (const auto& [language, texts] : event.data.at("in").items())
    evaluation.titles["in"][language] = {{"objectives", titles_of(texts.value("objectives", Json::array()))}};
}

void recorded(State& state, const Event& event) {
  const Json& data = event.data;
  const auto id = data.at("evaluation").get<std::string>();
  state.evaluation.ratings[id] = {id, data.at("objective").get<std::string>(), data.value("task", ""),
                                  data.at("author").get<std::string>(), false};
}

}  // namespace

std::string author_of(const Actor& actor) { return actor.role == Role::control ? "control" : actor.participant; }

const Objective* Evaluation::objective(std::string_view id) const {
  const auto it = std::find_if(objectives.begin(), objectives.end(), [&](const auto& one) { return one.id == id; });
  return it == objectives.end() ? nullptr : &*it;
}

const Capability evaluation_capability{
    "evaluation",
    {
        {"evaluation.record", Who::evaluator | Who::control, When::begun | When::ended,
         "Rate an objective, or a task of its guide: P, S, M or U", record},
        {"evaluation.revise", Who::evaluator | Who::control, When::begun | When::ended, "Change one's own rating",
         revise},
        {"evaluation.withdraw", Who::evaluator | Who::control, When::begun | When::ended, "Take one's own rating back",
         withdraw},
        {"evaluation.conclude", Who::control, When::begun | When::ended,
         "The one rating of an objective that the report states", conclude},
        {"evaluation.publish", Who::control, When::ended, "Tell everybody the concluded ratings", publish},
    },
    {
        {"evaluation.opened", opened},
        {"evaluation.recorded", recorded},
        {"evaluation.revised", [](State&, const Event&) {}},
        {"evaluation.withdrawn",
         [](State& state, const Event& event) {
           state.evaluation.ratings[event.data.at("evaluation").get<std::string>()].withdrawn = true;
         }},
        {"evaluation.concluded",
         [](State& state, const Event& event) {
           state.evaluation.conclusions[event.data.at("objective").get<std::string>()] = {
               event.data.at("rating").get<std::string>(), event.data.at("note").get<std::string>()};
         }},
        {"evaluation.published", [](State&, const Event&) {}},
    },
    announce,
};

}  // namespace startex::exercise
