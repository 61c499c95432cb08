#include "exercise/questionnaires.hpp"

#include <algorithm>
#include <set>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

constexpr std::size_t likert_steps = 5;  // where the scenario gives no labels

const Questionnaire* find(const State& state, const std::string& id) {
  const auto& all = state.questionnaires.questionnaires;
  const auto it = all.find(id);
  return it == all.end() ? nullptr : &it->second;
}

// For control: any questionnaire of the scenario.
Result<const Questionnaire*> named(const Turn& turn, json::Reader& in) {
  const auto id = in.text("questionnaire", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto* found = find(turn.state(), id);
  if (!found) return not_found("questionnaire");
  return found;
}

Outcome open(Turn& turn, json::Reader& in) {
  const auto found = named(turn, in);
  if (!found) return tl::unexpected(found.error());
  const Questionnaire& asked = **found;
  if (asked.stage != Questionnaire::Stage::planned)
    return refuse(ErrorCode::conflict, "This questionnaire has been opened already.");
  const bool ended = turn.state().lifecycle.phase == Phase::ended;
  if (asked.when == "before" && ended)
    return refuse(ErrorCode::conflict, "This questionnaire is for before the exercise, and it has ended.");
  if (asked.when != "before" && !ended)
    return refuse(ErrorCode::conflict, "This questionnaire is for after ENDEX. End the exercise first.");
  turn.emit("questionnaire.opened", asked.to, asked.announced);
  return {};
}

// Reads one answer by its question's kind; null for one that cannot be.
Json read_answer(const Questionnaire& asked, json::Reader& in) {
  const auto id = in.text("question", limits::id_max);
  const Question* question = asked.question(id);
  if (!question) {
    in.fault("question", "This questionnaire has no such question.");
    return nullptr;
  }
  if (question->kind == Question::Kind::text) return {{"question", id}, {"text", in.text("text", limits::answer_max)}};
  const auto count = static_cast<std::int64_t>(question->choices);
  const bool likert = question->kind == Question::Kind::likert;
  return {{"question", id}, {"value", in.integer("value", likert ? 1 : 0, likert ? count : count - 1)}};
}

Json read_answers(const Questionnaire& asked, json::Reader& in) {
  Json answers = Json::array();
  std::set<std::string> answered;
  in.each("answers", limits::questions_max, [&](json::Reader& each) {
    Json answer = read_answer(asked, each);
    if (answer.is_null()) return;
    if (!answered.insert(answer.at("question").get<std::string>()).second)
      each.fault("question", "This question is answered twice.");
    answers.push_back(std::move(answer));
  });
  for (const Question& question : asked.questions)
    if (question.required && !answered.contains(question.id))
      in.fault("answers", "A question that must be answered is not. Answer \"" + question.id + "\".");
  if (answers.empty()) in.fault("answers", "Answer at least one question.");
  if (json::to_text(answers).size() > limits::answers_bytes_max)
    in.fault("answers", "Your answers are too long taken together. Shorten them.");
  return answers;
}

std::string seal_label(const Questionnaire& asked, const std::string& participant) {
  return "questionnaire/" + asked.id + "/" + participant;
}

Outcome answer(Turn& turn, json::Reader& in) {
  const Actor& actor = turn.actor();
  const auto id = in.text("questionnaire", limits::id_max);
  if (in.faulted()) return invalid(*in.faulted());
  const auto* asked = find(turn.state(), id);
  if (!asked || asked->stage == Questionnaire::Stage::planned || !may_see(asked->to, actor.viewer()))
    return not_found("questionnaire");
  const Json answers = read_answers(*asked, in);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (asked->stage == Questionnaire::Stage::closed)
    return refuse(ErrorCode::conflict, "This questionnaire is closed. What was answered until then counts.");
  Json control;
  if (asked->anonymous) {
    std::string text = json::to_text(answers);
    text.resize(limits::answers_bytes_max, ' ');
    control = {{"sealed", turn.chance().seal(seal_label(*asked, actor.participant), text)}};
  } else {
    control = {{"answers", answers}};
  }
  turn.emit("questionnaire.answered", Audience{actor.seat.empty() ? actor.team : actor.seat},
            {{"questionnaire", asked->id}, {"participant", actor.participant}}, std::move(control));
  return {};
}

// What one question has been answered, without a hint at whose answers belong together.
Json result_of(const Question& question, const std::vector<Json>& all) {
  std::vector<std::int64_t> counts(question.choices, 0);
  std::vector<std::string> texts;
  for (const Json& answers : all)
    for (const Json& answer : answers) {
      if (answer.at("question") != question.id) continue;
      if (question.kind == Question::Kind::text)
        texts.push_back(answer.at("text").get<std::string>());
      else
        ++counts[answer.at("value").get<std::size_t>() - (question.kind == Question::Kind::likert ? 1 : 0)];
    }
  std::sort(texts.begin(), texts.end());
  if (question.kind == Question::Kind::text) return {{"question", question.id}, {"kind", "text"}, {"texts", texts}};
  const auto* kind = question.kind == Question::Kind::likert ? "likert" : "choice";
  return {{"question", question.id}, {"kind", kind}, {"counts", counts}};
}

// Closes the questionnaire: what has been answered, read and counted.
Json results_of(const Turn& turn, const Questionnaire& asked) {
  std::vector<Json> all;
  std::int64_t unreadable = 0;
  for (const auto& [participant, given] : asked.answers) {
    if (!asked.anonymous) {
      all.push_back(given);
      continue;
    }
    const auto text = turn.chance().unseal(seal_label(asked, participant), given.get<std::string>());
    auto answers = text ? json::parse(*text) : tl::unexpected(json::ParseError{});
    if (answers)
      all.push_back(std::move(*answers));
    else
      ++unreadable;
  }
  Json out{{"answers", all.size()}, {"results", Json::array()}};
  if (unreadable > 0) out["unreadable"] = unreadable;
  if (asked.anonymous && all.size() < limits::anonymous_min) {
    out["withheld"] = true;
    return out;
  }
  for (const Question& question : asked.questions) out["results"].push_back(result_of(question, all));
  return out;
}

Outcome close(Turn& turn, json::Reader& in) {
  const auto found = named(turn, in);
  if (!found) return tl::unexpected(found.error());
  const Questionnaire& asked = **found;
  if (asked.stage == Questionnaire::Stage::planned)
    return refuse(ErrorCode::conflict, "This questionnaire has not been opened.");
  if (asked.stage == Questionnaire::Stage::closed)
    return refuse(ErrorCode::conflict, "This questionnaire is closed already.");
  turn.emit("questionnaire.closed", asked.to, {{"questionnaire", asked.id}}, results_of(turn, asked));
  return {};
}

Outcome publish(Turn& turn, json::Reader& in) {
  const auto found = named(turn, in);
  if (!found) return tl::unexpected(found.error());
  const Questionnaire& asked = **found;
  if (asked.stage != Questionnaire::Stage::closed)
    return refuse(ErrorCode::conflict, "Close this questionnaire before you publish its results.");
  if (asked.published) return refuse(ErrorCode::conflict, "These results are published already.");
  if (asked.results.contains("withheld"))
    return refuse(ErrorCode::conflict, "Too few have answered for the results to be anonymous: they stay closed.");
  turn.emit("questionnaire.published", asked.to,
            {{"questionnaire", asked.id},
             {"answers", asked.results.at("answers")},
             {"results", asked.results.at("results")}});
  return {};
}

Json as_texts(const Json& list) {
  Json out = Json::array();
  for (const Json& text : list) out.push_back({{"text", text}});
  return out;
}

void announce(Turn& turn, const Json& document) {
  for (const Json& one : document.value("questionnaires", Json::array())) {
    Json questions = Json::array();
    for (const Json& question : one.at("questions")) {
      Json known{{"id", question.at("id")},
                 {"text", question.at("text")},
                 {"kind", question.at("kind")},
                 {"required", question.value("required", false)}};
      for (const auto* list : {"labels", "options"})
        if (question.contains(list)) known[list] = as_texts(question.at(list));
      questions.push_back(std::move(known));
    }
    turn.emit("questionnaire.planned", Audience::control_only(),
              {{"questionnaire", one.at("id")},
               {"title", one.at("title")},
               {"when", one.at("when")},
               {"to", one.value("to", Json::array({"all"}))},
               {"anonymous", one.value("anonymous", false)},
               {"questions", std::move(questions)}});
  }
}

void planned(State& state, const Event& event) {
  const Json& data = event.data;
  Questionnaire asked;
  asked.id = data.at("questionnaire").get<std::string>();
  asked.when = data.at("when").get<std::string>();
  asked.anonymous = data.at("anonymous").get<bool>();
  asked.to = state.seats.places(data.at("to").get<std::vector<std::string>>()).value_or(Audience{});
  asked.announced = data;
  asked.announced.erase("to");
  for (const Json& json : data.at("questions")) {
    Question question;
    question.id = json.at("id").get<std::string>();
    const auto kind = json.at("kind").get<std::string>();
    question.kind = kind == "likert"   ? Question::Kind::likert
                    : kind == "choice" ? Question::Kind::choice
                                       : Question::Kind::text;
    if (question.kind == Question::Kind::likert)
      question.choices = json.contains("labels") ? json.at("labels").size() : likert_steps;
    if (question.kind == Question::Kind::choice) question.choices = json.at("options").size();
    question.required = json.at("required").get<bool>();
    asked.questions.push_back(std::move(question));
  }
  state.questionnaires.questionnaires[asked.id] = std::move(asked);
}

Questionnaire& of(State& state, const Event& event) {
  return state.questionnaires.questionnaires[event.data.at("questionnaire").get<std::string>()];
}

}  // namespace

