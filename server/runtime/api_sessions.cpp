// Signing in, joining, signing out.
#include "access/join_codes.hpp"
#include "access/session_cookie.hpp"
#include "access/tokens.hpp"
#include "exercise/limits.hpp"
#include "runtime/api.hpp"
#include "runtime/wall.hpp"

namespace startex::runtime {
namespace {

net::Response too_many_guesses(std::int64_t seconds) {
  return net::problem(429, "rate_limited", "Too many wrong tries",
                      "Wait " + std::to_string(seconds) + " seconds, then check the code with the facilitator.",
                      {{"Retry-After", std::to_string(seconds)}});
}

net::Response wrong_code() {
  return net::problem(403, "join_code_invalid", "This code does not open anything",
                      "It opens nothing, or no longer. Check it with the facilitator: eight or twelve letters and "
                      "digits, without 0, O, 1, I and L.");
}

// A page that came over TLS says so in its Origin, which has been found good before.
access::Transport transport_of(const net::Request& request) {
  return request.header("origin").value_or("").starts_with("https://") ? access::Transport::tls
                                                                       : access::Transport::plain;
}

// The new session, in the body for a program, or as a cookie for a browser that asked for it.
net::Response with_session(const net::Request& request, const std::string& token, bool as_cookie, Json body) {
  if (!as_cookie) body["token"] = token;
  net::Response response = json_response(201, body);
  if (as_cookie) response.headers.emplace_back("Set-Cookie", access::session_cookie(token, transport_of(request)));
  return response;
}

Json facilitator_body(const std::string& name) {
  Json body{{"role", "facilitator"}};
  if (!name.empty()) body["name"] = name;
  return body;
}

}  // namespace

void Api::sign_in(Call call) {
  const auto body = json::parse(call.request.body);
  if (!body || !body->is_object()) {
    call.reply(
        net::problem(400, "invalid", "Not JSON", "Send an object with \"token\", or with \"joinCode\" and \"name\"."));
    return;
  }
  if (body->contains("token"))
    sign_in_facilitator(std::move(call), *body);
  else
    join(std::move(call), *body);
}

void Api::sign_in_facilitator(Call call, const Json& body) {
  json::Reader in(body);
  const auto token = in.text("token", 200);
  const auto name = in.optional_text("name", limits::name_max).value_or("");
  const bool as_cookie = in.flag("cookie");
  if (const auto fault = in.finish()) {
    call.reply(invalid_field(*fault));
    return;
  }
  if (const auto wait = guesses_.retry_after(call.request.remote, wall_now())) {
    call.reply(too_many_guesses(*wait));
    return;
  }
  if (!access::equal_in_constant_time(access::token_hash(token), parts_.facilitator_token_hash)) {
    guesses_.wrong(call.request.remote, wall_now());
    parts_.metrics.joins_refused.Increment();
    call.reply(net::problem(403, "token_invalid", "This token is not the facilitator's",
                            "Open the sign-in link that the server printed, or read the token from its token file."));
    return;
  }
  const std::string session = access::new_token();
  parts_.catalog.add_session({access::token_hash(session), "facilitator", "", "", "", wall_now(), wall_now(), name});
  call.reply(with_session(call.request, session, as_cookie, facilitator_body(name)));
}

void Api::join(Call call, const Json& body) {
  json::Reader in(body);
  const auto text = in.text("joinCode", 40);
  const auto name = in.optional_text("name", limits::name_max);
  const auto seat = in.optional_text("seat", limits::id_max);
  in.flag("cookie");
  if (const auto fault = in.finish()) {
    call.reply(invalid_field(*fault));
    return;
  }
  if (const auto wait = guesses_.retry_after(call.request.remote, wall_now())) {
    call.reply(too_many_guesses(*wait));
    return;
  }
  const auto normal = access::normalise_code(text);
  const auto code = normal ? parts_.catalog.find_code(*normal) : std::nullopt;
  if (!code) {
    guesses_.wrong(call.request.remote, wall_now());
    parts_.metrics.joins_refused.Increment();
    call.reply(wrong_code());
    return;
  }
  if (!code->personal() && !name) {
    call.reply(
        net::problem(422, "name_needed", "A name is missing", "Send \"name\" too: this code is a whole team's."));
    return;
  }
  Json params{{"name", code->personal() ? code->name : *name}, {"role", code->role}};
  if (!code->team.empty()) params["team"] = code->team;
  if (!code->seat.empty()) params["seat"] = code->seat;
  if (code->personal()) params["participant"] = code->id;
  if (seat && !code->personal()) params["seat"] = *seat;
  enter(std::move(call), *code, std::move(params));
}

// Whoever has come in by a personal code before is the same participant again, also behind locked doors.
void Api::enter(Call call, log::JoinCode code, Json params) {
  const std::function<void(Result<Json>)> done = [this, call = std::move(call), code](Result<Json> person) {
    in_front(
        [this, call, code, person = std::move(person)]() mutable { joined(std::move(call), code, std::move(person)); });
  };
  shard_of(code.exercise).with_room(code.exercise, [code, params, done](Room& room) {
    room.inspect([code, params, done, room = room.shared_from_this()](const exercise::State* state) {
      const auto* person = state && code.personal() ? state->seats.participant(code.id) : nullptr;
      if (person) {
        done(Json{{"participant", person->id}, {"team", person->team}, {"seat", person->seat}});
        return;
      }
      room->ask({exercise::Role::control, ""}, "participant.join", params, [done](const Result<Json>& events) {
        if (events)
          done(events->at(0).at("data"));
        else
          done(tl::unexpected(events.error()));
      });
    });
  });
}

void Api::joined(Call call, const log::JoinCode& code, Result<Json> person) {
  if (!person) {
    call.reply(problem_of(person.error()));
    return;
  }
  // A session that the browser brought along is worth nothing any more.
  if (!call.caller.session.empty()) parts_.catalog.remove_session(call.caller.session);
  const std::string token = access::new_token();
  const auto participant = person->at("participant").get<std::string>();
  parts_.catalog.add_session(
      {access::token_hash(token), code.role, code.exercise, participant, code.team, wall_now(), wall_now()});
  Json answer{{"exercise", code.exercise}, {"role", code.role}, {"participant", participant}};
  for (const auto* key : {"team", "seat"})
    if (const auto place = person->value(key, ""); !place.empty()) answer[key] = place;
  const auto body = json::parse(call.request.body);
  call.reply(with_session(call.request, token, body && body->value("cookie", false), std::move(answer)));
}

void Api::end_sessions(const std::string& exercise, const std::string& participant) {
  for (const auto& session : parts_.catalog.remove_sessions_of(exercise, participant))
    shard_of(exercise).end_session(session);
}

void Api::current_session(Call call) {
  const access::Principal who = call.caller.principal;
  if (who.role == access::Role::facilitator) {
    call.reply(json_response(200, facilitator_body(call.caller.name)));
    return;
  }
  shard_of(who.exercise).with_room(who.exercise, [this, who, call = std::move(call)](Room& room) mutable {
    room.inspect([this, who, call = std::move(call)](const exercise::State* state) {
      const auto* person = state ? state->seats.participant(who.participant) : nullptr;
      if (!person) {
        call.reply(problem_of({ErrorCode::unauthorised, "You are no longer part of this exercise. Join again.", ""}));
        return;
      }
      Json body{{"role", exercise::to_text(person->role)},
                {"exercise", who.exercise},
                {"name", person->name},
                {"participant", person->id}};
      if (!person->team.empty()) body["team"] = person->team;
      if (!person->seat.empty()) body["seat"] = person->seat;
      call.reply(json_response(200, body));
    });
  });
}

// Sockets that are open go on under the name with which they were opened.
void Api::name_session(Call call) {
  const auto body = json::parse(call.request.body);
  const Json fields = body ? *body : Json();
  json::Reader in(fields);
  const auto name = in.text("name", limits::name_max);
  if (const auto fault = in.finish()) {
    call.reply(invalid_field(*fault));
    return;
  }
  parts_.catalog.name_session(call.caller.session, name);
  call.reply(json_response(200, facilitator_body(name)));
}

void Api::sign_out(Call call) {
  parts_.catalog.remove_session(call.caller.session);
  for (auto& shard : parts_.shards) shard->end_session(call.caller.session);
  net::Response response;
  response.status = 204;
  response.headers.emplace_back("Set-Cookie", access::clear_session_cookie(transport_of(call.request)));
  call.reply(std::move(response));
}

}  // namespace startex::runtime
