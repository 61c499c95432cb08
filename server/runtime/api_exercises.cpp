// Scenarios, and the exercises that are made from them.
#include "runtime/api.hpp"

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

Json described(const log::ExerciseRow& row) {
  Json one{{"id", row.id},
           {"title", row.title},
           {"scenario", row.scenario},
           {"phase", row.phase},
           {"participants", row.participants},
           {"created", calendar::format_wall(row.created_ms)},
           {"reviewOpen", row.review_open},
           {"archived", row.archived}};
  if (!row.group.empty()) one["class"] = row.group;
  if (!row.forked_from.empty()) one["forkedFrom"] = {{"exercise", row.forked_from}, {"after", row.forked_after}};
  return one;
}

}  // namespace

net::Response no_such_scenario() {
  return net::problem(404, "not_found", "No such scenario", "GET /api/scenarios lists the ones that can be played.");
}

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

// From the exercise's own record: the scenario of the folder may have changed since, or come from another server.
void Api::exercise_guide(Call call) {
  const auto exercise = call.params.at("id");
  if (!parts_.catalog.exercise(exercise)) {
    call.reply(not_there());
    return;
  }
  with_document(exercise, [call = std::move(call)](const Json& document) {
    const bool has = document.is_object() && document.contains("guide");
    net::Response response;
    response.content_type = "text/markdown; charset=utf-8";
    if (has) response.body = document.at("guide").value("body", "");
    call.reply(
        has ? std::move(response)
            : net::problem(404, "not_found", "No guide", "The scenario of this exercise comes without a guide."));
  });
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

void Api::list_exercises(Call call) {
  Json list = Json::array();
  for (const auto& row : parts_.catalog.exercises()) list.push_back(described(row));
  call.reply(json_response(200, {{"exercises", list}}));
}

void Api::one_exercise(Call call) {
  const auto row = parts_.catalog.exercise(call.params.at("id"));
  if (!row) {
    call.reply(not_there());
    return;
  }
  if (call.caller.principal.role != access::Role::facilitator) {
    call.reply(json_response(
        200, {{"id", row->id}, {"title", row->title}, {"phase", row->phase}, {"reviewOpen", row->review_open}}));
    return;
  }
  Json body = described(*row);
  body["joinCodes"] = Json::object();
  for (const auto& code : parts_.catalog.codes_of(row->id))
    body["joinCodes"][code.team.empty() ? code.role : code.team] = code.code;
  call.reply(json_response(200, body));
}

void Api::change_exercise(Call call) {
  const auto row = parts_.catalog.exercise(call.params.at("id"));
  if (!row) {
    call.reply(not_there());
    return;
  }
  const auto body = json::parse(call.request.body);
  const Json object = body ? *body : Json();
  json::Reader in(object);
  const auto title = in.optional_text("title", limits::title_max);
  const bool archived = in.flag("archived", row->archived);
  if (const auto fault = in.finish()) {
    call.reply(invalid_field(*fault));
    return;
  }
  if (archived && row->phase == "running") {
    call.reply(net::problem(409, "conflict", "The exercise is running", "Pause or end it before you archive it."));
    return;
  }
  auto stored = parts_.catalog.set_archived(row->id, archived);
  if (stored && title) stored = parts_.catalog.set_title(row->id, *title);
  const auto changed = parts_.catalog.exercise(row->id);
  if (stored && changed)
    call.reply(json_response(200, described(*changed)));
  else
    call.reply(problem_of({ErrorCode::unavailable, "This could not be stored. See the server's log.", ""}));
}

}  // namespace startex::runtime
