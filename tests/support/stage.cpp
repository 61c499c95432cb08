#include "support/stage.hpp"

namespace startex::test {

Json small_scenario() {
  return Json::parse(R"({
    "id": "small", "title": "Small", "summary": "A small one", "version": "1", "languages": ["en"], "marking": "EXERCISE",
    "clock": { "start": "2025-01-28T09:00:00+09:00", "timeZone": "Asia/Seoul", "pace": 60,
      "moves": [ { "id": "one", "title": "One", "start": "D+0 09:00" }, { "id": "two", "title": "Two" } ] },
    "teams": [
      { "id": "a", "name": "A", "seats": [ { "id": "a.head", "title": "Head", "rights": ["posture.propose", "agreement.sign", "press.publish", "channel.open", "poll.open"] }, { "id": "a.aide", "title": "Aide" } ] },
      { "id": "b", "name": "B", "seats": [ { "id": "b.head", "title": "Head", "rights": ["posture.propose", "agreement.sign", "press.publish", "channel.open", "poll.open"] }, { "id": "b.aide", "title": "Aide" } ] },
      { "id": "c", "name": "C", "seats": [ { "id": "c.head", "title": "Head", "rights": ["posture.propose"] }, { "id": "c.aide", "title": "Aide" } ] } ],
    "backChannels": true, "actions": { "open": true }, "requests": { "overdueMinutes": 2 }, "guidance": { "actions": "Be fair" },
    "indicators": [
      { "id": "tension", "title": "Tension", "min": 0, "max": 100, "initial": 50, "visibleTo": ["all"] },
      { "id": "a.budget", "title": "Budget", "min": 0, "max": 10, "initial": 10, "visibleTo": ["a"] },
      { "id": "a-b.trust", "title": "Trust", "min": 0, "max": 10, "initial": 5, "visibleTo": ["a", "b"] },
      { "id": "hidden", "title": "Hidden", "min": 0, "max": 10, "initial": 0, "visibleTo": [] } ],
    "documents": [ { "id": "joint", "title": "Joint statement", "parties": ["a", "b", "c"], "clauses": ["Preamble", "What we agree"] } ],
    "effects": [
      { "id": "pact-trust", "title": "A pact builds trust", "when": { "agreement": "concluded", "parties": ["a", "b"] },
        "then": [ { "adjust": "a-b.trust", "by": 2 }, { "adjust": "a-b.trust", "by": 1 }, { "notice": "A pact of A and B stands" } ] },
      { "id": "share-tension", "title": "Sharing raises tension", "when": { "posture": "c.share", "atLeast": "some" },
        "then": [ { "adjust": "tension", "by": 30 }, { "unlock": "c.share", "level": "all" }, { "release": "reaction" } ] },
      { "id": "swing", "title": "Tension that is high sinks", "when": { "indicator": "tension", "above": 70 },
        "then": [ { "adjust": "tension", "by": -15 } ], "again": { "after": "1h", "limit": 3 } } ],
    "entities": [ { "id": "world", "name": "The world" } ],
    "briefs": [ { "id": "all", "title": "All", "to": ["all"], "body": "For all" }, { "id": "for-a", "title": "A", "to": ["a"], "body": "For A" },
                { "id": "for-b-head", "title": "B", "to": ["b.head"], "body": "For the head of B" } ],
    "channels": [
      { "id": "tri", "title": "Trilateral", "members": ["a", "b", "c"] },
      { "id": "a-b", "title": "A and B", "members": ["a", "b"], "moderation": "held" },
      { "id": "slow", "title": "Slow", "members": ["a", "c"], "moderation": "delayed", "delaySeconds": 30 },
      { "id": "press", "title": "Press", "members": ["a", "b", "c", "world"], "public": true } ],
    "posture": [
      { "id": "a.stance", "title": "Stance", "team": "a", "visibility": "allies", "initial": "low", "ruledBy": "control",
        "levels": [ { "id": "low", "title": "Low" }, { "id": "mid", "title": "Mid" }, { "id": "high", "title": "High", "leadTime": "2h" } ] },
      { "id": "shared", "title": "Shared", "team": null, "visibility": "public", "initial": "off", "ruledBy": "c.head",
        "levels": [ { "id": "off", "title": "Off" }, { "id": "on", "title": "On" } ] },
      { "id": "b.secret", "title": "Secret", "team": "b", "visibility": "team", "initial": "zero", "ruledBy": "nobody",
        "levels": [ { "id": "zero", "title": "Zero" }, { "id": "one", "title": "One", "leadTime": "1d" } ] },
      { "id": "a.pact", "title": "Pact", "team": "a", "visibility": "team", "initial": "none", "ruledBy": "b", "seconds": true, "guidance": "Look at the budget",
        "levels": [ { "id": "none", "title": "None" }, { "id": "some", "title": "Some", "cost": { "indicator": "a.budget", "amount": 4 } },
                    { "id": "full", "title": "Full", "cost": { "indicator": "a.budget", "amount": 4 }, "requires": { "posture": "shared", "atLeast": "on" }, "requirement": "Shared is on", "approvedBy": "control" } ] },
      { "id": "b.face", "title": "Face", "team": "b", "visibility": "team", "initial": "ready", "declared": "calm", "ruledBy": "nobody",
        "levels": [ { "id": "calm", "title": "Calm" }, { "id": "ready", "title": "Ready" }, { "id": "alarm", "title": "Alarm" } ] },
      { "id": "c.share", "title": "Sharing", "team": "c", "visibility": "public", "initial": "none", "ruledBy": "control",
        "levels": [ { "id": "none", "title": "None" }, { "id": "some", "title": "Some", "leadTime": "1h" }, { "id": "all", "title": "All", "locked": true } ] } ],
    "injects": [
      { "id": "soon", "number": "1", "title": "Soon", "type": "news", "from": "world", "to": ["all"], "at": "D+0 10:00", "body": "Common",
        "variants": [ { "to": ["b.head"], "body": "Only for the head of B" } ] },
      { "id": "after-two", "number": "2", "title": "After two", "type": "cable", "from": "world", "to": ["a"], "at": { "move": "two", "after": "01:00" }, "body": "Later" },
      { "id": "by-hand", "number": "3", "title": "By hand", "type": "call", "from": "world", "to": ["a.head", "b"], "body": "Called" },
      { "id": "reaction", "number": "4", "title": "Reaction", "type": "news", "from": "world", "to": ["all"], "body": "The world reacts" },
      { "id": "pact-signed", "number": "5", "title": "Pact signed", "type": "cable", "from": "world", "to": ["a", "b"], "body": "Well done",
        "when": { "agreement": "concluded", "parties": ["a", "b"] } },
      { "id": "a-stalls", "number": "6", "title": "A is silent", "type": "call", "from": "world", "to": ["a"], "body": "Still there?", "contingency": true,
        "when": { "silent": "a", "for": "20h" } },
      { "id": "no-statement", "number": "7", "title": "No statement", "type": "news", "from": "world", "to": ["all"], "body": "Nothing was agreed",
        "when": { "all": [ { "after": "D+3 09:00" }, { "not": { "document": "published" } } ] } } ],
    "engagement": {
      "notice": "Every number is made up",
      "sites": [ { "id": "town", "title": "Town", "x": 10, "y": 10 }, { "id": "port", "title": "Port", "x": 60, "y": 40 } ],
      "threats": [ { "id": "missile", "title": "Missile", "fails": 0.1 }, { "id": "rocket", "title": "Rocket" } ],
      "layers": [ { "id": "high", "title": "High" }, { "id": "low", "title": "Low" } ],
      "cueing": [ { "factor": 0.7 }, { "factor": 1, "when": { "posture": "shared", "atLeast": "on" } } ],
      "assessmentAfter": "1h", "reports": { "sensor": ["a", "b"], "assessment": ["a", "b"] },
      "assets": [
        { "id": "a.high", "title": "High of A", "owner": "a", "site": "town", "layer": "high", "covers": ["town", "port"], "singleShot": { "missile": 0.6 },
          "ready": 4, "shots": 2, "stock": 4, "reload": "2h", "visibleTo": ["a"] },
        { "id": "b.low", "title": "Low of B", "owner": "b", "site": "town", "layer": "low", "covers": ["town"], "singleShot": { "missile": 0.5, "rocket": 0.8 },
          "ready": 6, "when": { "posture": "b.secret", "atLeast": "one" } } ] },
    "objectives": [
      {"id": "talk", "title": "Talk first", "capability": "Consultation", "eeg": {"target": "Each consults before it acts", "tasks": [{"id": "ask", "title": "Asks the others", "measure": "Within the hour"}, {"id": "listen", "title": "Answers what it is asked"}]}},
      {"id": "keep", "title": "Keep what is promised"} ],
    "questionnaires": [
      {"id": "before", "title": "Before we begin", "when": "before", "questions": [{"id": "known", "text": "I know the subject", "kind": "likert", "required": true}, {"id": "hope", "text": "What do you hope to learn?", "kind": "text"}]},
      {"id": "frank", "title": "Frankly", "when": "hotwash", "anonymous": true, "questions": [{"id": "fair", "text": "It was fair", "kind": "likert", "labels": ["Not at all", "In part", "Yes"]}, {"id": "best", "text": "The best part", "kind": "choice", "options": ["Talks", "Injects"]}, {"id": "say", "text": "What you always wanted to say", "kind": "text"}]},
      {"id": "after", "title": "Afterwards", "when": "after", "to": ["a"], "questions": [{"id": "again", "text": "Would you again?", "kind": "choice", "options": ["Yes", "No"], "required": true}]} ]
  })");
}

