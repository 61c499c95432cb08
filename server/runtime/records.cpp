#include "runtime/records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "access/join_codes.hpp"
#include "access/tokens.hpp"
#include "log/sqlite_log.hpp"
#include "review/admission.hpp"
#include "runtime/arithmetic.hpp"
#include "runtime/draft.hpp"

namespace startex::runtime {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t rows_at_once = 500;
constexpr std::uint64_t first_event_line = 4;

// What a record says, before it is judged what it means.
struct Contents {
  log::RecordHeader header;
  log::Founding founding;
  std::vector<std::string> rows;
  std::vector<std::string> media;  // hashes
  std::vector<log::Checkpoint> checkpoints;
};

class Collector : public log::RecordSink {
 public:
  Outcome founding(const log::RecordHeader& header, log::Founding founding) override {
    contents.header = header;
    contents.founding = std::move(founding);
    return {};
  }
  Outcome event(std::uint64_t, std::string body) override {
    contents.rows.push_back(std::move(body));
    return {};
  }
  Outcome media(const std::string& sha256, std::string) override {
    contents.media.push_back(sha256);
    return {};
  }
  Outcome checkpoint(const log::Checkpoint& checkpoint) override {
    contents.checkpoints.push_back(checkpoint);
    return {};
  }
  Contents contents;
};

std::optional<std::string> broken_promise(const Contents& contents) try {
  const Json first = Json::parse(contents.rows.front());
  if (first.at("data").at("seedHash") != access::sha256_hex(contents.founding.seed))
    return "The seed beside the log is not the one that the first event committed to.";
  return review::broken_promise(contents.rows, contents.founding.scenario, arithmetic);
} catch (const std::exception&) {
  return "What the log promises cannot be read from it.";
}

// What was signed before an exercise went out from another names the other.
bool belongs(const log::Checkpoint& checkpoint, const exercise::State& state) {
  if (checkpoint.exercise == state.lifecycle.exercise) return true;
  return std::ranges::any_of(state.lineage.forks, [&](const exercise::Fork& fork) {
    return fork.from == checkpoint.exercise && checkpoint.seq <= fork.at;
  });
}

tl::expected<RecordFacts, RecordTrouble> judge(Contents contents) {
  const auto trouble = [](std::uint64_t seq, std::string sentence) {
    return tl::unexpected(RecordTrouble{seq, std::move(sentence)});
  };
  auto state = review::admit(contents.rows);
  if (!state) return trouble(state.error().seq, state.error().message);
  if (state->lifecycle.exercise != contents.header.exercise || state->lifecycle.title != contents.header.title)
    return trouble(0, "The header names another exercise than the events.");
  if (auto broken = broken_promise(contents)) return trouble(0, std::move(*broken));
  for (const auto& one : contents.checkpoints)
    if (!belongs(one, *state))
      return trouble(0, fmt::format("The checkpoint at event {} is of another exercise.", one.seq));
  if (media_named(contents.rows) != contents.media) return trouble(0, "The files are not those that the events name.");
  const Json first = Json::parse(contents.rows.front());
  return RecordFacts{contents.header.exercise,
                     contents.header.title,
                     first.at("data").at("scenario").at("id").get<std::string>(),
                     contents.founding.created_ms,
                     contents.header.events,
                     contents.header.head,
                     contents.media.size(),
                     state->lifecycle.phase == exercise::Phase::ended,
                     std::move(contents.checkpoints),
                     std::move(*state)};
}

std::string sentence_of(const RecordTrouble& trouble, bool with_line) {
  if (trouble.seq == 0) return trouble.sentence;
  return with_line
             ? fmt::format("line {}: event {}: {}", trouble.seq + first_event_line - 1, trouble.seq, trouble.sentence)
             : fmt::format("event {}: {}", trouble.seq, trouble.sentence);
}

bool is_sqlite(std::istream& file) {
  std::string begin(16, '\0');
  file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  const bool is = begin == std::string("SQLite format 3\0", 16);
  file.clear();
  file.seekg(0);
  return is;
}

// The data of an event of this type; null for any other event, and for what is no event.
Json data_of(const std::string& body, std::string_view type) {
  if (body.find(type) == std::string::npos) return nullptr;
  const Json event = Json::parse(body, nullptr, false);
  const bool is = event.is_object() && event.value("type", Json()) == type && event.contains("data");
  return is && event.at("data").is_object() ? event.at("data") : Json();
}

// An exercise that went out from another has the title it was given then.
std::string title_of(const std::vector<std::string>& rows) {
  for (auto row = rows.rbegin(); row != rows.rend(); ++row)
    for (const auto* type : {"exercise.forked", "exercise.created"})
      if (const Json data = data_of(*row, type); data.is_object() && data.value("title", Json()).is_string())
        return data.at("title").get<std::string>();
  return "";
}

std::optional<std::string> wrong_checkpoint(const std::vector<log::Checkpoint>& checkpoints,
                                            const std::vector<std::string>& rows) {
  std::vector<log::Digest> hashes;
  log::Digest hash{};
  for (const auto& body : rows) hashes.push_back(hash = log::chained(hash, body));
  std::uint64_t before = 0;
  for (const auto& one : checkpoints) {
    if (const auto wrong = log::misfit(one, before, hashes))
      return fmt::format("The checkpoint at event {}: {}", one.seq, *wrong);
    before = one.seq;
  }
  return std::nullopt;
}

class Importer : public log::RecordSink {
 public:
  explicit Importer(std::string path) : path_(std::move(path)) {}

