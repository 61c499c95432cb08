// How exercises come into being: one, a copy of one, or the parallel worlds of a class.
#include "access/join_codes.hpp"
#include "access/tokens.hpp"
#include "engine/chance.hpp"
#include "log/sqlite_log.hpp"
#include "runtime/api.hpp"
#include "runtime/wall.hpp"
#include "scenario/pacings.hpp"
#include "telemetry/logging.hpp"

namespace startex::runtime {
namespace {

constexpr std::int64_t worlds_min = 2, worlds_max = 24;

net::Response cannot_store() {
  return net::problem(503, "unavailable", "The exercise could not be stored",
                      "The data folder cannot be written. See the server's log.");
}

Json code_list(const std::vector<log::JoinCode>& codes) {
  Json list = Json::object();
  for (const auto& code : codes) list[code.team.empty() ? code.role : code.team] = code.code;
  return list;
}

// How fast: a pace, or one of the scenario's pacings.
struct Paces {
  double pace = 0;     // 0: none was asked for
  std::string pacing;  // empty: none was asked for
};

Paces paces_in(json::Reader& in) {
  Paces paces;
  if (in.has("pace")) paces.pace = in.number("pace", limits::pace_min, limits::pace_max);
  paces.pacing = in.optional_text("pacing", limits::id_max).value_or("");
  if (paces.pace > 0 && !paces.pacing.empty())
    in.fault("pacing", "Give a pace, or choose one of the scenario's pacings: not both.");
  return paces;
}

// Puts the pacing's paces in the place of the document's own; false: it offers no such.
bool choose_pacing(std::shared_ptr<const Json>& document, const std::string& pacing) {
  if (pacing.empty()) return true;
  auto paced = scenario::paced(*document, pacing);
  if (paced) document = std::make_shared<const Json>(std::move(*paced));
  return paced.has_value();
}

net::Response no_such_pacing() {
  return invalid_field({"/pacing", "The scenario has no such pacing: its clock names those that it has."});
}

// The pacing that an exercise was made with.
std::string pacing_of(log::EventLog* log) {
  const auto first = log ? log->read(0, 1) : tl::unexpected(log::Error{});
  if (!first || first->empty()) return "";
  return exercise::from_stored(first->front()).data.at("clock").value("pacing", "");
}

// Writes the founding events of an exercise into a file of its own.
std::string write_founding(const std::filesystem::path& path, const log::Founding& founding, const Json& document,
                           const std::string& title, double pace) {
  const exercise::Foundation foundation{founding.exercise, title, pace, access::sha256_hex(founding.scenario),
                                        access::sha256_hex(founding.seed)};
  const engine::SeededChance chance(founding.seed);
  std::vector<std::string> bodies;
  for (const auto& event : exercise::found(foundation, document, {founding.created_ms, chance}))
    bodies.push_back(exercise::to_stored(event));
  auto made = log::SqliteLog::create(path.string(), founding);
  if (!made) return made.error().message;
  const auto stored = (*made)->append(1, bodies);
  return stored ? "" : stored.error().message;
}

void remove_record(const std::filesystem::path& path) {
  std::error_code ignored;
  for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end, ignored);
}

}  // namespace

void Api::make(Plan plan, std::vector<World> worlds, std::function<void(std::vector<log::Listing>)> done) {
  const auto now = wall_now();
  std::vector<log::Listing> listings;
  std::vector<log::Founding> foundings;
  for (const auto& world : worlds) {
    const auto id = access::new_id();
    foundings.push_back({id, plan.text, world.seed.empty() ? access::new_seed() : world.seed, now});
    log::Listing listing;
    listing.row = {id, world.title, plan.scenario, "lobby", now, 0, false, 0, plan.group, false, "", 0};
    listing.row.milli_pace = static_cast<std::int64_t>(plan.pace * 1000 + 0.5);
    for (const Json& team : plan.document->at("teams"))
      listing.codes.push_back({access::new_code(8), id, "participant", team.at("id").get<std::string>()});
    listing.codes.push_back({access::new_code(8), id, "observer", ""});
    listing.codes.push_back({access::new_code(12), id, "evaluator", ""});
    listings.push_back(std::move(listing));
  }
  // Named first: the list is moved into the job beside it.
  const std::string key = foundings.front().exercise;
  parts_.log_threads.run(key, [this, plan = std::move(plan), foundings = std::move(foundings),
                               listings = std::move(listings), done = std::move(done)]() mutable {
    std::string fault;
    for (std::size_t i = 0; i < foundings.size() && fault.empty(); ++i)
      fault = write_founding(record_of(foundings[i].exercise), foundings[i], *plan.document, listings[i].row.title,
                             plan.pace);
    if (!fault.empty()) {
      telemetry::error("an exercise could not be created: {}", fault);
      for (const auto& founding : foundings) remove_record(record_of(founding.exercise));
      listings.clear();
    }
    in_front([listings = std::move(listings), done = std::move(done)]() mutable { done(std::move(listings)); });
  });
}

void Api::make_one(Call call, Plan plan, World world) {
  make(std::move(plan), {std::move(world)},
       [this, call = std::move(call)](const std::vector<log::Listing>& made) mutable {
         if (made.empty() || !parts_.catalog.add_exercise(made[0].row, made[0].codes)) {
           call.reply(cannot_store());
           return;
         }
         call.reply(json_response(201, {{"id", made[0].row.id}, {"joinCodes", code_list(made[0].codes)}}));
       });
}

