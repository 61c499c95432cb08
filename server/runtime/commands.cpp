#include "runtime/commands.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <thread>

#include "log/sqlite_log.hpp"
#include "rehearsal/rehearsal.hpp"
#include "review/perspective.hpp"
#include "runtime/arithmetic.hpp"
#include "runtime/server.hpp"
#include "scenario/package.hpp"
#include "telemetry/logging.hpp"

namespace startex::runtime {
namespace {

int fault(const std::string& sentence) {
  fmt::print(stderr, "startex: {}\n", sentence);
  return 1;
}

void print_faults(const std::vector<scenario::Fault>& faults) {
  for (const auto& one : faults)
    fmt::print("{} {}  {}\n", one.severity == scenario::Severity::error ? "error  " : "warning",
               one.pointer.empty() ? "/" : one.pointer, one.message);
}

// The scenario in a folder, or nothing when its faults have been printed.
std::optional<scenario::Package> load(const std::string& folder) {
  const auto schema = scenario::read_schema(std::filesystem::path(folder) / "..");
  if (!schema) {
    fault(schema.error());
    return std::nullopt;
  }
  auto package = scenario::load(folder, *schema);
  if (package) return std::move(*package);
  print_faults(package.error());
  fmt::print("{}: {} faults\n", folder, package.error().size());
  return std::nullopt;
}

}  // namespace

int serve(const ServeOptions& options) {
  telemetry::set_up({options.log_json});
  auto server = Server::open(options);
  if (!server) return fault(server.error());

  boost::asio::io_context signals_io;
  boost::asio::signal_set signals(signals_io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (!error) (*server)->stop();
  });
  std::thread signal_thread([&signals_io] { signals_io.run(); });

  fmt::print("listening on {}\n", (*server)->address());
  if (options.print_link || ::isatty(STDOUT_FILENO)) fmt::print("facilitator: {}\n", (*server)->sign_in_link());
  std::fflush(stdout);
  (*server)->run();
  signals_io.stop();
  signal_thread.join();
  return 0;
}

int validate(const std::string& folder) {
  const auto package = load(folder);
  if (!package) return 1;
  print_faults(package->warnings);
  fmt::print("{}: {} {} is good: {} teams, {} injects, {} warnings\n", folder,
             package->document.at("id").get<std::string>(), package->document.at("version").get<std::string>(),
             package->document.at("teams").size(), package->document.at("injects").size(), package->warnings.size());
  return 0;
}

int rehearse(const std::string& folder, const RehearsalOptions& options) {
  const auto package = load(folder);
  if (!package) return 1;
  const Json& scenario = package->document;
  const auto coverage = rehearsal::rehearse(scenario, {options.seed, !options.nobody, nullptr});
  if (options.json)
    fmt::print("{}\n", json::to_text(rehearsal::to_json(coverage, scenario)));
  else
    fmt::print("{}", rehearsal::to_text(coverage, scenario));
  return coverage.whole() ? 0 : 1;
}

int verify(const std::string& file) {
  const auto record = log::SqliteLog::open_at_rest(file);
  if (!record) return fault(record.error().message);
  const auto chain = (*record)->verify();
  if (!chain.ok) {
    fmt::print("{}: event {}: {}\n", file, chain.bad_seq, chain.message);
    return 1;
  }
  const auto rows = (*record)->read(0, SIZE_MAX);
  if (!rows) return fault(rows.error().message);
  if (const auto broken = review::broken_promise(*rows, (*record)->founding().scenario, arithmetic)) {
    fmt::print("{}: {}\n", file, *broken);
    return 1;
  }
  fmt::print("{}: good: {} events, head {}\n", file, chain.events, chain.head);
  return 0;
}

int export_record(const std::string& file, const std::string& as, const std::string& format) {
  const auto record = log::SqliteLog::open_at_rest(file);
  if (!record) return fault(record.error().message);
  const auto rows = (*record)->read(0, SIZE_MAX);
  if (!rows) return fault(rows.error().message);
  const auto text = review::export_log(*rows, as, format == "csv" ? review::Format::csv : review::Format::jsonl);
  if (!text)
    return fault("There is no viewer \"" + as +
                 "\" in this record: name control, a team, a seat, observer or evaluator.");
  std::fwrite(text->data(), 1, text->size(), stdout);
  return 0;
}

}  // namespace startex::runtime
