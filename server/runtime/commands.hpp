// What a person can start from the command line. Each writes its result to standard output, its faults to standard
// error, and answers with the exit status: 0 good, 1 a fault that it has named, 2 it could not begin.
#pragma once

#include <string>
#include <vector>

namespace startex::runtime {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string data = "./data";
  std::string scenarios = "./scenarios";
  std::string web = "./web-client/dist";
  std::string token_file;  // empty: DATA/facilitator-token
  std::vector<std::string> allowed_origins;
  std::string trusted_proxy;  // empty: nobody's word on where a client comes from is taken
  int shards = 0;             // 0: one less than the machine's cores, at least one
  double commands_per_second = 50;
  bool log_json = false;
  bool print_link = false;
};

// Runs until SIGTERM or SIGINT. Prints "listening on http://ADDR:PORT" when it is ready.
int serve(const ServeOptions& options);

struct RehearsalOptions {
  std::uint64_t seed = 1;
  bool nobody = false;
  bool json = false;
};

int validate(const std::string& folder);
int rehearse(const std::string& folder, const RehearsalOptions& options);
// `key_file` holds the public key that the checkpoints should be signed with; empty: none is expected.
int verify(const std::string& file, const std::string& key_file);
int export_log(const std::string& file, const std::string& as, const std::string& format);
// The whole exercise as a portable record.
int export_record(const std::string& file, const std::string& target);

// Takes a record into the data folder of a server that does not run.
int import_file(const std::string& file, const std::string& data);
// Prints the public key of the data folder's server.
int print_key(const std::string& data);

}  // namespace startex::runtime
