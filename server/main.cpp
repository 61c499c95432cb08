// The command line: startex serve | validate | rehearse | verify | export | import | key.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <string>

#include "runtime/commands.hpp"

int main(int argc, char** argv) {
  using namespace startex::runtime;
  CLI::App app{"Startex: a server for moderated tabletop exercises"};
  app.require_subcommand(1);
  int status = 0;

  ServeOptions serve_options;
  auto* serve_command = app.add_subcommand("serve", "Run the server");
  serve_command->add_option("--listen", serve_options.listen, "Address and port; port 0 picks a free one")
      ->capture_default_str();
  serve_command->add_option("--data", serve_options.data, "Folder of exercises and sessions")->capture_default_str();
  serve_command->add_option("--scenarios", serve_options.scenarios, "Folder of scenario packages")
      ->capture_default_str();
  serve_command->add_option("--web", serve_options.web, "Folder of the built web client")->capture_default_str();
  serve_command->add_option("--facilitator-token-file", serve_options.token_file,
                            "Made with a fresh token when absent (default: DATA/facilitator-token)");
  serve_command->add_option("--allow-origin", serve_options.allowed_origins,
                            "A further origin whose pages may use the server; may be repeated");
  serve_command
      ->add_option("--trusted-proxy", serve_options.trusted_proxy,
                   "Address of the proxy in front, whose last X-Forwarded-For names the client")
      ->check(CLI::ValidIPV4 | CLI::IsMember({"::1"}));
  serve_command->add_option("--shards", serve_options.shards, "Threads for exercises; 0 chooses by the machine")
      ->capture_default_str()
      ->check(CLI::Range(0, 64));
  serve_command
      ->add_option("--command-rate", serve_options.commands_per_second,
                   "Commands a second that one connection may send")
      ->capture_default_str()
      ->check(CLI::Range(1.0, 1e9));
  serve_command->add_flag("--log-json", serve_options.log_json, "Write the log as one JSON object a line");
  serve_command->add_flag("--print-link", serve_options.print_link, "Print the facilitator's sign-in link");
  serve_command->callback([&] { status = serve(serve_options); });

  std::string folder;
  auto* validate_command = app.add_subcommand("validate", "Check a scenario package and list every fault");
  validate_command->add_option("folder", folder, "The scenario's folder")->required();
  validate_command->callback([&] { status = validate(folder); });

  RehearsalOptions rehearsal;
  auto* rehearse_command = app.add_subcommand(
      "rehearse", "Play a scenario to its end without people, and say what went out and what did not");
  rehearse_command->add_option("folder", folder, "The scenario's folder")->required();
  rehearse_command->add_option("--seed", rehearsal.seed, "Of the dice that stand for people")->capture_default_str();
  rehearse_command->add_flag("--nobody", rehearsal.nobody,
                             "Nobody does anything: only the world and the scenario's own people");
  rehearse_command->add_flag("--json", rehearsal.json, "Print the coverage as one JSON object");
  rehearse_command->callback([&] { status = rehearse(folder, rehearsal); });

  std::string file, key_file, target;
  auto* verify_command =
      app.add_subcommand("verify", "Check a record: every line, the hash chain, the signatures, the draws");
  verify_command->add_option("file", file, "The record")->required();
  verify_command->add_option("--key", key_file, "A file with the server's public key, which must have signed");
  verify_command->callback([&] { status = verify(file, key_file); });

  std::string as = "control", format = "jsonl";
  auto* export_command =
      app.add_subcommand("export", "Write an exercise as a record, or its events as one viewer received them");
  export_command->add_option("file", file, "The server's file of the exercise")->required();
  export_command->add_option("--record", target,
                             "Write the whole exercise to this file, which another server takes in");
  export_command->add_option("--as", as, "control, a team, a seat, observer or evaluator")->capture_default_str();
  export_command->add_option("--format", format, "jsonl or csv")
      ->capture_default_str()
      ->check(CLI::IsMember({"jsonl", "csv"}));
  export_command->callback(
      [&] { status = target.empty() ? export_log(file, as, format) : export_record(file, target); });

  std::string data = "./data";
  auto* import_command = app.add_subcommand("import", "Take a record into the data folder of a server that is stopped");
  import_command->add_option("file", file, "The record")->required();
  import_command->add_option("--data", data, "The server's data folder")->capture_default_str();
  import_command->callback([&] { status = import_file(file, data); });

  auto* key_command = app.add_subcommand("key", "Print the public key that a server signs its checkpoints with");
  key_command->add_option("--data", data, "The server's data folder")->capture_default_str();
  key_command->callback([&] { status = print_key(data); });

  CLI11_PARSE(app, argc, argv);
  return status;
}
