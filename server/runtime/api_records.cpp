// Exercises that come as a record, or go on from a moment of another.
#include <sstream>

#include "runtime/api.hpp"
#include "runtime/forks.hpp"
#include "runtime/wall.hpp"
#include "telemetry/logging.hpp"

namespace startex::runtime {
namespace {

net::Response refusal_of(const ImportFault& fault) {
  switch (fault.why) {
    case Refusal::there_already:
      return net::problem(409, "conflict", "The exercise is here already", fault.sentence);
    case Refusal::store:
      telemetry::error("an exercise could not be stored: {}", fault.sentence);
      return net::problem(503, "unavailable", "The exercise could not be stored",
                          "The data folder cannot be written. See the server's log.");
    case Refusal::bad:
      break;
  }
  return net::problem(422, "record_invalid", "The record cannot be taken in", fault.sentence);
}

}  // namespace

void Api::import_exercise(Call call) {
  parts_.chores.run("import", [this, call = std::move(call)]() mutable {
    std::istringstream record(std::exchange(call.request.body, {}));
    auto facts = import_record(record, parts_.exercises);
    in_front(
        [this, call = std::move(call), facts = std::move(facts)]() mutable { list_taken_in(std::move(call), facts); });
  });
}

// The file is in its place; now it is known, and has codes.
void Api::list_taken_in(Call call, const tl::expected<RecordFacts, ImportFault>& facts) {
  if (!facts) {
    call.reply(refusal_of(facts.error()));
    return;
  }
  const auto [row, codes] = listing_of(*facts);
  if (const auto added = parts_.catalog.add_exercise(row, codes); !added) {
    std::error_code ignored;
    std::filesystem::remove(record_of(row.id), ignored);
    call.reply(refusal_of({Refusal::store, added.error().message}));
    return;
  }
  Json names = Json::object();
  for (const auto& code : codes)
    if (!code.personal()) names[code.team.empty() ? code.role : code.team] = code.code;
  call.reply(json_response(201, {{"id", row.id}, {"joinCodes", names}}));
}

void Api::fork_exercise(Call call) {
  const auto body = json::parse(call.request.body);
  const Json object = body ? *body : Json();
  json::Reader in(object);
  const auto at = static_cast<std::uint64_t>(in.integer("at", 1, INT64_MAX));
  const auto title = in.optional_text("title", limits::title_max);
  const auto fault = in.finish();
  const auto exercise = call.params.at("id");
  const auto row = parts_.catalog.exercise(exercise);
  if (fault || !row) {
    call.reply(fault
                   ? net::problem(422, "invalid", "A field is wrong", fault->pointer + ": " + fault->message)
                   : net::problem(404, "not_found", "Not found", "There is nothing here for you. Check the address."));
    return;
  }
  const std::string named = title.value_or(row->title);
  shard_of(exercise).with_room(exercise, [this, call = std::move(call), at, named](Room& room) mutable {
    room.inspect([this, call = std::move(call), at, named, &room](const exercise::State* state) mutable {
      if (state && state->lifecycle.phase == exercise::Phase::running) {
        call.reply(net::problem(409, "conflict", "The exercise is running", "Pause it, and fork it then."));
        return;
      }
      room.with_log([this, call = std::move(call), at, named](log::EventLog* log) mutable {
        fork_log(std::move(call), log, at, named);
      });
    });
  });
}

// On the parent's log thread, which is let go as soon as what is needed has been read.
void Api::fork_log(Call call, log::EventLog* log, std::uint64_t at, const std::string& title) {
  const auto rows = log ? log->read(0, SIZE_MAX) : tl::unexpected(log::Error{});
  if (!rows) {
    call.reply(log_unreadable());
    return;
  }
  const auto moment = whole_step(*rows, at);
  if (moment == 0) {
    call.reply(net::problem(422, "invalid", "No such moment",
                            "/at: The log has events 1 to " + std::to_string(rows->size()) + "."));
    return;
  }
  auto origin = origin_of(*log, moment);
  if (!origin) {
    call.reply(log_unreadable());
    return;
  }
  parts_.chores.run("import", [this, call = std::move(call), origin = std::move(*origin), title]() mutable {
    auto facts = write_fork(std::move(origin), title, parts_.exercises, wall_now());
    in_front(
        [this, call = std::move(call), facts = std::move(facts)]() mutable { list_taken_in(std::move(call), facts); });
  });
}

void Api::server_key(Call call) {
  call.reply(json_response(200, {{"algorithm", "Ed25519"}, {"publicKey", parts_.public_key}}));
}

}  // namespace startex::runtime
