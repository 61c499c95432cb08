#include "exercise/seats.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

// Where somebody's coming and going is told: to their own team, and of observers and evaluators to control alone.
Audience own_team(const std::string& team) { return team.empty() ? Audience::control_only() : Audience{team}; }

Outcome join(Turn& turn, json::Reader& in) {
  const auto name = in.text("name", limits::name_max);
  const auto role = in.choice("role", {"participant", "observer", "evaluator"});
  const auto team = in.optional_text("team", limits::id_max).value_or("");
  const auto seat = in.optional_text("seat", limits::id_max);
  const auto known = in.optional_text("participant", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const Seats& seats = turn.state().seats;
  if (seats.doors_locked)
    return refuse(ErrorCode::conflict, "The doors are locked. Ask the facilitator to let you in.");
  if (seats.present() >= limits::participants_max)
    return refuse(ErrorCode::conflict, "The exercise is full. Ask the facilitator.");
  if (role == "participant" && !seats.is_team(team)) return not_found("team");
  if (seat) {
    const Seat* found = seats.seat(*seat);
    if (!found || found->team != team) return not_found("seat");
  }
  const std::string id = known ? *known : turn.id("participant", {role, team, name});
  if (seats.participants.contains(id))
    return refuse(ErrorCode::conflict, "Somebody of this name came in at the same moment. Try again.");
  Json data{{"participant", id}, {"name", name}, {"role", role}};
  Json by{{"name", name}};
  if (!team.empty()) data["team"] = by["team"] = team;
  if (seat) data["seat"] = by["seat"] = *seat;
  if (role != "participant") by["role"] = role;
  turn.emit_by(std::move(by), "participant.joined", own_team(team), std::move(data));
  return {};
}

Outcome claim(Turn& turn, json::Reader& in) {
  const auto seat = in.text("seat", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const Actor& actor = turn.actor();
  const Seat* found = turn.state().seats.seat(seat);
  if (!found || found->team != actor.team) return not_found("seat");
  if (actor.seat == seat) return refuse(ErrorCode::conflict, "You already hold this seat.");
  Json data{{"participant", actor.participant}, {"name", actor.name}, {"seat", seat}};
  if (!actor.seat.empty()) data["previous"] = actor.seat;
  turn.emit("seat.claimed", Audience{actor.team}, std::move(data));
  return {};
}

Outcome release(Turn& turn, json::Reader& in) {
  if (const auto fault = in.finish()) return invalid(*fault);
  const Actor& actor = turn.actor();
  turn.emit("seat.released", Audience{actor.team},
            {{"participant", actor.participant}, {"name", actor.name}, {"seat", actor.seat}});
  return {};
}

Outcome assign(Turn& turn, json::Reader& in) {
  const auto id = in.text("participant", limits::id_max);
  const auto seat = in.optional_text("seat", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const Seats& seats = turn.state().seats;
  const Participant* person = seats.participant(id);
  if (!person || person->role != Role::participant) return not_found("participant");
  const Seat* found = seat ? seats.seat(*seat) : nullptr;
  if (seat && !found) return not_found("seat");
  const std::string team = found ? found->team : person->team;
  if (person->seat == seat.value_or("") && person->team == team)
    return refuse(ErrorCode::conflict, "They already sit there.");
  Json data{{"participant", id}, {"name", person->name}, {"team", team}, {"seat", seat ? Json(*seat) : Json(nullptr)}};
  if (!person->seat.empty() && team == person->team) data["previous"] = person->seat;
  if (team != person->team) {
    // The team that is left is told only that somebody left, and not for where.
    turn.emit("participant.left", Audience{person->team}, {{"participant", id}, {"name", person->name}});
  }
  turn.emit("seat.assigned", Audience{team}, std::move(data));
  return {};
}

Outcome remove(Turn& turn, json::Reader& in) {
  const auto id = in.text("participant", limits::id_max);
  const auto reason = in.optional_text("reason", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const Participant* person = turn.state().seats.participant(id);
  if (!person) return not_found("participant");
  Json control = Json::object();
  if (reason) control["reason"] = *reason;
  turn.emit("participant.removed", own_team(person->team), {{"participant", id}, {"name", person->name}},
            std::move(control));
  return {};
}

template <bool locked>
Outcome set_doors(Turn& turn, json::Reader& in) {
  if (const auto fault = in.finish()) return invalid(*fault);
  if (turn.state().seats.doors_locked == locked)
    return refuse(ErrorCode::conflict, locked ? "The doors are locked already." : "The doors are open already.");
  turn.emit(locked ? "doors.locked" : "doors.unlocked", Audience::control_only(), Json::object());
  return {};
}

void created(State& state, const Event& event) {
  Seats& seats = state.seats;
  for (const Json& team : event.data.at("teams")) {
    seats.teams.push_back(team.at("id").get<std::string>());
    for (const Json& json : team.at("seats")) {
      Seat seat{json.at("id").get<std::string>(), seats.teams.back(), json.at("title").get<std::string>(), {}};
      for (const Json& right : json.at("rights")) seat.rights.insert(right.get<std::string>());
      seats.seats.emplace(seat.id, std::move(seat));
    }
  }
  for (const Json& entity : event.data.at("entities"))
    seats.entities[entity.at("id").get<std::string>()] = entity.at("name").get<std::string>();
}

void joined(State& state, const Event& event) {
  Participant person;
  person.id = event.data.at("participant").get<std::string>();
  person.name = event.data.at("name").get<std::string>();
  const auto role = event.data.at("role").get<std::string>();
  person.role = role == "observer" ? Role::observer : role == "evaluator" ? Role::evaluator : Role::participant;
  person.team = event.data.value("team", "");
  person.seat = event.data.value("seat", "");
  state.seats.participants[person.id] = std::move(person);
}

void seated(State& state, const Event& event) {
  Participant& person = state.seats.participants[event.data.at("participant").get<std::string>()];
  const Json& seat = event.data.at("seat");
  person.seat = seat.is_null() ? "" : seat.get<std::string>();
  if (event.data.contains("team")) person.team = event.data.at("team").get<std::string>();
}

void released(State& state, const Event& event) {
  state.seats.participants[event.data.at("participant").get<std::string>()].seat.clear();
}

void removed(State& state, const Event& event) {
  Participant& person = state.seats.participants[event.data.at("participant").get<std::string>()];
  person.removed = true;
  person.seat.clear();
}

}  // namespace

bool Seats::is_team(std::string_view id) const { return std::find(teams.begin(), teams.end(), id) != teams.end(); }

const Seat* Seats::seat(std::string_view id) const {
  const auto it = seats.find(std::string(id));
  return it == seats.end() ? nullptr : &it->second;
}

const Participant* Seats::participant(std::string_view id) const {
  const auto it = participants.find(std::string(id));
  return it == participants.end() || it->second.removed ? nullptr : &it->second;
}

bool Seats::has_right(std::string_view id, std::string_view right) const {
  const Seat* found = seat(id);
  return found && found->rights.contains(std::string(right));
}

bool Seats::may(const Actor& actor, std::string_view right) const {
  if (has_right(actor.seat, right)) return true;
  return std::none_of(seats.begin(), seats.end(), [&](const auto& entry) {
    return entry.second.team == actor.team && entry.second.rights.contains(std::string(right));
  });
}

std::size_t Seats::present() const {
  return static_cast<std::size_t>(
      std::count_if(participants.begin(), participants.end(), [](const auto& entry) { return !entry.second.removed; }));
}

std::optional<Audience> Seats::places(const std::vector<std::string>& to) const {
  Audience audience;
  for (const auto& place : to) {
    if (place == "all")
      audience.add("public");
    else if (is_team(place) || seat(place))
      audience.add(place);
    else
      return std::nullopt;
  }
  return audience;
}

Audience Seats::own_side(const Audience& audience, const Actor& actor) const {
  if (audience.holds("public") || audience.holds(actor.team)) return Audience{actor.team};
  Audience side;
  for (const auto& place : audience.places()) {
    const Seat* found = seat(place);
    if (found && found->team == actor.team) side.add(place);
  }
  return side;
}

Audience Seats::beyond(const Audience& audience, const Audience& known) const {
  if (known.holds("public")) return {};
  Audience all = audience;
  if (audience.holds("public")) {
    all = Audience{"observer"};
    for (const auto& team : teams) all.add(team);
  }
  Audience rest;
  for (const auto& place : all.places()) {
    const Seat* found = seat(place);
    if (!known.holds(place) && !(found && known.holds(found->team))) rest.add(place);
  }
  return rest;
}

std::optional<Viewer> Seats::viewer(std::string_view key) const {
  if (key == "control") return Viewer{Role::control, "", ""};
  if (key == "observer") return Viewer{Role::observer, "", ""};
  if (key == "evaluator") return Viewer{Role::evaluator, "", ""};
  if (is_team(key)) return Viewer{Role::participant, std::string(key), ""};
  if (const Seat* found = seat(key)) return Viewer{Role::participant, found->team, found->id};
  return std::nullopt;
}

std::vector<Viewer> Seats::viewers() const {
  std::vector<Viewer> all{{Role::control, "", ""}, {Role::observer, "", ""}, {Role::evaluator, "", ""}};
  for (const auto& team : teams) all.push_back({Role::participant, team, ""});
  for (const auto& [id, seat] : seats) all.push_back({Role::participant, seat.team, id});
  return all;
}

const Capability seats_capability{
    "seats",
    {
        {"participant.join", Who::server, When::always, "Somebody came in with a join code", join},
        {"participant.remove", Who::control, When::always, "Somebody is sent out; their sessions end at once", remove},
        {"seat.claim", Who::participant, When::open, "Take a seat of one's own team", claim},
        {"seat.release", Who::seated, When::open, "Give one's seat up", release},
        {"seat.assign", Who::control, When::open, "Put somebody into a seat of any team, or into none", assign},
        {"doors.lock", Who::control, When::always, "Nobody new comes in; those who are in come back", set_doors<true>},
        {"doors.unlock", Who::control, When::always, "The join codes open again", set_doors<false>},
    },
    {
        {"exercise.created", created},
        {"participant.joined", joined},
        {"participant.left", [](State&, const Event&) {}},
        {"participant.removed", removed},
        {"seat.claimed", seated},
        {"seat.assigned", seated},
        {"seat.released", released},
        {"doors.locked", [](State& state, const Event&) { state.seats.doors_locked = true; }},
        {"doors.unlocked", [](State& state, const Event&) { state.seats.doors_locked = false; }},
    },
};

}  // namespace startex::exercise
