// Joint documents: a communiqué or statement that several delegations write together, clause by clause. Who works on a
// clause claims it; others suggest. A frozen edition is signed by all parties and then published.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct DocumentClause {
  std::string id, text;
  std::int64_t version = 1;
  std::string claimed_by;             // a seat; empty: nobody
  calendar::Millis claimed_wall = 0;  // a claim can be taken over after limits::claim_ms
};

struct Suggestion {
  std::string id, clause, text, seat;  // who made it
  std::int64_t version = 0;            // of the clause, when it was made
};

struct DocumentSignature {
  std::string seat, name;
};

struct Document {
  enum class State { open, frozen, published };
  std::string id, title;
  std::vector<std::string> parties;  // teams
  State state = State::open;
  std::int64_t edition = 0;  // how often it was frozen
  std::vector<DocumentClause> clauses;
  std::map<std::string, Suggestion> suggestions;        // open ones
  std::map<std::string, DocumentSignature> signatures;  // by team
  Audience audience;

  bool is_party(std::string_view team) const;
  bool has_reached(std::string_view word) const;  // "frozen", "published"
  DocumentClause* find(std::string_view clause);
  const DocumentClause* find(std::string_view clause) const;
  std::size_t bytes() const;
};

struct Documents {
  std::map<std::string, Document> documents;
};

extern const Capability documents_capability;

}  // namespace startex::exercise
