#include "property/random_play.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "property/digest.hpp"
#include "property/invariants.hpp"

namespace startex::test {
namespace {

const std::vector<std::pair<std::string, std::string>> people{
    {"Ann", "a.head"}, {"Amy", "a.aide"}, {"Bob", "b.head"},   {"Bea", "b.aide"},
    {"Cat", "c.head"}, {"Cid", "c.aide"}, {"Obs", "observer"}, {"Eve", "evaluator"}};

// The small scenario with statements held, people of its own, and an asset that leaves.
Json richer_scenario() {
  Json scenario = small_scenario();
  scenario["press"] = {{"moderation", "held"}};
  scenario["engagement"]["assets"].push_back({{"id", "a.ship"},
                                              {"title", "Ship of A"},
                                              {"owner", "a"},
                                              {"layer", "high"},
                                              {"covers", {"port"}},
                                              {"singleShot", {{"missile", 0.3}}},
                                              {"ready", 2},
                                              {"when", {{"before", "D+0 15:00"}}}});
  scenario["scripted"] = Json::parse(R"({
    "people": [ { "seat": "b.aide", "name": "Robot" } ],
    "acts": [
      { "id": "greet", "by": "b.aide", "when": { "after": "D+0 10:00" }, "ask": "message.send", "with": { "channel": "tri", "body": "Beep" } },
      { "id": "overstep", "by": "b.aide", "when": { "after": "D+0 11:00" }, "ask": "agreement.sign", "with": { "agreement": "=None", "version": 1 } } ] })");
  return scenario;
}

}  // namespace

RandomPlay::RandomPlay(std::uint64_t seed) : stage(richer_scenario()), random_(seed) {
  for (const auto& [name, place] : people) stage.join(name, place);
  stage.start();
}

template <typename Map>
std::string RandomPlay::id_in(const Map& map) {
  if (map.empty() || one_in(12)) return "missing";
  return std::next(map.begin(), static_cast<std::ptrdiff_t>(below(map.size())))->first;
}

std::string RandomPlay::canary() {
  written_.push_back(fmt::format("canary{:016x}{:016x}", random_(), random_()));
  return written_.back();
}

Json RandomPlay::canary_list(std::size_t most) {
  Json texts = Json::array();
  for (std::size_t i = 0; i <= below(most); ++i) texts.push_back(canary());
  return texts;
}

std::string RandomPlay::moment() {
  return calendar::format_exercise(
      stage.state().clock.at(now_) + static_cast<calendar::Millis>(below(5)) * calendar::hour, 540);
}

Json RandomPlay::some_of(std::initializer_list<const char*> words) {
  Json chosen = Json::array();
  for (const auto* word : words)
    if (one_in(3)) chosen.push_back(word);
  return chosen;
}

Json RandomPlay::some_parties() {
  switch (below(6)) {
    case 0:
      return some_of({"a", "b", "c", "nobody"});
    case 1:
      return {"a", "b", "c"};
    case 2:
      return {"b", "c"};
    default:
      return {"a", "b"};
  }
}

Json RandomPlay::changes(const Json& so_far) {
  const auto& all = stage.state().agreements.agreements;
  const auto it = all.find(so_far.value("agreement", ""));
  std::string clause = "missing", term = "missing";
  if (it != all.end() && !it->second.clauses.empty()) clause = it->second.clauses[below(it->second.clauses.size())].id;
  if (it != all.end() && !it->second.commitments.empty())
    term = it->second.commitments[below(it->second.commitments.size())].id;
  Json list = Json::array();
  for (std::size_t i = 0; i <= below(2); ++i) {
    switch (below(6)) {
      case 0:
        list.push_back({{"title", canary()}});
        break;
      case 1:
        list.push_back({{"clause", clause}, {"text", nullptr}});
        break;
      case 2:
        list.push_back({{"text", canary()}, {"after", clause}});
        break;
      case 3:
        list.push_back({{"commitment", term}, {"removed", true}});
        break;
      case 4:
        list.push_back(
            {{"dimension", pick({"a.stance", "shared", "b.secret"})}, {"level", pick({"mid", "on", "one"})}});
        break;
      default:
        list.push_back({{"clause", clause}, {"text", canary()}});
    }
  }
  return list;
}