  Outcome founding(const log::RecordHeader& header, log::Founding founding) override {
    auto made = log::SqliteLog::create(path_, founding);
    if (!made) return lost(made.error());
    log_ = std::move(*made);
    contents.header = header;
    contents.founding = std::move(founding);
    return {};
  }
  Outcome event(std::uint64_t seq, std::string body) override {
    contents.rows.push_back(std::move(body));
    return seq - log_->head().seq < rows_at_once && seq < contents.header.events ? Outcome{} : flush();
  }
  Outcome media(const std::string& sha256, std::string bytes) override {
    contents.media.push_back(sha256);
    const auto kept = log_->put_media(sha256, bytes);
    return kept ? Outcome{} : lost(kept.error());
  }
  Outcome checkpoint(const log::Checkpoint& checkpoint) override {
    contents.checkpoints.push_back(checkpoint);
    const auto kept = log_->add_checkpoint(checkpoint);
    return kept ? Outcome{} : lost(kept.error());
  }

  Contents contents;
  bool store_failed = false;

 private:
  Outcome lost(const log::Error& error) {
    store_failed = true;
    return error.message;
  }
  Outcome flush() {
    const auto from = log_->head().seq;
    const auto stored = log_->append(from + 1, std::span(contents.rows).subspan(from));
    return stored ? Outcome{} : lost(stored.error());
  }

  std::string path_;
  std::unique_ptr<log::EventLog> log_;
};

}  // namespace

tl::expected<RecordFacts, std::string> check_record(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return tl::unexpected(path + " cannot be read.");
  if (is_sqlite(file)) {
    const auto at_rest = log::SqliteLog::open_at_rest(path);
    if (!at_rest) return tl::unexpected(at_rest.error().message);
    auto facts = check_log(**at_rest);
    if (!facts) return tl::unexpected(path + ": " + sentence_of(facts.error(), false));
    return std::move(*facts);
  }
  Collector collector;
  if (const auto fault = log::read_record(file, collector)) return tl::unexpected(path + ": " + log::to_text(*fault));
  auto facts = judge(std::move(collector.contents));
  if (!facts) return tl::unexpected(path + ": " + sentence_of(facts.error(), true));
  return std::move(*facts);
}

