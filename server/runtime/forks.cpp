#include "runtime/forks.hpp"

#include "access/tokens.hpp"
#include "engine/chance.hpp"
#include "exercise/exercise.hpp"
#include "log/sqlite_log.hpp"
#include "runtime/draft.hpp"

namespace startex::runtime {
namespace {

ImportFault cannot_store(const std::string& message) { return {Refusal::store, message}; }

tl::expected<std::unique_ptr<log::EventLog>, log::Error> written(const std::string& path, const Origin& origin,
                                                                 const log::Founding& founding) {
  auto made = log::SqliteLog::create(path, founding);
  if (!made) return made;
  if (const auto stored = (*made)->append(1, origin.rows); !stored) return tl::unexpected(stored.error());
  for (const auto& [sha256, bytes] : origin.media)
    if (const auto kept = (*made)->put_media(sha256, bytes); !kept) return tl::unexpected(kept.error());
  for (const auto& one : origin.checkpoints)
    if (const auto kept = (*made)->add_checkpoint(one); !kept) return tl::unexpected(kept.error());
  return made;
}

}  // namespace

std::uint64_t whole_step(const std::vector<std::string>& rows, std::uint64_t at) {
  if (at == 0 || at > rows.size()) return 0;
  auto last = exercise::from_stored(rows[at - 1]);
  for (; at < rows.size(); ++at) {
    auto next = exercise::from_stored(rows[at]);
    if (next.wall != last.wall || next.command != last.command) break;
    last = std::move(next);
  }
  return at;
}

tl::expected<Origin, log::Error> origin_of(log::EventLog& parent, std::uint64_t at) {
  auto rows = parent.read(0, at);
  if (!rows) return tl::unexpected(rows.error());
  const auto checkpoints = parent.checkpoints();
  if (!checkpoints) return tl::unexpected(checkpoints.error());
  Origin origin{parent.founding(), std::move(*rows), {}, {}};
  for (const auto& one : *checkpoints)
    if (one.seq <= at) origin.checkpoints.push_back(one);
  for (const auto& sha256 : media_named(origin.rows)) {
    auto bytes = parent.media(sha256);
    if (!bytes) return tl::unexpected(bytes.error());
    origin.media[sha256] = std::move(*bytes);
  }
  return origin;
}

tl::expected<RecordFacts, ImportFault> write_fork(Origin origin, const std::string& title,
                                                  const std::filesystem::path& exercises, std::int64_t now) {
  exercise::State state;
  log::Digest head{};
  for (const auto& body : origin.rows) {
    exercise::apply(state, exercise::from_stored(body));
    head = log::chained(head, body);
  }
  log::Founding founding = origin.founding;
  founding.exercise = access::new_id();
  founding.created_ms = now;
  const engine::SeededChance chance(founding.seed);
  const Json params{{"exercise", founding.exercise}, {"title", title}, {"head", log::to_hex(head)}};
  const auto forked =
      exercise::decide(state, {exercise::Role::control, ""}, {"exercise.fork", params, ""}, {state.wall, chance});
  if (!forked) return tl::unexpected(ImportFault{Refusal::bad, forked.error().hint});
  for (const auto& event : *forked) origin.rows.push_back(exercise::to_stored(event));
  Draft draft(exercises / founding.exercise);
  auto facts = [&]() -> tl::expected<RecordFacts, ImportFault> {
    const auto log = written(draft.path(), origin, founding);
    if (!log) return tl::unexpected(cannot_store(log.error().message));
    auto checked = check_log(**log);
    if (!checked) return tl::unexpected(ImportFault{Refusal::bad, checked.error().sentence});
    return std::move(*checked);
  }();
  if (!facts) return facts;
  if (const auto kept = draft.keep_as(exercises / (founding.exercise + ".startex")); !kept)
    return tl::unexpected(cannot_store(kept.error()));
  return facts;
}

}  // namespace startex::runtime
