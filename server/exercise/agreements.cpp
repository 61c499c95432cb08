#include "exercise/agreements.hpp"

#include <algorithm>

#include "exercise/agreement_access.hpp"
#include "exercise/agreement_course.hpp"
#include "exercise/agreement_record.hpp"
#include "exercise/agreement_signing.hpp"
#include "exercise/agreement_text.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

using S = Agreement::State;

Outcome amendable(const Agreement& agreement) {
  if (const auto open = in_state(agreement, {S::draft, S::open}, "This agreement can no longer be amended."); !open)
    return open;
  if (!agreement.signatures.empty())
    return refuse(ErrorCode::conflict,
                  "A party has signed this version. It can be amended when the signature is withdrawn.");
  return {};
}

Outcome check_text(const Turn& turn, const Agreement& agreement) {
  if (agreement.clauses.empty() && agreement.commitments.empty())
    return refuse(ErrorCode::invalid,
                  "Nothing would be left. Withdraw the agreement, or leave a clause or a commitment.");
  if (agreement.clauses.size() + agreement.commitments.size() > limits::clauses_max ||
      agreement.bytes() > limits::agreement_bytes_max)
    return refuse(ErrorCode::invalid, "The text has grown too long. Shorten it, or make two agreements of it.");
  for (const Commitment& commitment : agreement.commitments)
    if (!commitment.team.empty() && !agreement.is_party(commitment.team))
      return refuse(ErrorCode::invalid, "A commitment binds a delegation that is not a party.");
  return check_together(turn, agreement);
}

Annex read_annex(const Turn& turn, json::Reader& in, const Agreement& agreement, std::size_t place) {
  const std::string& team = turn.actor().team;
  Annex annex{"",
              team,
              in.text("title", limits::title_max),
              in.text("text", limits::clause_max),
              in.texts("to", limits::recipients_max, limits::id_max),
              Audience{team}};
  for (const auto& name : annex.to) {
    const Seat* seat = turn.state().seats.seat(name);
    if (!agreement.is_party(seat ? seat->team : name))
      in.fault("to", "An annex goes to parties of the agreement, or to seats of theirs.");
    annex.audience.add(name);
  }
  annex.id = turn.id("annex", {agreement.id, std::to_string(place), annex.title});
  return annex;
}

void tell_annex(Turn& turn, const Agreement& agreement, const Annex& annex, Audience audience) {
  turn.emit("agreement.annexed", std::move(audience),
            {{"agreement", agreement.id},
             {"annex", annex.id},
             {"title", annex.title},
             {"text", annex.text},
             {"to", annex.to}});
}

Outcome draft(Turn& turn, json::Reader& in) {
  const Actor& actor = turn.actor();
  Agreement agreement;
  agreement.title = in.text("title", limits::title_max);
  agreement.parties = in.texts("parties", limits::recipients_max, limits::id_max);
  agreement.disclosure = in.optional_choice("disclosure", {"confidential", "public"}).value_or("confidential");
  agreement.state = in.flag("private") ? S::draft : S::open;
  agreement.team = actor.team;
  agreement.sponsors = {actor.team};
  agreement.id = turn.id("agreement", {agreement.title});
  std::sort(agreement.parties.begin(), agreement.parties.end());
  agreement.parties.erase(std::unique(agreement.parties.begin(), agreement.parties.end()), agreement.parties.end());
  const bool known = std::all_of(agreement.parties.begin(), agreement.parties.end(),
                                 [&](const auto& party) { return turn.state().seats.is_team(party); });
  if (!known || !agreement.is_party(actor.team) || agreement.parties.size() < 2)
    in.fault("parties", "Name your own delegation and at least one other.");
  in.each("clauses", limits::clauses_max, [&](json::Reader& item) {
    const auto text = item.text("text", limits::clause_max);
    agreement.clauses.push_back(
        {turn.id("clause", {agreement.id, std::to_string(agreement.clauses.size()), text}), text});
  });
  std::optional<Error> refused;
  in.each("commitments", limits::clauses_max, [&](json::Reader& item) {
    auto commitment = read_commitment(turn, item, agreement.id, agreement.commitments.size());
    if (commitment)
      agreement.commitments.push_back(std::move(*commitment));
    else if (!refused)
      refused = commitment.error();
  });
  std::vector<Annex> annexes;
  in.each("annexes", limits::annexes_max,
          [&](json::Reader& item) { annexes.push_back(read_annex(turn, item, agreement, annexes.size())); });
  if (const auto fault = in.finish()) return invalid(*fault);
  if (refused) return tl::unexpected(*refused);
  if (const auto fits = check_text(turn, agreement); !fits) return fits;
  const auto& all = turn.state().agreements.agreements;
  if (all.contains(agreement.id)) return refuse(ErrorCode::conflict, "This very agreement was drafted a moment ago.");
  const auto own =
      std::count_if(all.begin(), all.end(), [&](const auto& entry) { return entry.second.team == actor.team; });
  if (own >= limits::agreements_max)
    return refuse(ErrorCode::conflict, "Your delegation has drafted as many agreements as it can.");
  const bool kept = agreement.state == S::draft;
  Json data = text_of(agreement, turn.state().clock.offset_minutes);
  if (kept) data["private"] = true;
  turn.emit("agreement.drafted", kept ? Audience{actor.team} : Audience(agreement.parties), std::move(data));
  for (const Annex& annex : annexes) tell_annex(turn, agreement, annex, kept ? Audience{actor.team} : annex.audience);
  return {};
}

