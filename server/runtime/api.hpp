// The HTTP entrance and the door to the WebSockets. Runs on the front thread, which also owns the catalog; what belongs
// to an exercise is asked of its shard and comes back as a posted task.
#pragma once

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/origin.hpp"
#include "access/rate_limit.hpp"
#include "access/roster.hpp"
#include "access/routes.hpp"
#include "log/catalog.hpp"
#include "net/server.hpp"
#include "net/static_files.hpp"
#include "runtime/records.hpp"
#include "runtime/rehearsals.hpp"
#include "runtime/shard.hpp"
#include "scenario/library.hpp"

namespace startex::runtime {

// What the API works with; made and owned by the server.
struct ApiParts {
  boost::asio::io_context& front;
  log::Catalog& catalog;
  log::LogThreads& log_threads;
  log::LogThreads& chores;  // for what takes long and touches no open log
  scenario::Library& library;
  telemetry::Metrics& metrics;
  std::vector<std::unique_ptr<Shard>>& shards;
  std::optional<net::StaticFiles>& files;
  std::filesystem::path exercises;  // the folder of records
  std::string facilitator_token_hash;
  std::string public_key;  // of the server, hex
  std::vector<std::string> allowed_origins;
};

class Api : public net::Handler {
 public:
  explicit Api(ApiParts parts);

  std::optional<net::BodyBounds> body_bounds(const net::Request& head) override;
  void on_request(net::Request request, net::Reply reply) override;
  void on_upgrade(net::Request request, net::UpgradeReply reply) override;

  // A participant was sent out: their sessions end.
  void revoke(const std::string& exercise, const std::string& participant);
  void summarise(const std::string& exercise, const engine::effect::Summary& summary);

 private:
  // Who asks, as their session says.
  struct Caller {
    access::Principal principal;
    std::string session;  // the hash of their token
    std::string name;     // a facilitator's, who has said it
  };
  // One request that may be answered: it has matched a route and been authorised.
  struct Call {
    net::Request request;
    std::map<std::string, std::string> params;  // of the route's pattern
    Caller caller;
    net::Reply reply;
  };
  // What exercises are made of, and what one of them has of its own.
  struct Plan {
    std::string scenario, text;
    std::shared_ptr<const Json> document;
    double pace = 0;    // 0: the scenario's
    std::string group;  // the class; empty: none
  };
  struct World {
    std::string title;
    std::string seed;  // empty: drawn
  };
  using Action = void (Api::*)(Call);

  Caller identify(const net::Request& request) const;
  std::optional<net::Response> refuse_foreign(const net::Request& request, bool upgrade) const;
  Action action(std::string_view route) const;

  // api_sessions.cpp
  void sign_in(Call call);
  void sign_in_facilitator(Call call, const Json& body);
  void join(Call call, const Json& body);
  void enter(Call call, log::JoinCode code, Json params);
  void joined(Call call, const log::JoinCode& code, Result<Json> person);
  void end_sessions(const std::string& exercise, const std::string& participant);
  void current_session(Call call);
  void name_session(Call call);
  void sign_out(Call call);

  // api_exercises.cpp
  void list_scenarios(Call call);
  void one_scenario(Call call);
  void check_scenario(Call call);
  void list_exercises(Call call);
  void one_exercise(Call call);
  void change_exercise(Call call);

  // api_making.cpp
  std::optional<Plan> plan_of(const std::string& scenario) const;
  // Makes the records; nothing is listed yet. Empty when one of them could not be stored: then there is none.
  void make(Plan plan, std::vector<World> worlds, std::function<void(std::vector<log::Listing>)> done);
  void make_one(Call call, Plan plan, World world);
  void create_exercise(Call call);
  void copy_exercise(Call call);
  void create_class(Call call);
  void delete_exercise(Call call);

  // api_classes.cpp
  std::optional<log::ClassRow> class_named(const std::string& id);
  void list_classes(Call call);
  void one_class(Call call);
  void command_class(Call call);
  void ask_worlds(Call call, Json answer, std::function<void(Room&, std::function<void(Json)>)> ask);

  // api_roster.cpp
  void with_document(const std::string& exercise, std::function<void(Json)> then);
  void add_roster(Call call);
  void take_roster(Call call, tl::expected<access::Roster, std::string> roster);
  void list_roster(Call call);
  void answer_roster(Call call, const std::string& title, const Json& present, const Json& teams);
  void reissue_code(Call call);
  void revoke_code(Call call);

  // api_downloads.cpp
  void download_log(Call call);
  void write_log(Call call, std::string as, std::string format);
  // Goes on, on the front thread, with the view that the caller may read: control any; a participant the one its seat
  // had, once the review is open. Anything else is answered here.
  void as_viewer(Call call, std::string as, std::function<void(Call, std::string)> then);
  void exercise_guide(Call call);
  void download_record(Call call);
  void verify_exercise(Call call);

  // api_replay.cpp
  void download_replay(Call call);
  void write_replay(Call call, std::string as);

  // api_records.cpp
  void import_exercise(Call call);
  void list_taken_in(Call call, const tl::expected<RecordFacts, ImportFault>& facts);
  void fork_exercise(Call call);
  void fork_log(Call call, log::EventLog* log, std::uint64_t at, const std::string& title);
  void server_key(Call call);

  // api_media.cpp
  void add_media(Call call);
  void get_media(Call call);

  // api_rehearsals.cpp
  void begin_rehearsal(Call call);
  void one_rehearsal(Call call);
  void cancel_rehearsal(Call call);

  // api_measures.cpp
  void measures(Call call);
  void report(Call call);
  void gradebook(Call call);
  void cohorts(Call call);
  // Uses the whole log of an exercise on its log thread; answers the call itself when it cannot be read.
  void with_rows(const std::string& exercise, Call call,
                 std::function<void(Call, const std::vector<std::string>&)> use);

  void health(Call call);
  void metrics(Call call);

  Shard& shard_of(const std::string& exercise);
  std::filesystem::path record_of(const std::string& exercise) const {
    return parts_.exercises / (exercise + ".startex");
  }
  // Does `task` on the front thread.
  template <typename Task>
  void in_front(Task task) {
    boost::asio::post(parts_.front, std::move(task));
  }

  ApiParts parts_;
  access::GuessLimiter guesses_;
  Rehearsals rehearsals_;
};

net::Response json_response(int status, const Json& body);
net::Response problem_of(const Error& error);
// A body that browsers save under this name.
net::Response file_response(std::string content_type, std::string name, std::string bytes);
net::Response log_unreadable();
net::Response no_such_viewer();
// What the address says after "?", or `otherwise`.
std::string query(const net::Request& request, std::string_view key, std::string otherwise);
net::Response not_there();
net::Response invalid_field(const json::Fault& fault);
net::Response no_such_scenario();

}  // namespace startex::runtime
