// What leaves the server as a file: the log as somebody saw it, the record, and what became of its promises.
#include <sstream>

#include "review/perspective.hpp"
#include "runtime/api.hpp"
#include "runtime/records.hpp"
#include "telemetry/logging.hpp"

namespace startex::runtime {

net::Response log_unreadable() {
  return net::problem(503, "unavailable", "The log cannot be read",
                      "The operator finds the reason in the server's log.");
}

net::Response no_such_viewer() {
  return net::problem(404, "not_found", "No such viewer", "\"as\" is control, a team, a seat, observer or evaluator.");
}

net::Response file_response(std::string content_type, std::string name, std::string bytes) {
  net::Response response;
  response.content_type = std::move(content_type);
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.body = std::move(bytes);
  return response;
}

std::string query(const net::Request& request, std::string_view key, std::string otherwise) {
  const auto it = request.query.find(key);
  return it == request.query.end() ? std::move(otherwise) : it->second;
}

void Api::download_log(Call call) {
  const auto format = query(call.request, "format", "jsonl");
  const auto as = query(call.request, "as", "");
  if (format != "jsonl" && format != "csv") {
    call.reply(net::problem(422, "invalid", "No such format", "\"format\" is jsonl or csv."));
    return;
  }
  as_viewer(std::move(call), as, [this, format](Call allowed, std::string viewer) {
    write_log(std::move(allowed), std::move(viewer), format);
  });
}

void Api::as_viewer(Call call, std::string as, std::function<void(Call, std::string)> then) {
  if (call.caller.principal.role == access::Role::facilitator) {
    then(std::move(call), as.empty() ? "control" : as);
    return;
  }
  const auto exercise = call.params.at("id");
  shard_of(exercise).with_room(exercise, [this, call = std::move(call), as, then](Room& room) mutable {
    room.inspect([this, call = std::move(call), as, then](const exercise::State* state) mutable {
      const auto& principal = call.caller.principal;
      const auto* person = state ? state->seats.participant(principal.participant) : nullptr;
      const exercise::Viewer viewer =
          person ? exercise::Viewer{person->role, person->team, person->seat} : exercise::Viewer{};
      const auto wanted = !person || as.empty() ? viewer : state->seats.viewer(as);
      if (person && wanted && state->lifecycle.may_review(viewer, *wanted)) {
        in_front([call = std::move(call), key = wanted->key(), then]() mutable { then(std::move(call), key); });
        return;
      }
      call.reply(person && wanted == viewer ? net::problem(409, "not_running", "The review is not open",
                                                           "Control opens the review after ENDEX.")
                                            : no_such_viewer());
    });
  });
}

void Api::write_log(Call call, std::string as, std::string format) {
  const auto exercise = call.params.at("id");
  shard_of(exercise).with_room(exercise, [call = std::move(call), as, format](Room& room) mutable {
    room.with_log([call = std::move(call), as, format](log::EventLog* log) {
      const auto rows = log ? log->read(0, SIZE_MAX) : tl::unexpected(log::Error{});
      if (!rows) {
        call.reply(log_unreadable());
        return;
      }
      const bool csv = format == "csv";
      auto text = review::export_log(*rows, as, csv ? review::Format::csv : review::Format::jsonl);
      call.reply(text ? file_response(csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
                                      call.params.at("id") + "-" + as + (csv ? ".csv" : ".jsonl"), std::move(*text))
                      : no_such_viewer());
    });
  });
}

void Api::download_record(Call call) {
  const auto exercise = call.params.at("id");
  shard_of(exercise).with_room(exercise, [call = std::move(call)](Room& room) mutable {
    room.with_log([call = std::move(call)](log::EventLog* log) {
      std::ostringstream record;
      const auto made = log ? write_record(*log, record) : tl::unexpected(log::Error{});
      if (!made) {
        telemetry::error("a record could not be written: {}", made.error().message);
        call.reply(log_unreadable());
        return;
      }
      call.reply(
          file_response("application/x-ndjson", call.params.at("id") + ".record.jsonl", std::move(record).str()));
    });
  });
}

void Api::verify_exercise(Call call) {
  const auto exercise = call.params.at("id");
  shard_of(exercise).with_room(exercise, [call = std::move(call)](Room& room) mutable {
    room.with_log([call = std::move(call)](log::EventLog* log) {
      if (!log) {
        call.reply(log_unreadable());
        return;
      }
      const auto facts = check_log(*log);
      Json body{{"ok", facts.has_value()}, {"events", log->head().seq}, {"head", log::to_hex(log->head().hash)}};
      if (!facts) {
        body["fault"] = {{"message", facts.error().sentence}};
        if (facts.error().seq > 0) body["fault"]["seq"] = facts.error().seq;
      } else {
        body["checkpoints"] = Json::array();
        for (const auto& one : facts->checkpoints)
          body["checkpoints"].push_back(
              {{"seq", one.seq}, {"wall", calendar::format_wall(one.wall)}, {"key", one.key}});
      }
      call.reply(json_response(200, body));
    });
  });
}

}  // namespace startex::runtime
