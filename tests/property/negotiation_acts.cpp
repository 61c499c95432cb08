#include "property/negotiation_acts.hpp"

#include <fmt/format.h>

namespace startex::test {
namespace {

using exercise::State;

const State& state_of(World& world) { return world.actor().durable(); }

// The last one in the map that is so, by id.
template <typename Map, typename Is>
std::string last_where(const Map& map, Is is) {
  std::string found = "none";
  for (const auto& [id, one] : map)
    if (is(one)) found = id;
  return found;
}

bool between_a_and_b(const exercise::Agreement& one) { return !one.is_party("c"); }

std::string pact(World& world, exercise::Agreement::State state = exercise::Agreement::State::open) {
  return last_where(state_of(world).agreements.agreements,
                    [&](const auto& one) { return between_a_and_b(one) && one.state == state; });
}

std::int64_t version_of(World& world, const std::string& agreement) {
  const auto& all = state_of(world).agreements.agreements;
  const auto it = all.find(agreement);
  return it == all.end() ? 1 : it->second.version;
}

std::string paper(World& world) {
  return last_where(state_of(world).documents.documents, [](const auto& one) { return !one.is_party("c"); });
}

Json clause_of(World& world, const std::string& document) {
  const auto& all = state_of(world).documents.documents;
  const auto it = all.find(document);
  if (it == all.end() || it->second.clauses.empty())
    return {{"document", document}, {"clause", "none"}, {"version", 1}};
  return {{"document", document}, {"clause", it->second.clauses[0].id}, {"version", it->second.clauses[0].version}};
}

template <typename Map>
std::string of_team(const Map& map, const std::string& team) {
  return last_where(map, [&](const auto& one) { return one.team == team; });
}

std::string proposal_on(World& world, const std::string& dimension) {
  return last_where(state_of(world).posture.open, [&](const auto& one) { return one.dimension == dimension; });
}

std::string back_channel(World& world) {
  return last_where(state_of(world).messages.channels, [](const auto& one) { return one.back; });
}

std::string statement_of(World& world, const std::string& team) { return of_team(state_of(world).press.waiting, team); }

void agree_in_secret(World& w, std::size_t kind, const std::string& who, const std::string& id,
                     const std::string& text) {
  const auto open = pact(w), standing = pact(w, exercise::Agreement::State::concluded),
             held = pact(w, exercise::Agreement::State::held);
  switch (kind) {
    case 0:
    case 1:
      return w.ask(who, id, "agreement.draft",
                   {{"title", text},
                    {"parties", {"a", "b"}},
                    {"clauses", {text}},
                    {"private", kind == 1 && text.size() % 2 == 0},
                    {"commitments",
                     {{{"dimension", who == "Ann" ? "a.pact" : "b.secret"}, {"level", who == "Ann" ? "some" : "one"}}}},
                    {"annexes", {{{"title", "Annex"}, {"text", text}, {"to", {"a.head", "b.head"}}}}}});
    case 2:
      return w.ask(who, id, "agreement.amend",
                   {{"agreement", open}, {"version", version_of(w, open)}, {"changes", {{{"text", text}}}}});
    case 3:
      return w.ask(who, id, "agreement.reserve",
                   {{"agreement", open}, {"version", version_of(w, open)}, {"text", text}});
    case 4:
      return w.ask(who, id, "agreement.decline",
                   {{"agreement", open}, {"version", version_of(w, open)}, {"reason", text}});
    case 5:
      return w.ask("control", id, "agreement.hold", {{"agreement", open}, {"reason", text}});
    case 6:
      return w.ask("control", id, "agreement.release", {{"agreement", held}});
    case 7:
      return w.ask(who, id, "agreement.denounce", {{"agreement", standing}, {"reason", text}});
    case 8:
      return w.ask("control", id, "agreement.annul", {{"agreement", standing}, {"reason", text}});
    default:
      w.ask("Ann", id, "agreement.sign", {{"agreement", open}, {"version", version_of(w, open)}});
      w.ask("Bob", id + "b", "agreement.sign", {{"agreement", open}, {"version", version_of(w, open)}});
  }
}

void write_in_secret(World& w, std::size_t kind, const std::string& who, const std::string& id,
                     const std::string& text) {
  const auto document = paper(w);
  Json clause = clause_of(w, document);
  clause["text"] = text;
  switch (kind) {
    case 0:
      return w.ask(who, id, "document.open", {{"title", text}, {"parties", {"a", "b"}}, {"clauses", {text}}});
    case 1:
      return w.ask(who, id, "document.edit", clause);
    case 2:
      return w.ask(who, id, "document.suggest", clause);
    case 3:
      return w.ask(who, id, "document.claim", {{"document", document}, {"clause", clause.at("clause")}});
    default:
      w.ask("Ann", id, "document.freeze", {{"document", document}});
      const auto& all = state_of(w).documents.documents;
      const auto edition = all.contains(document) ? std::max<std::int64_t>(1, all.at(document).edition) : 1;
      w.ask("Ann", id + "a", "document.sign", {{"document", document}, {"edition", edition}});
      w.ask("Bob", id + "b", "document.sign", {{"document", document}, {"edition", edition}});
      w.ask("Bob", id + "c", "document.publish", {{"document", document}, {"to", {"a.head", "b"}}});
  }
}

void ask_in_secret(World& w, std::size_t kind, const std::string& who, const std::string& id, const std::string& text) {
  const auto rfi = of_team(state_of(w).requests.rfis, "a");
  const auto action = last_where(state_of(w).actions.actions,
                                 [](const auto& one) { return one.team == "a" && !one.audience.holds("c"); });
  switch (kind) {
    case 0:
      return w.ask("Ann", id, "rfi.ask", {{"to", "world"}, {"body", text}});
    case 1:
      return w.ask("control", id, "rfi.claim", {{"rfi", rfi}, {"name", text}});
    case 2:
      return w.ask("control", id, "rfi.answer", {{"rfi", rfi}, {"body", text}, {"audience", {"b"}}});
    case 3:
      return w.ask("Ann", id, "action.submit", {{"title", text}, {"body", text}, {"intent", text}});
    case 4:
      w.ask("control", id, "action.call", {{"action", action}});
      return w.ask("Ann", id + "a", "action.estimate", {{"action", action}, {"probability", 40}});
    case 5:
      return w.ask("control", id, "action.adjudicate",
                   {{"action", action}, {"narrative", text}, {"odds", 50}, {"audience", {"b"}}});
    case 6:
      return w.ask(who, id, "poll.open",
                   {{"question", text},
                    {"options", {"Yes", text}},
                    {"voters", {"a", "b"}},
                    {"unit", "person"},
                    {"ballot", "open"}});
    case 7:
      return w.ask(who, id, "poll.answer", {{"poll", of_team(state_of(w).polls.polls, "a")}, {"option", 1}});
    default:
      return w.ask("control", id, "poll.close", {{"poll", of_team(state_of(w).polls.polls, "a")}});
  }
}

void move_in_secret(World& w, std::size_t kind, const std::string& who, const std::string& id,
                    const std::string& text) {
  switch (kind) {
    case 0:
      return w.ask("Ann", id, "posture.propose", {{"dimension", "a.pact"}, {"level", "some"}, {"rationale", text}});
    case 1:
      return w.ask("control", id, "posture.second", {{"proposal", proposal_on(w, "a.pact")}});
    case 2:
      return w.ask("Bob", id, "posture.rule",
                   {{"proposal", proposal_on(w, "a.pact")}, {"ruling", "approve"}, {"comment", text}});
    case 3:
      return w.ask("Bob", id, "posture.propose", {{"dimension", "b.face"}, {"level", "alarm"}, {"rationale", text}});
    case 4:
      return w.ask("control", id, "indicator.adjust", {{"indicator", "a-b.trust"}, {"by", 1}, {"reason", text}});
    case 5:
      return w.ask("control", id, "indicator.adjust", {{"indicator", "hidden"}, {"by", 1}, {"reason", text}});
    case 6:
      return w.ask("Ann", id, "press.publish", {{"title", text}, {"body", text}});
    case 7:
      return w.ask("control", id, "press.reject", {{"statement", statement_of(w, "a")}, {"reason", text}});
    case 8:
      return w.ask("Ann", id, "channel.open", {{"title", text}, {"members", {"b.head"}}});
    case 9:
      return w.ask(who, id, "message.send", {{"channel", back_channel(w)}, {"body", text}});
    case 12:
      return w.ask(
          "control", id, "engagement.run",
          {{"title", text}, {"salvo", {{{"threat", "missile"}, {"count", 3}, {"target", "town"}}}}, {"report", text}});
    case 10:
      return w.ask("control", id, "channel.cut", {{"channel", back_channel(w)}, {"reason", text}});
    default:
      return w.ask("control", id, "channel.restore", {{"channel", back_channel(w)}});
  }
}

void act_in_public(World& w, std::size_t kind, const std::string& who, const std::string& id, const std::string& text) {
  Json clause = clause_of(w, "joint");
  switch (kind) {
    case 0:
      return w.ask("Cat", id, "posture.propose", {{"dimension", "c.share"}, {"level", "some"}, {"rationale", text}});
    case 1:
      return w.ask("control", id, "posture.rule", {{"proposal", proposal_on(w, "c.share")}, {"ruling", "approve"}});
    case 2:
      return w.ask("control", id, "indicator.adjust", {{"indicator", "tension"}, {"by", 7}, {"reason", text}});
    case 3:
      clause["text"] = text;
      return w.ask(who, id, "document.edit", clause);
    case 4:
      return w.ask("Cat", id, "rfi.ask", {{"to", "control"}, {"body", text}});
    case 5:
      return w.ask("control", id, "rfi.answer",
                   {{"rfi", of_team(state_of(w).requests.rfis, "c")}, {"body", text}, {"audience", {"all"}}});
    case 6:
      return w.ask(who, id, "action.submit", {{"title", text}, {"body", text}, {"intent", text}, {"open", true}});
    case 7:
      return w.ask(
          "control", id, "action.adjudicate",
          {{"action", last_where(state_of(w).actions.actions, [](const auto& one) { return one.audience.holds("c"); })},
           {"narrative", text},
           {"odds", 50}});
    case 8:
      return w.ask("Cat", id, "press.publish", {{"title", text}, {"body", text}});
    case 9:
      return w.ask("control", id, "press.approve", {{"statement", statement_of(w, "c")}});
    case 10:
      return w.ask("Cat", id, "agreement.draft", {{"title", text}, {"parties", {"a", "c"}}, {"clauses", {text}}});
    case 11:
      return w.ask("control", id, "poll.open",
                   {{"question", text},
                    {"options", {"Yes", "No"}},
                    {"voters", {"all"}},
                    {"unit", "team"},
                    {"ballot", "secret"}});
    default:
      return w.ask("Bob", id, "posture.declare",
                   {{"dimension", "b.face"}, {"level", text.size() % 2 ? "ready" : "calm"}, {"statement", text}});
  }
}

}  // namespace

Act negotiation_act(std::mt19937_64& random, int step) {
  const std::string id = fmt::format("n{}", step), text = fmt::format("Text {} {}", step, random());
  const std::string who = random() % 2 ? "Ann" : "Bob", any = random() % 3 ? who : "Cat";
  const auto kind = random();
  switch (random() % 5) {
    case 0:
      return {true, [=](World& w) { agree_in_secret(w, kind % 14, who, id, text); }};
    case 1:
      return {true, [=](World& w) { write_in_secret(w, kind % 7, who, id, text); }};
    case 2:
      return {true, [=](World& w) { ask_in_secret(w, kind % 9, who, id, text); }};
    case 3:
      return {true, [=](World& w) { move_in_secret(w, kind % 13, who, id, text); }};
    default:
      return {false, [=](World& w) { act_in_public(w, kind % 13, any, id, text); }};
  }
}

std::vector<Secret> hidden_from(const State& state, const std::string& team) {
  std::vector<Secret> hidden;
  for (const auto& [id, one] : state.agreements.agreements)
    if (!one.is_party(team))
      hidden.push_back(
          {{"agreement.sign", "agreement.amend", "agreement.sponsor", "agreement.denounce", "agreement.annex"},
           "agreement",
           id});
  for (const auto& [id, one] : state.documents.documents)
    if (!one.is_party(team))
      hidden.push_back({{"document.claim", "document.edit", "document.freeze", "document.sign"}, "document", id});
  for (const auto& [id, one] : state.requests.rfis)
    if (one.team != team) hidden.push_back({{"rfi.withdraw"}, "rfi", id});
  for (const auto& [id, one] : state.actions.actions)
    if (!one.audience.holds(team))
      hidden.push_back({{"action.argue", "action.withdraw", "action.estimate"}, "action", id});
  for (const auto& [id, one] : state.polls.polls)
    if (!one.voters.holds(team) && !one.voters.holds("public")) hidden.push_back({{"poll.answer"}, "poll", id});
  for (const auto& [id, one] : state.messages.channels)
    if (one.back) hidden.push_back({{"message.send"}, "channel", id});
  for (const auto& [id, one] : state.press.waiting)
    if (one.team != team) hidden.push_back({{"press.publish"}, "replyTo", id});
  hidden.push_back({{"posture.propose", "posture.declare"}, "dimension", "a.pact"});
  hidden.push_back({{"posture.propose"}, "dimension", "b.secret"});
  return hidden;
}

void probe(World& world, const Secret& secret, const std::string& id) {
  static const Json rest{{"agreement.sign", {{"version", 1}}},
                         {"agreement.amend", {{"version", 1}, {"changes", {{{"text", "Mine"}}}}}},
                         {"agreement.denounce", {{"reason", "No"}}},
                         {"agreement.annex", {{"title", "T"}, {"text", "Mine"}, {"to", {"c"}}}},
                         {"document.claim", {{"clause", "none"}}},
                         {"document.edit", {{"clause", "none"}, {"version", 1}, {"text", "Mine"}}},
                         {"document.sign", {{"edition", 1}}},
                         {"action.argue", {{"side", "for"}, {"body", "Mine"}}},
                         {"action.estimate", {{"probability", 50}}},
                         {"poll.answer", {{"option", 0}}},
                         {"message.send", {{"body", "Mine"}}},
                         {"press.publish", {{"title", "Mine"}, {"body", "Mine"}}},
                         {"posture.propose", {{"level", "some"}, {"rationale", "Mine"}}},
                         {"posture.declare", {{"level", "some"}}}};
  for (std::size_t i = 0; i < secret.methods.size(); ++i) {
    Json params = rest.value(secret.methods[i], Json::object());
    params[secret.field] = secret.id;
    world.ask("Cat", fmt::format("{}-{}", id, i), secret.methods[i], std::move(params));
  }
}

}  // namespace startex::test
