// What records say in figures, computed on the log threads.
#include "review/measures.hpp"
#include "runtime/api.hpp"

namespace startex::runtime {
namespace {

net::Response no_such_measure() {
  std::string names;
  for (const auto name : review::measure_names()) names += (names.empty() ? "" : ", ") + std::string(name);
  return net::problem(422, "invalid", "No such measure", "\"measure\" is one of: " + names + ".");
}

}  // namespace

void Api::measures(Call call) {
  const auto format = query(call.request, "format", "json");
  const auto only = query(call.request, "measure", "");
  if (format != "json" && format != "csv") {
    call.reply(net::problem(422, "invalid", "No such format", "\"format\" is json or csv."));
    return;
  }
  if ((!only.empty() || format == "csv") && !review::make_measure(only)) {
    call.reply(no_such_measure());
    return;
  }
  const auto as = query(call.request, "as", "");
  as_viewer(std::move(call), as, [this, format, only](Call allowed, std::string viewer) {
    const auto exercise = allowed.params.at("id");
    with_rows(exercise, std::move(allowed), [viewer, format, only](Call asked, const std::vector<std::string>& rows) {
      const auto measured = review::measure(rows, viewer, only);
      if (!measured) {
        asked.reply(no_such_viewer());
      } else if (format == "csv") {
        asked.reply(file_response("text/csv; charset=utf-8", asked.params.at("id") + "-" + viewer + "-" + only + ".csv",
                                  review::to_csv(measured->tables.front())));
      } else {
        asked.reply(json_response(200, review::to_json(*measured)));
      }
    });
  });
}

void Api::with_rows(const std::string& exercise, Call call,
                    std::function<void(Call, const std::vector<std::string>&)> use) {
  shard_of(exercise).with_room(exercise, [call = std::move(call), use = std::move(use)](Room& room) mutable {
    room.with_log([call = std::move(call), use = std::move(use)](log::EventLog* log) mutable {
      const auto rows = log ? log->read(0, SIZE_MAX) : tl::unexpected(log::Error{});
      if (rows)
        use(std::move(call), *rows);
      else
        call.reply(log_unreadable());
    });
  });
}

}  // namespace startex::runtime