const Question* Questionnaire::question(std::string_view name) const {
  const auto it = std::find_if(questions.begin(), questions.end(), [&](const auto& one) { return one.id == name; });
  return it == questions.end() ? nullptr : &*it;
}

const Capability questionnaires_capability{
    "questionnaires",
    {
        {"questionnaire.open", Who::control, When::always, "Ask what the scenario's questionnaire asks", open},
        {"questionnaire.answer", Who::participant, When::always, "Answer, or change one's answers while it is open",
         answer},
        {"questionnaire.close", Who::control, When::always, "End it; control learns the results", close},
        {"questionnaire.publish", Who::control, When::always, "Tell those who were asked what all have answered",
         publish},
    },
    {
        {"questionnaire.planned", planned},
        {"questionnaire.opened",
         [](State& state, const Event& event) { of(state, event).stage = Questionnaire::Stage::open; }},
        {"questionnaire.answered",
         [](State& state, const Event& event) {
           Questionnaire& asked = of(state, event);
           asked.answers[event.data.at("participant").get<std::string>()] =
               event.control.at(asked.anonymous ? "sealed" : "answers");
         }},
        {"questionnaire.closed",
         [](State& state, const Event& event) {
           Questionnaire& asked = of(state, event);
           asked.stage = Questionnaire::Stage::closed;
           asked.results = event.control;
         }},
        {"questionnaire.published", [](State& state, const Event& event) { of(state, event).published = true; }},
    },
    announce,
};

}  // namespace startex::exercise
