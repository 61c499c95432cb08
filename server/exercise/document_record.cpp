#include "exercise/document_record.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

using S = Document::State;

Document& of(State& state, const Event& event) {
  return state.documents.documents[event.data.at("document").get<std::string>()];
}

void opened(State& state, const Event& event) {
  Document document;
  document.id = event.data.at("document").get<std::string>();
  document.title = event.data.at("title").get<std::string>();
  document.parties = event.data.at("parties").get<std::vector<std::string>>();
  for (const Json& clause : event.data.at("clauses"))
    document.clauses.push_back(
        {clause.at("clause").get<std::string>(), clause.at("text").get<std::string>(), 1, "", 0});
  document.audience = event.audience;
  state.documents.documents[document.id] = std::move(document);
}

void claimed(State& state, const Event& event) {
  if (DocumentClause* clause = of(state, event).find(event.data.at("clause").get<std::string>())) {
    clause->claimed_by = event.data.at("seat").get<std::string>();
    clause->claimed_wall = event.wall;
  }
}

void unclaimed_again(State& state, const Event& event) {
  if (DocumentClause* clause = of(state, event).find(event.data.at("clause").get<std::string>()))
    clause->claimed_by.clear();
}

void edited(State& state, const Event& event) {
  Document& document = of(state, event);
  const auto id = event.data.at("clause").get<std::string>();
  const Json& text = event.data.at("text");
  const auto it = std::find_if(document.clauses.begin(), document.clauses.end(),
                               [&](const auto& clause) { return clause.id == id; });
  if (it != document.clauses.end() && text.is_null()) {
    document.clauses.erase(it);
  } else if (it != document.clauses.end()) {
    *it = {id, text.get<std::string>(), event.data.at("version").get<std::int64_t>(), "", 0};
  } else if (text.is_string()) {
    const Json after = event.data.value("after", Json());
    auto place = document.clauses.begin();
    if (after.is_string()) {
      place = std::find_if(document.clauses.begin(), document.clauses.end(),
                           [&](const auto& clause) { return after == clause.id; });
      if (place != document.clauses.end()) ++place;
    }
    document.clauses.insert(place, {id, text.get<std::string>(), 1, "", 0});
  }
  if (event.data.contains("suggestion")) document.suggestions.erase(event.data.at("suggestion").get<std::string>());
}

void suggested(State& state, const Event& event) {
  const Json& data = event.data;
  Suggestion suggestion{data.at("suggestion").get<std::string>(), data.at("clause").get<std::string>(),
                        data.at("text").get<std::string>(), event.by.value("seat", ""),
                        data.at("version").get<std::int64_t>()};
  of(state, event).suggestions[suggestion.id] = std::move(suggestion);
}

void frozen(State& state, const Event& event) {
  Document& document = of(state, event);
  document.state = S::frozen;
  document.edition = event.data.at("edition").get<std::int64_t>();
  for (DocumentClause& clause : document.clauses) clause.claimed_by.clear();
}

void thawed(State& state, const Event& event) {
  of(state, event).state = S::open;
  of(state, event).signatures.clear();
}

}  // namespace

std::vector<EventType> document_events() {
  return {
      {"document.opened", opened},
      {"document.claimed", claimed},
      {"document.unclaimed", unclaimed_again},
      {"document.edited", edited},
      {"document.suggested", suggested},
      {"document.accepted", edited},
      {"document.dismissed",
       [](State& state, const Event& event) {
         of(state, event).suggestions.erase(event.data.at("suggestion").get<std::string>());
       }},
      {"document.frozen", frozen},
      {"document.thawed", thawed},
      {"document.signed",
       [](State& state, const Event& event) {
         of(state, event).signatures[event.data.at("team").get<std::string>()] = {event.by.value("seat", ""),
                                                                                  event.by.value("name", "")};
       }},
      {"document.published", [](State& state, const Event& event) { of(state, event).state = S::published; }},
  };
}

}  // namespace startex::exercise