Outcome circulate(Turn& turn, json::Reader& in) {
  const auto found = as_party(turn, in);
  if (!found) return tl::unexpected(found.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if ((*found)->state != S::draft) return refuse(ErrorCode::conflict, "This agreement has been circulated already.");
  Agreement agreement = **found;
  agreement.version = 1;
  turn.emit("agreement.circulated", Audience(agreement.parties), text_of(agreement, turn.state().clock.offset_minutes));
  for (const auto& [id, annex] : agreement.annexes) {
    Audience audience(annex.to);
    audience.add(agreement.team);
    tell_annex(turn, agreement, annex, std::move(audience));
  }
  return {};
}

Outcome amend(Turn& turn, json::Reader& in) {
  const auto found = as_party(turn, in);
  if (!found) return tl::unexpected(found.error());
  const auto version = in.integer("version", 1, limits::version_max);
  const auto note = in.optional_text("note", limits::rationale_max);
  if (in.faulted()) return invalid(*in.faulted());
  if (const auto current = at_version(**found, version); !current) return current;
  if (const auto open = amendable(**found); !open) return open;
  Agreement agreement = **found;
  auto changes = read_changes(turn, in, agreement);
  if (!changes) return tl::unexpected(changes.error());
  if (const auto fits = check_text(turn, agreement); !fits) return fits;
  Json data{{"agreement", agreement.id}, {"version", version + 1}, {"changes", std::move(*changes)}};
  if (note) data["note"] = *note;
  turn.emit("agreement.amended", agreement.audience, std::move(data));
  return {};
}

Outcome annex(Turn& turn, json::Reader& in) {
  const auto found = as_party(turn, in);
  if (!found) return tl::unexpected(found.error());
  const Agreement& agreement = **found;
  const Annex annex = read_annex(turn, in, agreement, 0);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto open = amendable(agreement); !open) return open;
  const auto own = std::count_if(agreement.annexes.begin(), agreement.annexes.end(),
                                 [&](const auto& entry) { return entry.second.team == annex.team; });
  if (own >= limits::annexes_max)
    return refuse(ErrorCode::conflict, "Your delegation has added as many annexes as it can.");
  if (agreement.annexes.contains(annex.id))
    return refuse(ErrorCode::conflict, "This very annex was added a moment ago.");
  tell_annex(turn, agreement, annex, agreement.state == S::draft ? Audience{annex.team} : annex.audience);
  return {};
}

Outcome sponsor(Turn& turn, json::Reader& in) {
  const auto found = as_party(turn, in);
  if (!found) return tl::unexpected(found.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto open = in_state(**found, {S::open}, "This agreement can no longer be sponsored."); !open) return open;
  if ((*found)->sponsors.contains(turn.actor().team))
    return refuse(ErrorCode::conflict, "Your delegation sponsors it already.");
  turn.emit("agreement.sponsored", (*found)->audience, {{"agreement", (*found)->id}, {"team", turn.actor().team}});
  return {};
}

Outcome reserve(Turn& turn, json::Reader& in) {
  const auto found = as_party(turn, in);
  if (!found) return tl::unexpected(found.error());
  const Agreement& agreement = **found;
  const auto version = in.integer("version", 1, limits::version_max);
  const auto clause = in.optional_text("clause", limits::id_max);
  const auto text = in.text("text", limits::clause_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto current = at_version(agreement, version); !current) return current;
  if (const auto open = in_state(agreement, {S::open}, "Nothing can be reserved any more."); !open) return open;
  if (clause &&
      std::none_of(agreement.clauses.begin(), agreement.clauses.end(), [&](const auto& c) { return c.id == *clause; }))
    return not_found("clause");
  if (agreement.reservations.size() >= limits::reservations_max ||
      agreement.bytes() + text.size() > limits::agreement_bytes_max)
    return refuse(ErrorCode::conflict, "The agreement carries as many reservations as it can.");
  const auto id = turn.id("reservation", {agreement.id, clause.value_or(""), text});
  if (std::any_of(agreement.reservations.begin(), agreement.reservations.end(),
                  [&](const auto& r) { return r.id == id; }))
    return refuse(ErrorCode::conflict, "This very reservation was made a moment ago.");
  Json data{{"agreement", agreement.id},
            {"reservation", id},
            {"team", turn.actor().team},
            {"version", version},
            {"text", text}};
  if (clause) data["clause"] = *clause;
  turn.emit("agreement.reserved", agreement.audience, std::move(data));
  return {};
}

