// A viewer's record as one page that plays it without a server.
#include "review/one_file.hpp"
#include "review/perspective.hpp"
#include "runtime/api.hpp"

namespace startex::runtime {
namespace {

constexpr std::string_view page_path = "/replay-template.html";

net::Response no_page() {
  return net::problem(503, "unavailable", "The replay page is not there",
                      "The operator builds the web client whole and names its folder with --web.");
}

}  // namespace

void Api::download_replay(Call call) {
  const auto as = query(call.request, "as", "");
  as_viewer(std::move(call), as,
            [this](Call allowed, std::string viewer) { write_replay(std::move(allowed), std::move(viewer)); });
}

void Api::write_replay(Call call, std::string as) {
  // The files are read once at the start and stay as long as the server.
  const std::string* page = parts_.files ? parts_.files->bytes(page_path) : nullptr;
  if (!page) {
    call.reply(no_page());
    return;
  }
  const auto exercise = call.params.at("id");
  shard_of(exercise).with_room(exercise, [call = std::move(call), as, page](Room& room) mutable {
    room.with_log([call = std::move(call), as, page](log::EventLog* log) {
      const auto rows = log ? log->read(0, SIZE_MAX) : tl::unexpected(log::Error{});
      if (!rows) {
        call.reply(log_unreadable());
        return;
      }
      const auto exported = review::export_log(*rows, as, review::Format::jsonl);
      if (!exported) {
        call.reply(no_such_viewer());
        return;
      }
      auto file = review::one_file(*page, *exported, call.params.at("id"), as);
      call.reply(
          file ? file_response("text/html; charset=utf-8", call.params.at("id") + "-" + as + ".html", std::move(*file))
               : no_page());
    });
  });
}

}  // namespace startex::runtime
