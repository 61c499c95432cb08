#include "exercise/inject_delivery.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

// The places of `to` without those of `without`: a team is taken apart when only some of its seats are left.
Audience difference(const Seats& seats, const Audience& to, const Audience& without) {
  Audience all = to;
  if (to.holds("public")) {
    all = Audience{"observer"};
    for (const auto& team : seats.teams) all.add(team);
  }
  Audience rest;
  for (const auto& place : all.places()) {
    if (without.holds(place)) continue;
    const bool split =
        seats.is_team(place) && std::any_of(without.places().begin(), without.places().end(), [&](const auto& other) {
          const Seat* seat = seats.seat(other);
          return seat && seat->team == place;
        });
    if (!split) {
      rest.add(place);
      continue;
    }
    for (const auto& [id, seat] : seats.seats)
      if (seat.team == place && !without.holds(id)) rest.add(id);
  }
  return rest;
}

// The places of a variant that the inject still goes to: control may have chosen other recipients since it was planned.
Audience still_addressed(const Seats& seats, const Variant& variant, const Audience& to) {
  Audience rest;
  const Audience meant = seats.places(variant.to).value_or(Audience{});
  for (const auto& place : meant.places()) {
    const Seat* seat = seats.seat(place);
    if (to.holds("public") || to.holds(place) || (seat && to.holds(seat->team))) rest.add(place);
  }
  return rest;
}

// A version has the common sender, and without a title of its own the common one, in every language.
Json in_other_languages(const Inject& inject, const Variant& variant) {
  Json in = variant.in;
  if (!inject.in.is_object()) return in;
  for (const auto& [language, texts] : inject.in.items())
    for (const auto* key : {"title", "from"})
      if (texts.contains(key) && in.contains(language) && (key != std::string_view("title") || variant.title.empty()))
        in[language][key] = texts.at(key);
  return in;
}

}  // namespace

void release_now(Turn& turn, const Inject& inject, const Json& control) {
  const Seats& seats = turn.state().seats;
  const auto emit = [&](Audience audience, const std::string& title, const std::string& body, Json in) {
    Json data{{"inject", inject.id}, {"title", title}, {"body", body}, {"type", inject.type}, {"from", inject.from}};
    if (in.is_object() && !in.empty()) data["in"] = std::move(in);
    if (Json files = attachments_of(turn.state(), inject.attachments); !files.empty())
      data["attachments"] = std::move(files);
    // By control in every case: a recipient is not told whether the schedule or a hand released it.
    turn.emit_by({{"role", "control"}}, "inject.released", std::move(audience), std::move(data), control);
  };
  Audience with_own_version;
  for (const Variant& variant : inject.variants)
    for (const auto& place : variant.to) with_own_version.add(place);
  const Audience common = seats.places(inject.to).value_or(Audience{});
  const Audience rest = inject.variants.empty() ? common : difference(seats, common, with_own_version);
  if (!rest.empty()) emit(rest, inject.title, inject.body, inject.in);
  for (const Variant& variant : inject.variants)
    if (auto own = still_addressed(seats, variant, common); !own.empty())
      emit(std::move(own), variant.title.empty() ? inject.title : variant.title, variant.body,
           in_other_languages(inject, variant));
}

Result<const Inject*> received(const Turn& turn, const std::string& id) {
  const auto& injects = turn.state().injects.injects;
  const auto it = injects.find(id);
  if (it == injects.end() || !it->second.reached(turn.actor().viewer())) return not_found("inject");
  return &it->second;
}

Audience side_of_recipient(const Turn& turn, const Inject& inject) {
  Audience all;
  for (const Audience& audience : inject.delivered)
    if (may_see(audience, turn.actor().viewer()))
      for (const auto& place : audience.places()) all.add(place);
  return turn.state().seats.own_side(all, turn.actor());
}

}  // namespace startex::exercise