Stage::Stage(Json scenario) {
  exercise::Foundation foundation{"exercise", "", 0, "scenario-hash", "seed-hash"};
  take(exercise::found(foundation, scenario, {now_, chance_}));
}

void Stage::take(std::vector<exercise::Event> events) {
  for (auto& event : events) {
    exercise::apply(state_, event);
    log_.push_back(std::move(event));
  }
}

Stage& Stage::at(calendar::Millis wall) {
  now_ = wall;
  while (true) {
    auto events = exercise::due(state_, {now_, chance_});
    if (events.empty()) return *this;
    take(std::move(events));
  }
}

Result<std::vector<exercise::Event>> Stage::ask(const std::string& who, const std::string& method, Json params) {
  at(now_);
  auto events = exercise::decide(state_, asker(who), {method, std::move(params), ""}, {now_, chance_});
  if (events) {
    take(*events);
    at(now_);
  }
  return events;
}

void Stage::join(const std::string& name, const std::string& place) {
  Json params{{"name", name}, {"role", "participant"}};
  if (place == "observer" || place == "evaluator") {
    params["role"] = place;
  } else {
    params["team"] = place.substr(0, place.find('.'));
    if (place.find('.') != std::string::npos) params["seat"] = place;
  }
  (void)ask("control", "participant.join", params);
}

std::vector<std::string> Stage::stored() const {
  std::vector<std::string> bodies;
  for (const auto& event : log_) bodies.push_back(exercise::to_stored(event));
  return bodies;
}

exercise::Asker Stage::asker(const std::string& who) const {
  if (who == "control") return {exercise::Role::control, ""};
  if (who.starts_with("control:")) return {exercise::Role::control, "", who.substr(8)};
  for (const auto& [id, person] : state_.seats.participants)
    if (person.name == who) return {person.role, id};
  return {exercise::Role::participant, "nobody"};
}

std::vector<exercise::Event> Stage::events(const std::string& type) const {
  std::vector<exercise::Event> found;
  for (const auto& event : log_)
    if (event.type == type) found.push_back(event);
  return found;
}

std::vector<std::string> Stage::seen_by(const std::string& key) const {
  const auto viewer = state_.seats.viewer(key);
  std::vector<std::string> seen;
  for (const auto& event : log_)
    if (viewer && exercise::may_see(event.audience, *viewer))
      seen.push_back(
          exercise::numbered(exercise::render(event, state_.clock.offset_minutes), viewer->role, seen.size() + 1));
  return seen;
}

}  // namespace startex::test