// The text of an annex has a narrower audience than the rest, and so is written here with whom it is for.
Json RandomPlay::annexes(const Json& so_far) {
  const auto text = canary();
  written_.pop_back();
  const auto to = so_far.at("parties").empty() ? std::string("a") : so_far.at("parties").back().get<std::string>();
  const auto participant = stage.state().seats.participant(stage.asker(who_).participant);
  canaries_.push_back({text, {to, participant ? participant->team : to}});
  return {{{"title", "Annex"}, {"text", text}, {"to", {to}}}};
}

Json RandomPlay::value(const std::string& field, const Json& so_far, const std::string& method) {
  const auto& state = stage.state();
  const auto agreement = state.agreements.agreements.find(so_far.value("agreement", ""));
  const auto document = state.documents.documents.find(so_far.value("document", ""));
  const bool pact = agreement != state.agreements.agreements.end(), paper = document != state.documents.documents.end();

  if (field == "agreement") return id_in(state.agreements.agreements);
  if (field == "document") return id_in(state.documents.documents);
  if (field == "proposal") return id_in(state.posture.open);
  if (field == "dimension") return id_in(state.posture.dimensions);
  if (field == "indicator") return id_in(state.indicators.indicators);
  if (field == "inject") return id_in(state.injects.injects);
  if (field == "message") return id_in(state.messages.waiting);
  if (field == "channel") return id_in(state.messages.channels);
  if (field == "rfi") return id_in(state.requests.rfis);
  if (field == "action") return id_in(state.actions.actions);
  if (field == "poll") return id_in(state.polls.polls);
  if (field == "statement" && method != "posture.declare") return id_in(state.press.waiting);
  if (field == "participant") return id_in(state.seats.participants);
  if (field == "evaluation") return id_in(state.evaluation.ratings);
  if (field == "bookmark") return id_in(state.bookmarks.bookmarks);
  if (field == "questionnaire") return id_in(state.questionnaires.questionnaires);
  if (field == "objective") return pick({"talk", "talk", "keep"});
  if (field == "task") return pick({"ask", "listen"});
  if (field == "rating") return pick({"P", "S", "M", "U"});
  if (field == "n") return 1 + below(200);
  if (field == "evidence") return {1 + below(50), 1 + below(200)};
  if (field == "answers")
    return {{{"question", "known"}, {"value", 1 + below(5)}}, {{"question", "hope"}, {"text", canary()}}};
  if (field == "reservation")
    return pact && !agreement->second.reservations.empty() ? agreement->second.reservations.front().id : "missing";
  if (field == "suggestion") return paper ? id_in(document->second.suggestions) : "missing";
  if (field == "replyTo") return state.press.published.empty() ? "missing" : *state.press.published.begin();
  if (field == "clause") {
    if (pact && !agreement->second.clauses.empty())
      return agreement->second.clauses[below(agreement->second.clauses.size())].id;
    if (paper && !document->second.clauses.empty())
      return document->second.clauses[below(document->second.clauses.size())].id;
    return "missing";
  }
  if (field == "version") {
    if (paper && so_far.contains("clause"))
      if (const auto* clause = document->second.find(so_far.at("clause").get<std::string>()))
        return clause->version - (one_in(8) ? 1 : 0);
    return pact ? agreement->second.version - (one_in(8) ? 1 : 0) : 1;
  }
  if (field == "edition") return paper ? std::max<std::int64_t>(1, document->second.edition) : 1;
  if (field == "level") {
    const auto it = state.posture.dimensions.find(so_far.value("dimension", ""));
    if (it == state.posture.dimensions.end()) return pick({"low", "mid", "on"});
    return it->second.levels[below(it->second.levels.size())].id;
  }
  if (field == "commitments") {
    const auto chosen = pick(
        {"a.stance mid", "a.stance high", "shared on", "b.secret one", "a.pact some", "b.face alarm", "c.share some"});
    const auto space = chosen.find(' ');
    return {{{"dimension", chosen.substr(0, space)},
             {"level", chosen.substr(space + 1)},
             {"by", one_in(3) ? Json(moment()) : Json(nullptr)}}};
  }
  if (field == "annexes") return annexes(so_far);
  if (field == "changes") return changes(so_far);
  if (field == "parties")
    return so_far.contains("agreement") ? Json(pact ? agreement->second.parties : std::vector<std::string>{"a"})
                                        : some_parties();
  if (field == "places" || field == "audience" || field == "resultTo")
    return some_of({"all", "a", "b.head", "c", "a.aide", "nobody"});
  if (field == "members") return some_of({"a.head", "b.head", "b.aide", "c.head", "c.aide"});
  if (field == "clauses" || field == "reasons" || field == "options") return canary_list(3);
  if (field == "engagement") return id_in(state.engagements.engagements);
  if (field == "salvo")
    return {{{"threat", pick({"missile", "rocket"})}, {"count", below(12)}, {"target", pick({"town", "port"})}}};
  if (field == "leakers") return {{{"site", pick({"town", "port"})}, {"count", below(4)}}};
  if (field == "moment") return moment();
  if (field == "asked") return pick({"control", "world", "nobody"});
  if (field == "seat") return pick({"a.head", "a.aide", "b.head", "b.aide", "c.head"});
  if (field == "mode") return pick({"open", "open", "held", "delayed"});
  if (field == "delaySeconds") return below(100);
  if (field == "type") return "news";
  if (field == "image") return pick({"image/png", "application/pdf"});
  if (field == "bytes") return 1 + below(4'000'000);
  if (field == "sha256") return fmt::format("{:016x}{:016x}{:016x}{:016x}", random_(), random_(), random_(), random_());
  if (field == "scope") return pick({"own", "all"});
  if (field == "section") return pick({"overview", "strengths", "nothing"});
  if (field == "edited") {
    const auto& versions = state.report.versions;
    const auto it = versions.find(so_far.at("section").get<std::string>());
    return (it == versions.end() ? 0 : it->second) + (one_in(8) ? 1 : 0);
  }
  if (field == "area") return pick({"teams", "moderation"});
  if (field == "kind") return pick({"message", "rfi", "inject"});
  if (field == "facilitator") return pick({"Kim", "Lee"});
  if (field == "handled")
    return so_far.at("kind") == "message" ? id_in(state.messages.waiting)
           : so_far.at("kind") == "rfi"   ? id_in(state.requests.rfis)
                                          : id_in(state.injects.injects);
  if (field == "from") return "world";
  if (field == "visibility") return pick({"public", "allies", "team"});
  if (field == "ruling")
    return method == "posture.rule" ? pick({"approve", "approve", "modify", "deny"})
                                    : pick({"success", "partial", "failure"});
  if (field == "disclosure") return pick({"confidential", "public"});
  if (field == "side") return pick({"for", "against"});
  if (field == "unit") return pick({"person", "seat", "team"});
  if (field == "ballot") return pick({"open", "secret"});
  if (field == "private" || field == "open" || field == "hold" || field == "estimate") return true;
  if (field == "done") return one_in(2);
  if (field == "team") return pick({"a", "b", "nobody"});
  if (field == "minutes") return static_cast<int>(below(400)) - 100;
  if (field == "said") return id_in(state.messages.sent);
  if (field == "research") return one_in(2);
  if (field == "pace") return static_cast<double>(1 + below(600)) / 7;
  if (field == "by") return static_cast<double>(below(41)) - 20;
  if (field == "option") return below(4);
  if (field == "quorum" || field == "threshold" || field == "odds" || field == "probability") return below(102);
  return canary();  // whatever else there is, is a text
}