std::optional<Api::Plan> Api::plan_of(const std::string& scenario) const {
  const auto* package = parts_.library.find(scenario);
  if (!package) return std::nullopt;
  return Plan{scenario, package->text, std::make_shared<const Json>(package->document), 0, ""};
}

void Api::create_exercise(Call call) {
  const auto body = json::parse(call.request.body);
  const Json object = body ? *body : Json();
  json::Reader in(object);
  const auto scenario = in.text("scenario", limits::id_max);
  const auto title = in.optional_text("title", limits::title_max);
  const auto seed = in.optional_text("seed", 128);
  const Paces paces = paces_in(in);
  if (const auto fault = in.finish()) {
    call.reply(invalid_field(*fault));
    return;
  }
  auto plan = plan_of(scenario);
  if (!plan) {
    call.reply(no_such_scenario());
    return;
  }
  if (!choose_pacing(plan->document, paces.pacing)) {
    call.reply(no_such_pacing());
    return;
  }
  plan->pace = paces.pace;
  World world{title.value_or(plan->document->at("title").get<std::string>()), seed.value_or("")};
  make_one(std::move(call), std::move(*plan), std::move(world));
}

void Api::copy_exercise(Call call) {
  const auto row = parts_.catalog.exercise(call.params.at("id"));
  if (!row) {
    call.reply(not_there());
    return;
  }
  shard_of(row->id).with_room(row->id, [this, row = *row, call = std::move(call)](Room& room) mutable {
    room.with_log([this, row, call = std::move(call)](log::EventLog* log) mutable {
      // The exercise's own copy of its scenario: the library may have another by now, or none.
      const std::string text = log ? log->founding().scenario : "";
      std::shared_ptr<const Json> document = std::make_shared<const Json>(Json::parse(text, nullptr, false));
      if (!document->is_discarded()) (void)choose_pacing(document, pacing_of(log));
      in_front([this, row, text, document, call = std::move(call)]() mutable {
        if (document->is_discarded()) {
          call.reply(cannot_store());
          return;
        }
        make_one(std::move(call), {row.scenario, text, document, static_cast<double>(row.milli_pace) / 1000, ""},
                 {row.title, ""});
      });
    });
  });
}

void Api::create_class(Call call) {
  const auto body = json::parse(call.request.body);
  const Json object = body ? *body : Json();
  json::Reader in(object);
  const auto scenario = in.text("scenario", limits::id_max);
  const auto title = in.text("title", limits::title_max - 20);
  const auto count = in.integer("worlds", worlds_min, worlds_max);
  const Paces paces = paces_in(in);
  if (const auto fault = in.finish()) {
    call.reply(invalid_field(*fault));
    return;
  }
  auto plan = plan_of(scenario);
  if (!plan) {
    call.reply(no_such_scenario());
    return;
  }
  if (!choose_pacing(plan->document, paces.pacing)) {
    call.reply(no_such_pacing());
    return;
  }
  const log::ClassRow group{access::new_id(), title, scenario, wall_now()};
  plan->pace = paces.pace;
  plan->group = group.id;
  std::vector<World> worlds;
  for (std::int64_t i = 1; i <= count; ++i) worlds.push_back({title + " – group " + std::to_string(i), ""});
  make(std::move(*plan), std::move(worlds),
       [this, group, call = std::move(call)](const std::vector<log::Listing>& made) mutable {
         if (made.empty() || !parts_.catalog.add_class(group, made)) {
           call.reply(cannot_store());
           return;
         }
         Json list = Json::array();
         for (const auto& [row, codes] : made)
           list.push_back({{"id", row.id}, {"title", row.title}, {"joinCodes", code_list(codes)}});
         call.reply(json_response(201, {{"id", group.id}, {"worlds", list}}));
       });
}

void Api::delete_exercise(Call call) {
  const auto row = parts_.catalog.exercise(call.params.at("id"));
  if (!row) {
    call.reply(not_there());
    return;
  }
  const auto body = json::parse(call.request.body);
  const Json object = body ? *body : Json();
  json::Reader in(object);
  const auto confirm = in.text("confirm", limits::title_max);
  if (!in.faulted() && confirm != row->title)
    in.fault("confirm", "The exercise's title is expected here, letter by letter.");
  if (const auto fault = in.finish()) {
    call.reply(invalid_field(*fault));
    return;
  }
  if (!row->archived && row->phase != "lobby" && row->phase != "ended") {
    call.reply(net::problem(409, "conflict", "The exercise is being played",
                            "End it or archive it first, and download its record."));
    return;
  }
  if (!parts_.catalog.remove_exercise(row->id)) {
    call.reply(cannot_store());
    return;
  }
  Shard& shard = shard_of(row->id);
  shard.dissolve(row->id, [this, id = row->id, call = std::move(call)]() mutable {
    parts_.log_threads.run(id, [this, id, call = std::move(call)]() mutable {
      remove_record(record_of(id));
      net::Response response;
      response.status = 204;
      call.reply(std::move(response));
    });
  });
}

}  // namespace startex::runtime
