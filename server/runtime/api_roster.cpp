// Personal codes: made from a class list, listed, given anew, taken back.
#include "access/csv.hpp"
#include "access/join_codes.hpp"
#include "access/roster.hpp"
#include "access/tokens.hpp"
#include "runtime/api.hpp"

namespace startex::runtime {
namespace {

Json fault_list(const std::vector<access::RosterFault>& faults) {
  Json list = Json::array();
  for (const auto& fault : faults) {
    Json one{{"line", fault.line}, {"message", fault.message}};
    if (!fault.column.empty()) one["column"] = fault.column;
    list.push_back(std::move(one));
  }
  return list;
}

net::Response roster_problem(const std::string& hint, Json faults) {
  net::Response response = json_response(422, {{"title", "The list has faults"},
                                               {"status", 422},
                                               {"code", "roster_invalid"},
                                               {"hint", hint},
                                               {"faults", std::move(faults)}});
  response.content_type = "application/problem+json";
  return response;
}

// The same person as one who is on the list: by e-mail address, or else by name within the team.
bool is_same(const log::JoinCode& known, const access::RosterPerson& person) {
  if (!known.email.empty() || !person.email.empty()) return known.email == person.email;
  return known.name == person.name && known.team == person.team;
}

Json described(const log::JoinCode& code, const Json& present) {
  Json one{{"id", code.id}, {"name", code.name}, {"role", code.role}};
  if (!code.email.empty()) one["email"] = code.email;
  if (!code.team.empty()) one["team"] = code.team;
  if (!code.seat.empty()) one["seat"] = code.seat;
  if (!code.revoked) one["code"] = code.code;
  one["state"] = code.revoked ? "revoked" : present.contains(code.id) ? "in" : "waiting";
  return one;
}

// {"jp":"Japan","jp.foreign":"Foreign minister",…}
std::map<std::string, std::string> place_names(const Json& teams) {
  std::map<std::string, std::string> names;
  for (const Json& team : teams) {
    names[team.at("id").get<std::string>()] = team.at("name").get<std::string>();
    for (const Json& seat : team.at("seats"))
      names[seat.at("id").get<std::string>()] = seat.at("title").get<std::string>();
  }
  return names;
}

net::Response as_csv(const std::vector<log::JoinCode>& codes, const Json& teams, const std::string& origin,
                     const std::string& id) {
  const auto names = place_names(teams);
  const auto name_of = [&names](const std::string& place) {
    const auto it = names.find(place);
    return it == names.end() ? place : it->second;
  };
  // The mark at the beginning tells spreadsheets that this is UTF-8.
  std::string text = "\xEF\xBB\xBFname,email,team,seat,code,link\r\n";
  for (const auto& code : codes) {
    if (code.revoked) continue;
    const auto team = code.team.empty() ? code.role : name_of(code.team);
    for (const auto& cell : {code.name, code.email, team, name_of(code.seat), code.code})
      text += access::csv_cell(cell) + ',';
    text += access::csv_cell(origin + "/j#" + code.code) + "\r\n";
  }
  return file_response("text/csv; charset=utf-8", id + "-roster.csv", std::move(text));
}

Json seat_table(const Json& document) {
  Json teams = Json::array();
  for (const Json& team : document.at("teams")) {
    Json one{{"id", team.at("id")}, {"name", team.at("name")}, {"seats", Json::array()}};
    for (const Json& seat : team.at("seats"))
      one["seats"].push_back({{"id", seat.at("id")}, {"title", seat.at("title")}});
    teams.push_back(std::move(one));
  }
  return teams;
}

}  // namespace

// Goes on, on the log's thread, with the scenario document that the exercise was made from; null when it cannot be
// read.
void Api::with_document(const std::string& exercise, std::function<void(Json)> then) {
  shard_of(exercise).with_room(exercise, [then = std::move(then)](Room& room) mutable {
    room.with_log([then = std::move(then)](log::EventLog* log) {
      then(log ? Json::parse(log->founding().scenario, nullptr, false) : Json(Json::value_t::discarded));
    });
  });
}

void Api::add_roster(Call call) {
  const auto exercise = call.params.at("id");
  if (!parts_.catalog.exercise(exercise)) {
    call.reply(not_there());
    return;
  }
  with_document(exercise, [this, call = std::move(call)](const Json& document) mutable {
    auto roster = document.is_discarded() ? tl::unexpected(std::string("The exercise's record cannot be read now."))
                                          : access::read_roster(call.request.body, document);
    in_front([this, call = std::move(call), roster = std::move(roster)]() mutable {
      take_roster(std::move(call), std::move(roster));
    });
  });
}

void Api::take_roster(Call call, tl::expected<access::Roster, std::string> roster) {
  if (!roster) {
    call.reply(roster_problem(roster.error(), Json::array()));
    return;
  }
  const auto exercise = call.params.at("id");
  const auto known = parts_.catalog.roster_of(exercise);
  const bool dry = query(call.request, "dry", "0") == "1";
  if (!roster->faults.empty() && !dry) {
    call.reply(roster_problem("Nobody was added. Mend what the faults name and send the list again.",
                              fault_list(roster->faults)));
    return;
  }
  Json people = Json::array();
  std::vector<log::JoinCode> codes;
  for (const auto& person : roster->people) {
    const bool is_known =
        std::any_of(known.begin(), known.end(), [&](const auto& one) { return is_same(one, person); });
    people.push_back({{"name", person.name},
                      {"email", person.email},
                      {"role", person.role},
                      {"team", person.team},
                      {"seat", person.seat},
                      {"known", is_known}});
    if (!is_known)
      codes.push_back({access::new_code(12), exercise, person.role, person.team, access::new_id(), person.seat,
                       person.name, person.email, false});
  }
  const Json body{{"people", people},
                  {"added", codes.size()},
                  {"ignored", roster->ignored},
                  {"encoding", roster->encoding},
                  {"faults", fault_list(roster->faults)}};
  if (dry) {
    call.reply(json_response(200, body));
  } else if (known.size() + codes.size() > limits::participants_max) {
    call.reply(
        roster_problem("With these, the list would have more than 500 people. Nobody was added.", Json::array()));
  } else if (!parts_.catalog.add_codes(codes)) {
    call.reply(problem_of({ErrorCode::unavailable, "The list could not be stored. See the server's log.", ""}));
  } else {
    call.reply(json_response(201, body));
  }
}

void Api::list_roster(Call call) {
  const auto exercise = call.params.at("id");
  const auto row = parts_.catalog.exercise(exercise);
  if (!row) {
    call.reply(not_there());
    return;
  }
  shard_of(exercise).with_room(
      exercise, [this, exercise, title = row->title, call = std::move(call)](Room& room) mutable {
        room.inspect([this, exercise, title, call = std::move(call)](const exercise::State* state) mutable {
          Json present = Json::object();
          if (state)
            for (const auto& [id, person] : state->seats.participants)
              if (!person.removed) present[id] = true;
          with_document(exercise, [this, title, present, call = std::move(call)](const Json& document) mutable {
            Json teams = document.is_discarded() ? Json::array() : seat_table(document);
            in_front([this, title, present, teams = std::move(teams), call = std::move(call)]() mutable {
              answer_roster(std::move(call), title, present, teams);
            });
          });
        });
      });
}

void Api::answer_roster(Call call, const std::string& title, const Json& present, const Json& teams) {
  const auto exercise = call.params.at("id");
  const auto codes = parts_.catalog.roster_of(exercise);
  if (query(call.request, "format", "json") == "csv") {
    const bool tls = query(call.request, "scheme", "http") == "https";
    const auto origin = (tls ? "https://" : "http://") + std::string(call.request.header("host").value_or(""));
    call.reply(as_csv(codes, teams, origin, exercise));
    return;
  }
  Json people = Json::array();
  for (const auto& code : codes) people.push_back(described(code, present));
  call.reply(json_response(200, {{"title", title}, {"teams", teams}, {"people", people}}));
}

void Api::reissue_code(Call call) {
  const auto old = parts_.catalog.code_by_id(call.params.at("id"), call.params.at("code"));
  if (!old) {
    call.reply(not_there());
    return;
  }
  const auto code = access::new_code(old->personal() || old->role == "evaluator" ? 12 : 8);
  // Who was sent out comes back as somebody new.
  const auto id = old->revoked ? access::new_id() : old->id;
  if (!parts_.catalog.replace_code(*old, code, id)) {
    call.reply(problem_of({ErrorCode::unavailable, "The code could not be stored. See the server's log.", ""}));
    return;
  }
  if (old->personal()) end_sessions(old->exercise, old->id);
  call.reply(json_response(200, {{"id", id}, {"code", code}}));
}

void Api::revoke_code(Call call) {
  const auto code = parts_.catalog.code_by_id(call.params.at("id"), call.params.at("code"));
  if (!code) {
    call.reply(not_there());
    return;
  }
  if (!code->personal()) {
    call.reply(net::problem(409, "conflict", "This code belongs to all of them",
                            "Give it anew, or lock the doors so that nobody else comes in."));
    return;
  }
  shard_of(code->exercise).with_room(code->exercise, [this, code = *code, call = std::move(call)](Room& room) mutable {
    // Removing somebody revokes their code, like everything else of theirs; a code without anybody is just taken off.
    const exercise::Asker asker{exercise::Role::control, "", call.caller.name};
    room.ask(asker, "participant.remove", {{"participant", code.id}},
             [this, code, call = std::move(call)](const Result<Json>& removed) mutable {
               in_front([this, code, was_in = removed.has_value(), call = std::move(call)]() mutable {
                 if (was_in)
                   parts_.catalog.revoke_code(code.exercise, code.id);
                 else
                   parts_.catalog.remove_code(code.exercise, code.id);
                 net::Response response;
                 response.status = 204;
                 call.reply(std::move(response));
               });
             });
  });
}

}  // namespace startex::runtime