Json RandomPlay::params(const Move& move) {
  Json out = Json::object();
  std::istringstream fields(move.fields);
  for (std::string field; fields >> field;) {
    if (field.ends_with('?')) {
      if (one_in(2)) continue;
      field.pop_back();
    }
    const auto colon = field.find(':');
    const auto name = colon == std::string::npos ? field : field.substr(0, colon);
    const auto kind = colon == std::string::npos ? field : field.substr(colon + 1);
    out[name == "outcome" ? kind : name] = value(kind, out, move.method);
  }
  return out;
}

exercise::Audience RandomPlay::meant(const std::string& method, const Json& params) const {
  const auto& state = stage.state();
  const auto everybody = exercise::Audience::everybody();
  const auto* person = state.seats.participant(stage.asker(who_).participant);
  const std::string team = person ? person->team : "";
  const auto own = team.empty() ? exercise::Audience::control_only() : exercise::Audience{team};
  const auto with_places = [&](exercise::Audience audience, const char* field) {
    for (const auto& place : params.value(field, Json::array()))
      audience.add(place == "all" ? "public" : place.get<std::string>());
    return audience;
  };
  const auto of = [&](const auto& map, const char* key) { return map.find(params.value(key, "missing")); };

  if (method == "engagement.run" || method == "engagement.overrule") return {"a", "b"};
  if (method == "indicator.adjust" || method == "rfi.claim" || method == "inject.expect" ||
      method == "questionnaire.answer" || method == "media.add" || method == "report.edit" ||
      method.starts_with("control."))
    return exercise::Audience::control_only();
  if (method.starts_with("evaluation.")) return {"evaluator"};
  if (method == "bookmark.add") return team.empty() ? exercise::Audience{"evaluator"} : own;
  if (method == "agreement.draft") return params.value("private", false) ? own : with_places({}, "parties");
  if (method.starts_with("agreement.")) {
    const auto it = of(state.agreements.agreements, "agreement");
    if (it == state.agreements.agreements.end()) return {};
    return it->second.deposited ? everybody : exercise::Audience(it->second.parties);
  }
  if (method == "document.open") return with_places({}, "parties");
  if (method.starts_with("document.")) {
    const auto it = of(state.documents.documents, "document");
    return it == state.documents.documents.end() ? exercise::Audience{} : exercise::Audience(it->second.parties);
  }
  if (method == "notice.send" && !params.value("to", Json::array()).empty()) return with_places({}, "to");
  if (method == "rfi.ask") return own;
  if (method == "rfi.answer") {
    const auto it = of(state.requests.rfis, "rfi");
    return it == state.requests.rfis.end() ? exercise::Audience{} : with_places({it->second.team}, "audience");
  }
  if (method == "action.submit") return params.value("open", false) ? exercise::Audience(state.seats.teams) : own;
  if (method.starts_with("action.")) {
    const auto it = of(state.actions.actions, "action");
    return it == state.actions.actions.end() ? exercise::Audience{} : with_places(it->second.audience, "audience");
  }
  if (method == "poll.open") return with_places(with_places(own, "voters"), "resultTo");
  if (method == "channel.open") {
    auto members = with_places({}, "members");
    if (person) members.add(person->seat);
    return members;
  }
  if (method == "press.publish") return own;
  if (method == "press.reject") {
    const auto it = of(state.press.waiting, "statement");
    return it == state.press.waiting.end() ? exercise::Audience{} : exercise::Audience{it->second.team};
  }
  return everybody;
}

