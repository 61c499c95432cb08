#include "exercise/documents.hpp"

#include <algorithm>

#include "exercise/document_record.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

using S = Document::State;

// The document that the params name, for a party: not theirs and not there are one answer.
Result<const Document*> named(const Turn& turn, json::Reader& in) {
  const auto id = in.text("document", limits::id_max);
  if (in.faulted()) return invalid(*in.faulted());
  const auto& documents = turn.state().documents.documents;
  const auto it = documents.find(id);
  if (it == documents.end() || !it->second.is_party(turn.actor().team)) return not_found("document");
  return &it->second;
}

Result<const Document*> as_signatory(const Turn& turn, json::Reader& in) {
  const auto found = named(turn, in);
  if (found && !turn.state().seats.may(turn.actor(), "agreement.sign"))
    return refuse(ErrorCode::forbidden, "Your seat does not bind your delegation. Ask a seat that signs for it.");
  return found;
}

Outcome writable(const Document& document) {
  if (document.state == S::open) return {};
  return refuse(ErrorCode::conflict, document.state == S::frozen
                                         ? "The document is frozen for signature. Thaw it to write on."
                                         : "The document has been published. It no longer changes.");
}

Outcome at_version(const DocumentClause& clause, std::int64_t version) {
  if (clause.version == version) return {};
  return overtaken("Somebody has changed this clause meanwhile. Read it, and act again.",
                   {{"version", clause.version}, {"text", clause.text}});
}

// Nobody else is at work on it.
Outcome unclaimed(const Turn& turn, const DocumentClause& clause) {
  const bool free = clause.claimed_by.empty() || clause.claimed_by == turn.actor().seat ||
                    turn.wall() - clause.claimed_wall >= limits::claim_ms;
  if (free) return {};
  return overtaken("Another seat is working on this clause. Suggest your text, or wait a few minutes.",
                   {{"claimedBy", clause.claimed_by}});
}

Outcome fits(const Document& document, const std::string& text, std::size_t more_clauses) {
  if (document.clauses.size() + more_clauses > limits::clauses_max ||
      document.bytes() + text.size() > limits::agreement_bytes_max)
    return refuse(ErrorCode::conflict, "The document has grown as long as it can. Shorten it first.");
  return {};
}

void open_document(Turn& turn, const std::string& id, const std::string& title, const std::vector<std::string>& parties,
                   const std::vector<std::string>& texts) {
  Json clauses = Json::array();
  for (const auto& text : texts)
    clauses.push_back(
        {{"clause", turn.id("clause", {id, std::to_string(clauses.size()), text})}, {"text", text}, {"version", 1}});
  turn.emit("document.opened", Audience(parties),
            {{"document", id}, {"title", title}, {"parties", parties}, {"clauses", std::move(clauses)}});
}

Outcome open(Turn& turn, json::Reader& in) {
  const auto title = in.text("title", limits::title_max);
  auto parties = in.texts("parties", limits::recipients_max, limits::id_max);
  const auto texts = in.optional_texts("clauses", limits::clauses_max, limits::clause_max);
  const std::string& team = turn.actor().team;
  std::sort(parties.begin(), parties.end());
  parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
  const bool known =
      std::all_of(parties.begin(), parties.end(), [&](const auto& party) { return turn.state().seats.is_team(party); });
  if (!known || std::find(parties.begin(), parties.end(), team) == parties.end())
    in.fault("parties", "Name your own delegation, and the others that write with you.");
  std::size_t bytes = 0;
  for (const auto& text : texts) bytes += text.size();
  if (bytes > limits::agreement_bytes_max) in.fault("clauses", "The text is too long. Begin with less.");
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto& documents = turn.state().documents.documents;
  const auto id = turn.id("document", {title});
  if (documents.contains(id)) return refuse(ErrorCode::conflict, "This very document was opened a moment ago.");
  const auto shared =
      std::count_if(documents.begin(), documents.end(), [&](const auto& entry) { return entry.second.is_party(team); });
  if (shared >= limits::documents_max)
    return refuse(ErrorCode::conflict, "Your delegation writes as many documents as it can.");
  open_document(turn, id, title, parties, texts);
  return {};
}

