#include "runtime/commands.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <fstream>
#include <thread>

#include "access/facilitator_token.hpp"
#include "log/sqlite_log.hpp"
#include "rehearsal/rehearsal.hpp"
#include "review/perspective.hpp"
#include "runtime/draft.hpp"
#include "runtime/records.hpp"
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

// What the checkpoints prove, in words. False when one is not by the key that was named.
bool print_checkpoints(const RecordFacts& facts, const std::string& key) {
  const auto& all = facts.checkpoints;
  if (all.empty()) {
    fmt::print("No checkpoints: nothing says that this is the log that was played, only that it is whole.\n");
    if (!key.empty()) fmt::print("Nothing is signed with the key that was named.\n");
    return key.empty();
  }
  for (const auto& one : all)
    if (!key.empty() && one.key != key) {
      fmt::print("The checkpoint at event {} is signed with another key: {}\n", one.seq, one.key);
      return false;
    }
  const auto& last = all.back();
  fmt::print("{} checkpoints, the last at event {} of {} on {}, signed with the key {}\n", all.size(), last.seq,
             facts.events, calendar::format_wall(last.wall), last.key);
  fmt::print("{}\n", key.empty()
                         ? "The key comes out of this file: compare it with the server's, or name it with --key."
                         : "By the key that was named: nobody without its secret half has changed anything up "
                           "to that event since it was signed.");
  return true;
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

int verify(const std::string& file, const std::string& key_file) {
  std::string key;
  if (!key_file.empty()) {
    std::ifstream(key_file) >> key;
    if (!log::is_public_key(key)) return fault(key_file + " does not hold a public key: 64 hexadecimal digits.");
  }
  const auto facts = check_record(file);
  if (!facts) {
    fmt::print("{}\n", facts.error());
    return 1;
  }
  fmt::print("{}: good: {} events, head {}\n", file, facts->events, facts->head);
  return print_checkpoints(*facts, key) ? 0 : 1;
}

int export_log(const std::string& file, const std::string& as, const std::string& format) {
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

int export_record(const std::string& file, const std::string& target) {
  const auto record = log::SqliteLog::open_at_rest(file);
  if (!record) return fault(record.error().message);
  Draft draft(target);
  std::ofstream out(draft.path(), std::ios::binary);
  if (!out) return fault(target + " cannot be written.");
  if (const auto written = write_record(**record, out); !written) return fault(file + ": " + written.error().message);
  out.close();
  if (const auto kept = draft.keep_as(target); !kept) return fault(target + ": " + kept.error());
  fmt::print("{}: {} events, head {}\n", target, (*record)->head().seq, log::to_hex((*record)->head().hash));
  return 0;
}

int import_file(const std::string& file, const std::string& data) {
  const std::filesystem::path folder = data;
  std::ifstream in(file, std::ios::binary);
  if (!in) return fault(file + " cannot be read.");
  std::error_code error;
  std::filesystem::create_directories(folder / "exercises", error);
  auto catalog = log::Catalog::open((folder / "catalog.db").string());
  if (!catalog)
    return fault(data + " cannot be used: " + catalog.error().message +
                 ". While its server runs, control takes records in on its own pages.");
  const auto facts = import_record(in, folder / "exercises");
  if (!facts) return fault(file + ": " + facts.error().sentence);
  const auto [row, codes] = listing_of(*facts);
  if (const auto added = (*catalog)->add_exercise(row, codes); !added) {
    std::filesystem::remove(folder / "exercises" / (facts->exercise + ".startex"), error);
    return fault(file + ": " + added.error().message);
  }
  fmt::print("{}: {}, {} events, head {}\n", facts->exercise, facts->title, facts->events, facts->head);
  for (const auto& code : codes)
    fmt::print("{}  {}\n", code.code, code.personal() ? code.name : code.team.empty() ? code.role : code.team);
  return 0;
}

int print_key(const std::string& data) {
  const auto secret = access::load_or_create_token((std::filesystem::path(data) / "server-key").string());
  if (!secret) return fault(secret.error());
  fmt::print("{}\n", log::SigningKey(*secret).public_key());
  return 0;
}

}  // namespace startex::runtime
