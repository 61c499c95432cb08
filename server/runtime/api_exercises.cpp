// Scenarios, and the exercises that are made from them.
#include "access/join_codes.hpp"
#include "access/tokens.hpp"
#include "engine/chance.hpp"
#include "log/sqlite_log.hpp"
#include "runtime/api.hpp"
#include "runtime/wall.hpp"
#include "telemetry/logging.hpp"

namespace startex::runtime {
namespace {

Json summary_of(const Json& document) {
  Json teams = Json::array();
  for (const Json& team : document.at("teams"))
    teams.push_back({{"id", team.at("id")}, {"name", team.at("name")}, {"seats", team.at("seats").size()}});
  const Json scripted = document.value("scripted", Json::object()).value("people", Json::array());
  return {{"id", document.at("id")},
          {"title", document.at("title")},
          {"summary", document.at("summary")},
          {"version", document.at("version")},
          {"languages", document.at("languages")},
          {"teams", teams},
          {"clock", document.at("clock")},
          {"scripted", scripted.size()},
          {"injects", document.at("injects").size()}};
}

Json fault_list(const std::vector<scenario::Fault>& faults) {
  Json list = Json::array();
  for (const auto& fault : faults)
    list.push_back({{"pointer", fault.pointer},
                    {"message", fault.message},
                    {"severity", fault.severity == scenario::Severity::error ? "error" : "warning"}});
  return list;
}

net::Response no_such_scenario() {
  return net::problem(404, "not_found", "No such scenario", "GET /api/scenarios lists the ones that can be played.");
}

Json described(const log::ExerciseRow& row) {
  return {{"id", row.id},
          {"title", row.title},
          {"scenario", row.scenario},
          {"phase", row.phase},
          {"participants", row.participants},
          {"created", calendar::format_wall(row.created_ms)}};
}

}  // namespace

void Api::list_scenarios(Call call) {
  Json list = Json::array();
  for (const auto& entry : parts_.library.entries())
    list.push_back(entry.package ? summary_of(entry.package->document)
                                 : Json{{"id", entry.id}, {"faults", fault_list(entry.faults)}});
  call.reply(json_response(200, {{"scenarios", list}}));
}

void Api::one_scenario(Call call) {
  const auto* package = parts_.library.find(call.params.at("id"));
  call.reply(package ? json_response(200, package->document) : no_such_scenario());
}

void Api::check_scenario(Call call) {
  auto document = json::parse(call.request.body, {limits::scenario_bytes_max, 32});
  const auto added =
      document
          ? parts_.library.add(std::move(*document))
          : tl::unexpected(std::vector<scenario::Fault>{{"", document.error().message, scenario::Severity::error}});
  if (added) {
    call.reply(json_response(201, {{"id", *added}, {"faults", fault_list(parts_.library.find(*added)->warnings)}}));
    return;
  }
  net::Response response = json_response(422, {{"title", "The scenario has faults"},
                                               {"status", 422},
                                               {"code", "scenario_invalid"},
                                               {"hint", "Mend what the faults name and send it again."},
                                               {"faults", fault_list(added.error())}});
  response.content_type = "application/problem+json";
  call.reply(std::move(response));
}

void Api::create_exercise(Call call) {
  const auto body = json::parse(call.request.body);
  const Json object = body ? *body : Json();
  json::Reader in(object);
  const auto scenario_id = in.text("scenario", limits::id_max);
  const auto title = in.optional_text("title", limits::title_max);
  const auto seed = in.optional_text("seed", 128);
  const double pace = in.has("pace") ? in.number("pace", limits::pace_min, limits::pace_max) : 0;
  if (const auto fault = in.finish()) {
    call.reply(net::problem(422, "invalid", "A field is wrong", fault->pointer + ": " + fault->message));
    return;
  }
  const auto* package = parts_.library.find(scenario_id);
  if (!package) {
    call.reply(no_such_scenario());
    return;
  }
  const auto now = wall_now();
  log::Founding founding{access::new_id(), package->text, seed.value_or(access::new_seed()), now};
  const exercise::Foundation foundation{founding.exercise, title.value_or(""), pace, access::sha256_hex(package->text),
                                        access::sha256_hex(founding.seed)};
  const engine::SeededChance chance(founding.seed);
  std::vector<std::string> bodies;
  for (const auto& event : exercise::found(foundation, package->document, {now, chance}))
    bodies.push_back(exercise::to_stored(event));
  log::ExerciseRow row{founding.exercise,
                       title.value_or(package->document.at("title").get<std::string>()),
                       scenario_id,
                       "lobby",
                       now,
                       0,
                       false};
  std::vector<log::JoinCode> codes;
  for (const Json& team : package->document.at("teams"))
    codes.push_back({access::new_code(8), row.id, "participant", team.at("id").get<std::string>()});
  codes.push_back({access::new_code(8), row.id, "observer", ""});
  codes.push_back({access::new_code(12), row.id, "evaluator", ""});

  const auto path = parts_.exercises / (row.id + ".startex");
  parts_.log_threads.run(
      row.id, [this, path, founding, bodies = std::move(bodies), row, codes, call = std::move(call)]() mutable {
        auto made = log::SqliteLog::create(path, founding);
        std::string fault;
        if (!made)
          fault = made.error().message;
        else if (const auto stored = (*made)->append(1, bodies); !stored)
          fault = stored.error().message;
        in_front([this, fault, row, codes, call = std::move(call)]() mutable {
          if (!fault.empty()) {
            telemetry::error("an exercise could not be created: {}", fault);
            call.reply(net::problem(503, "unavailable", "The exercise could not be stored",
                                    "The data folder cannot be written. See the server's log."));
            return;
          }
          parts_.catalog.add_exercise(row, codes);
          Json listed = Json::object();
          for (const auto& code : codes) listed[code.team.empty() ? code.role : code.team] = code.code;
          call.reply(json_response(201, {{"id", row.id}, {"joinCodes", listed}}));
        });
      });
}

void Api::list_exercises(Call call) {
  Json list = Json::array();
  for (const auto& row : parts_.catalog.exercises()) list.push_back(described(row));
  call.reply(json_response(200, {{"exercises", list}}));
}

void Api::one_exercise(Call call) {
  const auto row = parts_.catalog.exercise(call.params.at("id"));
  if (!row) {
    call.reply(net::problem(404, "not_found", "Not found", "There is nothing here for you. Check the address."));
    return;
  }
  if (call.caller.principal.role != access::Role::facilitator) {
    call.reply(json_response(
        200, {{"id", row->id}, {"title", row->title}, {"phase", row->phase}, {"reviewOpen", row->review_open}}));
    return;
  }
  Json body = described(*row);
  body["reviewOpen"] = row->review_open;
  body["joinCodes"] = Json::object();
  for (const auto& code : parts_.catalog.codes_of(row->id))
    body["joinCodes"][code.team.empty() ? code.role : code.team] = code.code;
  call.reply(json_response(200, body));
}

}  // namespace startex::runtime