// The clause that the params name, of a document that can be written.
Result<const DocumentClause*> clause_of(const Document& document, json::Reader& in) {
  const auto id = in.text("clause", limits::id_max);
  if (in.faulted()) return invalid(*in.faulted());
  const DocumentClause* clause = document.find(id);
  if (!clause) return not_found("clause");
  return clause;
}

Outcome claim(Turn& turn, json::Reader& in) {
  const auto document = named(turn, in);
  if (!document) return tl::unexpected(document.error());
  const auto clause = clause_of(**document, in);
  if (!clause) return tl::unexpected(clause.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto can = writable(**document); !can) return can;
  if (const auto free = unclaimed(turn, **clause); !free) return free;
  const std::string& seat = turn.actor().seat;
  turn.emit("document.claimed", (*document)->audience,
            {{"document", (*document)->id}, {"clause", (*clause)->id}, {"seat", seat}});
  return {};
}

Outcome unclaim(Turn& turn, json::Reader& in) {
  const auto document = named(turn, in);
  if (!document) return tl::unexpected(document.error());
  const auto clause = clause_of(**document, in);
  if (!clause) return tl::unexpected(clause.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if ((*clause)->claimed_by != turn.actor().seat)
    return refuse(ErrorCode::conflict, "Your seat has not claimed this clause.");
  turn.emit("document.unclaimed", (*document)->audience, {{"document", (*document)->id}, {"clause", (*clause)->id}});
  return {};
}

Outcome add_clause(Turn& turn, json::Reader& in, const Document& document) {
  const auto text = in.text("text", limits::clause_max);
  const bool first = in.is_null("after");
  const auto after = first ? std::nullopt : in.optional_text("after", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto can = writable(document); !can) return can;
  if (after && !document.find(*after)) return not_found("clause");
  if (const auto room = fits(document, text, 1); !room) return room;
  Json place = nullptr;
  if (after)
    place = *after;
  else if (!first && !document.clauses.empty())
    place = document.clauses.back().id;
  const auto id = turn.id("clause", {document.id, text});
  if (document.find(id)) return refuse(ErrorCode::conflict, "This very clause was added a moment ago.");
  turn.emit("document.edited", document.audience,
            {{"document", document.id}, {"clause", id}, {"version", 1}, {"text", text}, {"after", std::move(place)}});
  return {};
}

Outcome edit(Turn& turn, json::Reader& in) {
  const auto document = named(turn, in);
  if (!document) return tl::unexpected(document.error());
  if (!in.has("clause")) return add_clause(turn, in, **document);
  const auto clause = clause_of(**document, in);
  if (!clause) return tl::unexpected(clause.error());
  const auto version = in.integer("version", 1, limits::version_max);
  const bool strike = in.is_null("text");
  const auto text = strike ? "" : in.text("text", limits::clause_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto can = writable(**document); !can) return can;
  if (const auto current = at_version(**clause, version); !current) return current;
  if (const auto free = unclaimed(turn, **clause); !free) return free;
  if (const auto room = fits(**document, text, 0); !room) return room;
  turn.emit("document.edited", (*document)->audience,
            {{"document", (*document)->id},
             {"clause", (*clause)->id},
             {"version", version + 1},
             {"text", strike ? Json(nullptr) : Json(text)}});
  return {};
}

Outcome suggest(Turn& turn, json::Reader& in) {
  const auto document = named(turn, in);
  if (!document) return tl::unexpected(document.error());
  const auto clause = clause_of(**document, in);
  if (!clause) return tl::unexpected(clause.error());
  const auto version = in.integer("version", 1, limits::version_max);
  const auto text = in.text("text", limits::clause_max);
  const auto reason = in.optional_text("reason", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto can = writable(**document); !can) return can;
  if (const auto current = at_version(**clause, version); !current) return current;
  if ((*document)->suggestions.size() >= limits::suggestions_max)
    return refuse(ErrorCode::conflict, "Too many suggestions are open. Accept or dismiss some first.");
  const auto id = turn.id("suggestion", {(*document)->id, (*clause)->id, text});
  if ((*document)->suggestions.contains(id))
    return refuse(ErrorCode::conflict, "This very suggestion was made a moment ago.");
  Json data{{"document", (*document)->id},
            {"suggestion", id},
            {"clause", (*clause)->id},
            {"version", version},
            {"text", text}};
  if (reason) data["reason"] = *reason;
  turn.emit("document.suggested", (*document)->audience, std::move(data));
  return {};
}

Result<const Suggestion*> suggestion_of(const Document& document, json::Reader& in) {
  const auto id = in.text("suggestion", limits::id_max);
  if (in.faulted()) return invalid(*in.faulted());
  const auto it = document.suggestions.find(id);
  if (it == document.suggestions.end()) return not_found("suggestion that is open");
  return &it->second;
}

Outcome accept(Turn& turn, json::Reader& in) {
  const auto document = named(turn, in);
  if (!document) return tl::unexpected(document.error());
  const auto suggestion = suggestion_of(**document, in);
  if (!suggestion) return tl::unexpected(suggestion.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto can = writable(**document); !can) return can;
  if ((*suggestion)->seat == turn.actor().seat)
    return refuse(ErrorCode::forbidden, "Another seat than the one that suggested it accepts it.");
  const DocumentClause* clause = (*document)->find((*suggestion)->clause);
  if (!clause) return refuse(ErrorCode::conflict, "The clause has been struck. Dismiss the suggestion.");
  if (const auto current = at_version(*clause, (*suggestion)->version); !current) return current;
  if (const auto free = unclaimed(turn, *clause); !free) return free;
  if (const auto room = fits(**document, (*suggestion)->text, 0); !room) return room;
  turn.emit("document.accepted", (*document)->audience,
            {{"document", (*document)->id},
             {"suggestion", (*suggestion)->id},
             {"clause", clause->id},
             {"version", clause->version + 1},
             {"text", (*suggestion)->text}});
  return {};
}

Outcome dismiss(Turn& turn, json::Reader& in) {
  const auto document = named(turn, in);
  if (!document) return tl::unexpected(document.error());
  const auto suggestion = suggestion_of(**document, in);
  if (!suggestion) return tl::unexpected(suggestion.error());
  const auto reason = in.optional_text("reason", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  Json data{{"document", (*document)->id}, {"suggestion", (*suggestion)->id}};
  if (reason) data["reason"] = *reason;
  turn.emit("document.dismissed", (*document)->audience, std::move(data));
  return {};
}

Outcome freeze(Turn& turn, json::Reader& in) {
  const auto document = as_signatory(turn, in);
  if (!document) return tl::unexpected(document.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto can = writable(**document); !can) return can;
  if ((*document)->clauses.empty())
    return refuse(ErrorCode::conflict, "There is nothing to sign yet. Write a clause first.");
  turn.emit("document.frozen", (*document)->audience,
            {{"document", (*document)->id}, {"edition", (*document)->edition + 1}});
  return {};
}

Outcome thaw(Turn& turn, json::Reader& in) {
  const auto document = as_signatory(turn, in);
  if (!document) return tl::unexpected(document.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if ((*document)->state != S::frozen) return refuse(ErrorCode::conflict, "The document is not frozen.");
  turn.emit("document.thawed", (*document)->audience, {{"document", (*document)->id}});
  return {};
}

Outcome sign(Turn& turn, json::Reader& in) {
  const auto document = as_signatory(turn, in);
  if (!document) return tl::unexpected(document.error());
  const auto edition = in.integer("edition", 1, limits::version_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if ((*document)->state != S::frozen) return refuse(ErrorCode::conflict, "The document is not frozen for signature.");
  if ((*document)->edition != edition)
    return overtaken("Another edition is on the table now. Read it, and sign that.",
                     {{"edition", (*document)->edition}});
  const std::string& team = turn.actor().team;
  if ((*document)->signatures.contains(team))
    return refuse(ErrorCode::conflict, "Your delegation has signed this edition already.");
  turn.emit("document.signed", (*document)->audience,
            {{"document", (*document)->id}, {"edition", edition}, {"team", team}});
  return {};
}

Outcome publish(Turn& turn, json::Reader& in) {
  const auto found = as_signatory(turn, in);
  if (!found) return tl::unexpected(found.error());
  const Document& document = **found;
  const auto to = in.texts("to", limits::recipients_max, limits::id_max);
  auto audience = turn.state().seats.places(to);
  if (!audience) in.fault("to", "A recipient here is neither a team, nor a seat, nor \"all\".");
  if (const auto fault = in.finish()) return invalid(*fault);
  if (document.state == S::published) return refuse(ErrorCode::conflict, "The document has been published already.");
  if (document.state != S::frozen || document.signatures.size() < document.parties.size())
    return refuse(ErrorCode::conflict, "A document is published when it is frozen and all its parties have signed.");
  Json clauses = Json::array(), signatures = Json::array();
  for (const auto& clause : document.clauses) clauses.push_back(clause.text);
  for (const auto& [team, signature] : document.signatures)
    signatures.push_back({{"team", team}, {"seat", signature.seat}, {"name", signature.name}});
  for (const auto& party : document.parties) audience->add(party);
  turn.emit("document.published", *std::move(audience),
            {{"document", document.id},
             {"title", document.title},
             {"parties", document.parties},
             {"clauses", std::move(clauses)},
             {"signatures", std::move(signatures)}});
  return {};
}

void found(Turn& turn, const Json& scenario) {
  for (const Json& document : scenario.value("documents", Json::array()))
    open_document(turn, document.at("id").get<std::string>(), document.at("title").get<std::string>(),
                  document.at("parties").get<std::vector<std::string>>(),
                  document.value("clauses", Json::array()).get<std::vector<std::string>>());
}

}  // namespace

bool Document::is_party(std::string_view team) const {
  return std::find(parties.begin(), parties.end(), team) != parties.end();
}

bool Document::has_reached(std::string_view word) const {
  return word == "published" ? state == State::published : state != State::open;
}

const DocumentClause* Document::find(std::string_view clause) const {
  const auto it = std::find_if(clauses.begin(), clauses.end(), [&](const auto& one) { return one.id == clause; });
  return it == clauses.end() ? nullptr : &*it;
}

DocumentClause* Document::find(std::string_view clause) {
  return const_cast<DocumentClause*>(std::as_const(*this).find(clause));
}

std::size_t Document::bytes() const {
  std::size_t sum = 0;
  for (const auto& clause : clauses) sum += clause.text.size();
  return sum;
}

const Capability documents_capability{
    "documents",
    {
        {"document.open", Who::seated, When::running, "Begin a joint document with other delegations", open},
        {"document.claim", Who::seated, When::running, "Say that one's seat is working on a clause", claim},
        {"document.unclaim", Who::seated, When::running, "Let a clause go", unclaim},
        {"document.edit", Who::seated, When::running, "Write, change or strike a clause that no other seat has claimed",
         edit},
        {"document.suggest", Who::seated, When::running, "Suggest another text for a clause", suggest},
        {"document.accept", Who::seated, When::running, "Take another seat's suggestion over", accept},
        {"document.dismiss", Who::seated, When::running, "Turn a suggestion down, or take one's own back", dismiss},
        {"document.freeze", Who::seated, When::running, "Stop writing: an edition for signature", freeze},
        {"document.thaw", Who::seated, When::running, "Write on; signatures lapse", thaw},
        {"document.sign", Who::seated, When::running, "Sign the frozen edition", sign},
        {"document.publish", Who::seated, When::running, "Publish what all parties have signed", publish},
    },
    document_events(),
    found,
};

}  // namespace startex::exercise