Outcome lift(Turn& turn, json::Reader& in) {
  const auto found = as_party(turn, in);
  if (!found) return tl::unexpected(found.error());
  const auto id = in.text("reservation", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto& reservations = (*found)->reservations;
  const auto it = std::find_if(reservations.begin(), reservations.end(), [&](const auto& r) { return r.id == id; });
  if (it == reservations.end()) return not_found("reservation");
  if (it->team != turn.actor().team)
    return refuse(ErrorCode::forbidden, "Only the delegation that reserved lifts its reservation.");
  turn.emit("agreement.lifted", (*found)->audience, {{"agreement", (*found)->id}, {"reservation", id}});
  return {};
}

Outcome withdraw(Turn& turn, json::Reader& in) {
  const auto found = as_party(turn, in);
  if (!found) return tl::unexpected(found.error());
  const auto reason = in.optional_text("reason", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if ((*found)->team != turn.actor().team)
    return refuse(ErrorCode::forbidden, "Only the delegation that drafted it withdraws it. You can decline it.");
  if (const auto open =
          in_state(**found, {S::draft, S::open, S::completed}, "This agreement can no longer be withdrawn.");
      !open)
    return open;
  Json data{{"agreement", (*found)->id}};
  if (reason) data["reason"] = *reason;
  turn.emit("agreement.withdrawn", (*found)->audience, std::move(data));
  return {};
}

}  // namespace

bool Commitment::is_kept(const Dimension& dimension_now) const {
  const int stands = dimension_now.index(dimension_now.level), wanted = dimension_now.index(level);
  if (sense == "is") return stands == wanted;
  return sense == "atMost" ? stands <= wanted : stands >= wanted;
}

bool Agreement::is_party(std::string_view name) const {
  return std::find(parties.begin(), parties.end(), name) != parties.end();
}

bool Agreement::is_between(const std::vector<std::string>& teams) const {
  return std::all_of(teams.begin(), teams.end(), [this](const auto& name) { return is_party(name); });
}

bool Agreement::binds(std::string_view dimension) const {
  return std::any_of(commitments.begin(), commitments.end(),
                     [&](const Commitment& c) { return c.dimension == dimension; });
}

bool Agreement::has_reached(std::string_view word) const {
  if (word == "open")
    return state == State::open || state == State::completed || state == State::held || state == State::concluded;
  if (word == "concluded") return state == State::concluded;
  if (word == "deposited") return state == State::concluded && deposited;
  if (word == "denounced") return state == State::denounced;
  if (word == "breached")
    return std::any_of(commitments.begin(), commitments.end(), [](const Commitment& c) { return c.breached; });
  return false;
}

std::size_t Agreement::bytes() const {
  std::size_t sum = 0;
  for (const Clause& clause : clauses) sum += clause.text.size();
  for (const Reservation& reservation : reservations) sum += reservation.text.size();
  return sum;
}

const Capability agreements_capability{
    "agreements",
    {
        {"agreement.draft", Who::seated, When::running,
         "Write an agreement and circulate it to its parties, or keep it in the team first", draft},
        {"agreement.circulate", Who::seated, When::running, "Show a private draft to its parties", circulate},
        {"agreement.amend", Who::seated, When::running, "Change clauses and commitments: a new version", amend},
        {"agreement.annex", Who::seated, When::running, "Add a text for some of the parties only", annex},
        {"agreement.sponsor", Who::seated, When::running, "Stand behind a text that another party drafted", sponsor},
        {"agreement.reserve", Who::seated, When::running, "State a reservation to a clause or to the whole", reserve},
        {"agreement.lift", Who::seated, When::running, "Take one's own reservation back", lift},
        {"agreement.sign", Who::seated, When::running,
         "Sign a version; with the last party's signature it is concluded", sign_agreement},
        {"agreement.unsign", Who::seated, When::running, "Withdraw a signature before the conclusion",
         unsign_agreement},
        {"agreement.decline", Who::seated, When::running, "Say no to a version", decline_agreement},
        {"agreement.withdraw", Who::seated, When::running, "Take one's own draft off the table", withdraw},
        {"agreement.deposit", Who::seated, When::running, "Publish a concluded agreement", deposit_agreement},
        {"agreement.denounce", Who::seated, When::running, "End an agreement in force", denounce_agreement},
        {"agreement.hold", Who::control, When::begun, "Nobody signs or amends until control has looked at it",
         hold_agreement},
        {"agreement.release", Who::control, When::begun, "A held agreement goes on", release_agreement},
        {"agreement.return", Who::control, When::begun, "Signatures lapse, and the parties write on", return_agreement},
        {"agreement.confirm", Who::control, When::begun, "A fully signed agreement is concluded, where control reviews",
         confirm_agreement},
        {"agreement.annul", Who::control, When::begun, "An agreement is void", annul_agreement},
    },
    agreement_events(),
    nullptr,
    next_agreement_due,
    fire_agreement,
};

}  // namespace startex::exercise
