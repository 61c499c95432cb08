#include "runtime/api.hpp"

#include <map>

#include "access/session_cookie.hpp"
#include "access/tokens.hpp"
#include "runtime/wall.hpp"

namespace startex::runtime {
namespace {

constexpr calendar::Millis session_age_max = 12 * calendar::hour;
constexpr calendar::Millis session_idle_max = 4 * calendar::hour;
constexpr std::size_t record_bytes_max = 128 * 1024 * 1024;  // over HTTP; `startex import` takes larger ones

net::Response no_session() {
  return net::problem(401, "unauthorised", "Not signed in",
                      "Sign in or join again, and send the token or cookie you get.");
}

std::string bearer(const net::Request& request) {
  const auto header = request.header("authorization");
  return header && header->starts_with("Bearer ") ? std::string(header->substr(7)) : "";
}

std::string cookie(const net::Request& request) {
  const auto header = request.header("cookie");
  return header ? access::session_from_cookie(*header).value_or("") : "";
}

access::Role to_role(const std::string& text) {
  if (text == "facilitator") return access::Role::facilitator;
  if (text == "participant") return access::Role::participant;
  if (text == "evaluator") return access::Role::evaluator;
  return access::Role::observer;
}

}  // namespace

net::Response json_response(int status, const Json& body) {
  net::Response response;
  response.status = status;
  response.body = json::to_text(body);
  return response;
}

net::Response not_there() {
  return net::problem(404, "not_found", "Not found", "There is nothing here for you. Check the address.");
}

net::Response invalid_field(const json::Fault& fault) {
  return net::problem(422, "invalid", "A field is wrong", fault.pointer + ": " + fault.message);
}

net::Response problem_of(const Error& error) {
  const auto status = [&error] {
    switch (error.code) {
      case ErrorCode::unauthorised:
        return 401;
      case ErrorCode::forbidden:
        return 403;
      case ErrorCode::not_found:
        return 404;
      case ErrorCode::invalid:
        return 422;
      case ErrorCode::conflict:
      case ErrorCode::not_running:
        return 409;
      case ErrorCode::rate_limited:
        return 429;
      case ErrorCode::unavailable:
        return 503;
    }
    return 500;
  }();
  return net::problem(status, to_text(error.code), "This cannot be done", error.hint);
}

Api::Api(ApiParts parts) : parts_(std::move(parts)) {}

Shard& Api::shard_of(const std::string& exercise) {
  return *parts_.shards[std::hash<std::string>{}(exercise) % parts_.shards.size()];
}

Api::Caller Api::identify(const net::Request& request) const {
  std::string token = bearer(request);
  if (token.empty()) token = cookie(request);
  if (token.empty()) return {};
  Caller caller;
  caller.session = access::token_hash(token);
  const auto session = parts_.catalog.session(caller.session);
  const auto now = wall_now();
  if (!session || now - session->created_ms > session_age_max || now - session->seen_ms > session_idle_max) return {};
  // Once a minute is often enough to tell an idle session from a used one.
  if (now - session->seen_ms > calendar::minute) parts_.catalog.touch_session(caller.session, now);
  caller.principal = {to_role(session->role), session->exercise, session->participant};
  caller.name = session->name;
  return caller;
}

// Pages of other sites may not use somebody's cookie, and may open no socket at all.
std::optional<net::Response> Api::refuse_foreign(const net::Request& request, bool upgrade) const {
  access::OriginFacts facts;
  facts.origin = request.header("origin");
  facts.sec_fetch_site = request.header("sec-fetch-site");
  facts.host = request.header("host").value_or("");
  facts.has_bearer = !bearer(request).empty();
  facts.has_cookie = !facts.has_bearer && !cookie(request).empty();
  facts.changes = upgrade || (request.method != "GET" && request.method != "HEAD");
  facts.upgrade = upgrade;
  if (access::allowed_origin(facts, parts_.allowed_origins)) return std::nullopt;
  return net::problem(
      403, "forbidden", "Foreign origin",
      "This page may not use the server. Open the server's own address, or start it with --allow-origin.");
}

std::optional<net::BodyBounds> Api::body_bounds(const net::Request& head) {
  const auto match = access::match(head.method, head.path);
  if (match.result != access::MatchResult::found) return std::nullopt;
  const bool record = match.route->name == "exercises.import", media = match.route->name == "media.add";
  if ((!record && !media) || identify(head).principal.role != access::Role::facilitator) return std::nullopt;
  if (record) return net::BodyBounds{record_bytes_max, std::chrono::minutes(10)};
  return net::BodyBounds{static_cast<std::size_t>(limits::media_bytes_max), std::chrono::minutes(2)};
}

void Api::on_request(net::Request request, net::Reply reply) {
  const auto match = access::match(request.method, request.path);
  if (match.result == access::MatchResult::not_found) {
    auto file = parts_.files ? parts_.files->answer(request) : std::nullopt;
    reply(file ? std::move(*file) : not_there());
    return;
  }
  if (match.result == access::MatchResult::method_not_allowed) {
    reply(net::problem(405, "invalid", "Method not allowed", "Use one of: " + match.allow, {{"Allow", match.allow}}));
    return;
  }
  if (auto refusal = refuse_foreign(request, false)) {
    reply(std::move(*refusal));
    return;
  }
  const auto& wanted = match.route->body;
  if ((request.method == "POST" || request.method == "PATCH") &&
      !request.header("content-type").value_or("").starts_with(wanted)) {
    reply(net::problem(415, "invalid", "Another kind of content", "Send the body as " + std::string(wanted) + "."));
    return;
  }
  Call call{std::move(request), match.params, {}, std::move(reply)};
  call.caller = identify(call.request);
  const auto permission = access::authorise(*match.route, call.caller.principal, call.params, call.request.loopback);
  switch (permission) {
    case access::Permission::granted:
      break;
    case access::Permission::sign_in:
      call.reply(no_session());
      return;
    case access::Permission::forbidden:
      call.reply(net::problem(403, "forbidden", "Not yours to do", "Only a facilitator can do this."));
      return;
    case access::Permission::not_found:
      call.reply(not_there());
      return;
  }
  (this->*action(match.route->name))(std::move(call));
}

Api::Action Api::action(std::string_view route) const {
  static const std::map<std::string_view, Action> actions{
      {"healthz", &Api::health},
      {"readyz", &Api::health},
      {"metrics", &Api::metrics},
      {"sessions.create", &Api::sign_in},
      {"sessions.current", &Api::current_session},
      {"sessions.name", &Api::name_session},
      {"sessions.delete", &Api::sign_out},
      {"scenarios.list", &Api::list_scenarios},
      {"scenarios.get", &Api::one_scenario},
      {"scenarios.create", &Api::check_scenario},
      {"rehearsals.create", &Api::begin_rehearsal},
      {"rehearsals.get", &Api::one_rehearsal},
      {"rehearsals.cancel", &Api::cancel_rehearsal},
      {"exercises.create", &Api::create_exercise},
      {"exercises.list", &Api::list_exercises},
      {"exercises.get", &Api::one_exercise},
      {"exercises.change", &Api::change_exercise},
      {"exercises.delete", &Api::delete_exercise},
      {"exercises.copy", &Api::copy_exercise},
      {"roster.list", &Api::list_roster},
      {"roster.add", &Api::add_roster},
      {"codes.reissue", &Api::reissue_code},
      {"codes.revoke", &Api::revoke_code},
      {"classes.list", &Api::list_classes},
      {"classes.create", &Api::create_class},
      {"classes.get", &Api::one_class},
      {"classes.command", &Api::command_class},
      {"exercises.log", &Api::download_log},
      {"exercises.guide", &Api::exercise_guide},
      {"exercises.record", &Api::download_record},
      {"exercises.verify", &Api::verify_exercise},
      {"exercises.replay", &Api::download_replay},
      {"exercises.import", &Api::import_exercise},
      {"exercises.fork", &Api::fork_exercise},
      {"media.add", &Api::add_media},
      {"media.get", &Api::get_media},
      {"server-key", &Api::server_key},
      {"exercises.measures", &Api::measures},
      {"exercises.report", &Api::report},
      {"exercises.gradebook", &Api::gradebook},
      {"cohorts", &Api::cohorts},
  };
  return actions.at(route);
}

void Api::on_upgrade(net::Request request, net::UpgradeReply reply) {
  const auto match = access::match("GET", request.path);
  if (match.result != access::MatchResult::found || match.route->name != "ws") {
    reply(not_there());
    return;
  }
  if (auto refusal = refuse_foreign(request, true)) {
    reply(std::move(*refusal));
    return;
  }
  const Caller caller = identify(request);
  const auto permission = access::authorise(*match.route, caller.principal, match.params, request.loopback);
  if (permission == access::Permission::sign_in) {
    reply(no_session());
    return;
  }
  const std::string& exercise = match.params.at("id");
  if (permission != access::Permission::granted || !parts_.catalog.exercise(exercise)) {
    reply(not_there());
    return;
  }
  exercise::Asker asker;
  switch (caller.principal.role) {
    case access::Role::facilitator:
      asker.role = exercise::Role::control;
      break;
    case access::Role::participant:
      asker.role = exercise::Role::participant;
      break;
    case access::Role::observer:
      asker.role = exercise::Role::observer;
      break;
    case access::Role::evaluator:
      asker.role = exercise::Role::evaluator;
      break;
    case access::Role::nobody:
      break;
  }
  asker.participant = caller.principal.participant;
  asker.name = caller.name;
  Shard& shard = shard_of(exercise);
  reply(net::Accepted{shard.io(),
                      [&shard, exercise, asker, session = caller.session](std::shared_ptr<net::WebSocket> socket) {
                        shard.room(exercise)->connect(asker, session, std::move(socket));
                      }});
}

void Api::health(Call call) {
  const bool ready = call.request.path == "/healthz" || parts_.catalog.writable();
  call.reply(ready ? json_response(200, {{"status", "ok"}})
                   : net::problem(503, "unavailable", "Not ready",
                                  "The data folder cannot be written. See the server's log."));
}

void Api::metrics(Call call) {
  net::Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = parts_.metrics.to_text();
  call.reply(std::move(response));
}

void Api::revoke(const std::string& exercise, const std::string& participant) {
  in_front([this, exercise, participant] {
    parts_.catalog.revoke_code(exercise, participant);
    end_sessions(exercise, participant);
  });
}

void Api::summarise(const std::string& exercise, const engine::effect::Summary& summary) {
  in_front([this, exercise, summary] {
    parts_.catalog.set_exercise_summary(exercise, std::string(exercise::to_text(summary.phase)), summary.participants,
                                        summary.review_open);
  });
}

}  // namespace startex::runtime
