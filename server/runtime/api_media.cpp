// Files that injects carry: control puts them in, and whoever an event has shown one to gets it.
#include <fmt/format.h>

#include "access/tokens.hpp"
#include "runtime/api.hpp"
#include "runtime/media_types.hpp"
#include "telemetry/logging.hpp"

namespace startex::runtime {
namespace {

net::Response no_such_file() {
  return net::problem(404, "not_found", "Not found", "There is nothing here for you. Check the address.");
}

// RFC 8187: any name, in letters that every header takes.
std::string encoded(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// A file is shown as what it is and nothing else: no page, no script, no frame.
net::Response sent(const exercise::MediaFile& file, std::string bytes) {
  net::Response response;
  response.content_type = file.type;
  const auto* place = file.type == "application/pdf" ? "attachment" : "inline";
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("{}; filename*=UTF-8''{}", place, encoded(file.name)));
  response.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  response.body = std::move(bytes);
  return response;
}

// The file, if it is there and they may see it.
const exercise::MediaFile* file_for(const access::Principal& who, const exercise::State& state, const std::string& id) {
  if (who.role == access::Role::facilitator) return state.media.seen(id, {exercise::Role::control, "", ""});
  const auto* person = state.seats.participant(who.participant);
  return person ? state.media.seen(id, {person->role, person->team, person->seat}) : nullptr;
}

}  // namespace

void Api::add_media(Call call) {
  const auto name = call.request.query.find("name");
  const auto type = media_type(call.request.body);
  const auto said = call.request.header("content-type").value_or("");
  if (!type || said != *type) {
    call.reply(net::problem(415, "invalid", "Not a picture or a document that is taken",
                            "PNG, JPEG, GIF, WebP and PDF, up to 5 MiB, sent under their own content type."));
    return;
  }
  const auto sha256 = access::sha256_hex(call.request.body);
  Json params{{"name", name == call.request.query.end() ? "" : name->second},
              {"type", *type},
              {"bytes", call.request.body.size()},
              {"sha256", sha256}};
  const auto exercise = call.params.at("id");
  if (!parts_.catalog.exercise(exercise)) {
    call.reply(no_such_file());
    return;
  }
  shard_of(exercise).with_room(exercise, [this, call = std::move(call), params, sha256](Room& room) mutable {
    // The bytes first: an event never names a file that is not there.
    room.with_log([this, call = std::move(call), params, sha256](log::EventLog* log) mutable {
      const auto kept = log ? log->put_media(sha256, call.request.body) : tl::unexpected(log::Error{});
      if (!kept) {
        telemetry::error("a file could not be kept: {}", kept.error().message);
        call.reply(net::problem(503, "unavailable", "The file could not be stored",
                                "The data folder cannot be written. See the server's log."));
        return;
      }
      const auto id = call.params.at("id");
      shard_of(id).with_room(id, [call = std::move(call), params](Room& again) mutable {
        again.ask({exercise::Role::control, ""}, "media.add", params, [call = std::move(call)](Result<Json> events) {
          call.reply(events ? json_response(201, events->at(0).at("data")) : problem_of(events.error()));
        });
      });
    });
  });
}

void Api::get_media(Call call) {
  const auto exercise = call.params.at("id");
  if (!parts_.catalog.exercise(exercise)) {
    call.reply(no_such_file());
    return;
  }
  shard_of(exercise).with_room(exercise, [call = std::move(call)](Room& room) mutable {
    room.inspect([call = std::move(call), &room](const exercise::State* state) mutable {
      const auto* found = state ? file_for(call.caller.principal, *state, call.params.at("media")) : nullptr;
      if (!found) {
        call.reply(no_such_file());
        return;
      }
      room.with_log([call = std::move(call), file = *found](log::EventLog* log) {
        auto bytes = log ? log->media(file.sha256) : tl::unexpected(log::Error{});
        call.reply(bytes ? sent(file, std::move(*bytes)) : log_unreadable());
      });
    });
  });
}

}  // namespace startex::runtime