tl::expected<RecordFacts, RecordTrouble> check_log(log::EventLog& log) {
  const auto chain = log.verify();
  const auto unreadable = [](const log::Error& error) { return tl::unexpected(RecordTrouble{0, error.message}); };
  if (!chain.ok) return tl::unexpected(RecordTrouble{chain.bad_seq, chain.message});
  auto rows = log.read(0, SIZE_MAX);
  if (!rows) return unreadable(rows.error());
  auto checkpoints = log.checkpoints();
  if (!checkpoints) return unreadable(checkpoints.error());
  if (rows->empty()) return tl::unexpected(RecordTrouble{0, "The log holds no events."});
  if (auto wrong = wrong_checkpoint(*checkpoints, *rows)) return tl::unexpected(RecordTrouble{0, std::move(*wrong)});
  auto media = media_named(*rows);
  for (const auto& sha256 : media) {
    const auto bytes = log.media(sha256);
    if (!bytes) return unreadable(bytes.error());
    if (access::sha256_hex(*bytes) != sha256)
      return tl::unexpected(RecordTrouble{0, "A file is not what the event that names it says."});
  }
  const auto& founding = log.founding();
  Contents contents{
      {founding.exercise, title_of(*rows), founding.created_ms, chain.events, 0, checkpoints->size(), chain.head},
      founding,
      std::move(*rows),
      std::move(media),
      std::move(*checkpoints)};
  return judge(std::move(contents));
}

std::vector<std::string> media_named(const std::vector<std::string>& rows) {
  std::set<std::string> hashes;
  for (const auto& body : rows)
    if (const Json data = data_of(body, "media.added"); data.is_object() && data.value("sha256", Json()).is_string())
      hashes.insert(data.at("sha256").get<std::string>());
  return {hashes.begin(), hashes.end()};
}

tl::expected<void, log::Error> write_record(log::EventLog& log, std::ostream& out) {
  const auto rows = log.read(0, SIZE_MAX);
  if (!rows) return tl::unexpected(rows.error());
  return log::write_record(log, title_of(*rows), media_named(*rows), out);
}

tl::expected<RecordFacts, ImportFault> import_record(std::istream& in, const fs::path& exercises) {
  Draft draft(exercises / "import");
  auto contents = [&]() -> tl::expected<Contents, ImportFault> {
    Importer importer(draft.path());
    if (const auto fault = log::read_record(in, importer))
      return tl::unexpected(ImportFault{importer.store_failed ? Refusal::store : Refusal::bad, log::to_text(*fault)});
    return std::move(importer.contents);
  }();
  if (!contents) return tl::unexpected(contents.error());
  auto facts = judge(std::move(*contents));
  if (!facts) return tl::unexpected(ImportFault{Refusal::bad, sentence_of(facts.error(), true)});
  if (const auto kept = draft.keep_as(exercises / (facts->exercise + ".startex")); !kept)
    return tl::unexpected(draft.already_there()
                              ? ImportFault{Refusal::there_already, "This server has that exercise already."}
                              : ImportFault{Refusal::store, kept.error()});
  return std::move(*facts);
}

log::Listing listing_of(const RecordFacts& facts) {
  const exercise::State& state = facts.state;
  log::Listing listing;
  listing.row.id = facts.exercise;
  listing.row.title = facts.title;
  listing.row.scenario = facts.scenario;
  listing.row.phase = exercise::to_text(state.lifecycle.phase);
  listing.row.created_ms = facts.created_ms;
  listing.row.participants = state.seats.present();
  listing.row.review_open = state.lifecycle.review_open;
  if (!state.lineage.forks.empty()) {
    listing.row.forked_from = state.lineage.forks.back().from;
    listing.row.forked_after = state.lineage.forks.back().at;
  }
  const auto add = [&](std::size_t length, std::string role, std::string team) -> log::JoinCode& {
    log::JoinCode code;
    code.code = access::new_code(length);
    code.exercise = facts.exercise;
    code.role = std::move(role);
    code.team = std::move(team);
    return listing.codes.emplace_back(std::move(code));
  };
  for (const auto& team : state.seats.teams) add(8, "participant", team);
  add(8, "observer", "");
  add(12, "evaluator", "");
  if (facts.ended) return listing;
  for (const auto& [id, person] : state.seats.participants) {
    const auto scripted = state.scripted.people.find(person.seat);
    if (person.removed || (scripted != state.scripted.people.end() && scripted->second == id)) continue;
    log::JoinCode& code = add(12, std::string(exercise::to_text(person.role)), person.team);
    code.id = id;
    code.seat = person.seat;
    code.name = person.name;
  }
  return listing;
}

}  // namespace startex::runtime