void RandomPlay::step() {
  static const int total = [] {
    int sum = 0;
    for (const auto& move : moves()) sum += move.weight;
    return sum;
  }();
  auto at = static_cast<int>(below(static_cast<std::size_t>(total)));
  const auto move =
      std::find_if(moves().begin(), moves().end(), [&](const Move& one) { return (at -= one.weight) < 0; });
  const auto* method = exercise::find_method(move->method);
  const bool controls = method->who & exercise::Who::control;
  const bool seated = method->who & (exercise::Who::seated | exercise::Who::participant);
  who_ = one_in(20)                           ? pick({"Obs", "Eve", "control", "Ann"})
         : controls && (!seated || one_in(2)) ? pick({"control", "control:Kim", "control:Lee"})
                                              : pick({"Ann", "Ann", "Bob", "Bob", "Amy", "Bea", "Cat", "Cid"});
  written_.clear();
  const Json given = params(*move);
  const auto meant_for = meant(move->method, given);
  for (const auto& text : written_) canaries_.push_back({text, meant_for});

  const std::size_t events = stage.log().size();
  const bool sample = one_in(16);
  const std::string before = sample ? digest(stage.state()) : "";
  const auto asker = stage.asker(who_);
  const auto* person = stage.state().seats.participant(asker.participant);
  const exercise::Viewer viewer{asker.role, person ? person->team : "", person ? person->seat : ""};
  const auto outcome = stage.ask(who_, move->method, given);
  if (!outcome) {
    refusals_.push_back({viewer, outcome.error().hint + outcome.error().pointer + outcome.error().current.dump()});
    if (stage.log().size() != events) broken_ = move->method + " was refused and has changed the log";
    if (sample && digest(stage.state()) != before) broken_ = move->method + " was refused and has changed the state";
  }
  for (std::size_t i = events; i < stage.log().size() && broken_.empty(); ++i)
    if (const auto wrong = broken_audience(stage.state(), stage.log()[i])) broken_ = *wrong;
  if (const auto wrong = broken_.empty() ? broken_invariant(stage.state()) : std::nullopt) broken_ = *wrong;
  if (!broken_.empty()) broken_ += fmt::format(" after {} {} by {}", move->method, given.dump(), who_);
}

void RandomPlay::play(int commands) {
  for (int i = 0; i < commands && broken_.empty(); ++i) {
    if (i == commands - commands / 5) (void)stage.ask("control", "exercise.end", Json::object());
    now_ += static_cast<calendar::Millis>(below(8'000));
    stage.at(now_);
    step();
  }
}

}  // namespace startex::test
