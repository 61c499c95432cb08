#include "exercise/bookmarks.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

// Who sees a note of one's own before it is shared, and after.
Audience own_place(const Actor& actor) {
  if (actor.role == Role::control) return Audience::control_only();
  if (actor.role == Role::evaluator) return Audience{"evaluator"};
  return Audience{actor.seat};
}

Audience shared_place(const Actor& actor, bool hotwash) {
  if (hotwash) return Audience::everybody();
  return actor.role == Role::participant ? Audience{actor.team} : Audience{"evaluator"};
}

// The moment that is marked, now unless `at` names another, and the event n that it is about. The number is the asker's
// own: whoever else reads the note would learn from it how much the asker has been shown.
void read_moment(const Turn& turn, json::Reader& in, Json& data, Json& control) {
  auto at = turn.at();
  if (const auto text = in.optional_text("at", limits::id_max)) {
    const auto named = calendar::parse_iso(*text);
    if (!named || named->ms > turn.at())
      in.fault("at", "A moment that has been, with an offset, is expected here, like 2025-02-03T10:15:00+09:00.");
    else
      at = named->ms;
  }
  data["moment"] = calendar::format_exercise(at, turn.state().clock.offset_minutes);
  const auto n = in.optional_integer("n", 1, limits::number_max);
  if (!n) return;
  const auto seq = turn.state().sight.seq_of(turn.actor().viewer(), static_cast<std::uint64_t>(*n));
  if (!seq) in.fault("n", "You have been shown no event with this number.");
  data["n"] = *n;
  control["seq"] = seq.value_or(0);
}

Outcome add(Turn& turn, json::Reader& in) {
  const Actor& actor = turn.actor();
  const State& state = turn.state();
  const auto author = author_of(actor);
  const auto kind = in.optional_choice("kind", {"bookmark", "hotwash"}).value_or("bookmark");
  const bool hotwash = kind == "hotwash";
  const auto title = in.text("title", limits::title_max);
  const auto note = in.optional_text("note", limits::rationale_max);
  const bool shared = in.flag("shared");
  Json data{{"kind", kind}, {"title", title}, {"author", author}, {"shared", shared}}, control = Json::object();
  if (note) data["note"] = *note;
  read_moment(turn, in, data, control);
  if (hotwash) {
    data["sense"] = in.choice("sense", {"strength", "improvement"});
    if (const auto objective = in.optional_text("objective", limits::id_max)) {
      if (!state.evaluation.objective(*objective)) in.fault("objective", "This exercise has no such objective.");
      data["objective"] = *objective;
    }
  }
  if (const auto fault = in.finish()) return invalid(*fault);
  if (hotwash && state.lifecycle.phase != Phase::ended)
    return refuse(ErrorCode::conflict, "The hotwash begins after ENDEX. Set a bookmark until then.");
  const auto& all = state.bookmarks.bookmarks;
  const auto mine = std::count_if(all.begin(), all.end(), [&](const auto& entry) {
    return entry.second.author == author && !entry.second.removed;
  });
  if (mine >= limits::bookmarks_max)
    return refuse(ErrorCode::conflict, "You have set too many bookmarks. Remove one first.");
  const auto id = turn.id("bookmark", {title, note.value_or("")});
  if (all.contains(id)) return refuse(ErrorCode::conflict, "This very note was made a moment ago.");
  data["bookmark"] = id;
  const Audience wider = shared_place(actor, hotwash);
  if (shared) data.erase("n");
  control["wider"] = wider;
  turn.emit("bookmark.added", shared ? wider : own_place(actor), std::move(data), std::move(control));
  return {};
}

// A note that stands, of the asker's own. What is somebody else's is answered as what is not there.
Result<const Bookmark*> own(const Turn& turn, json::Reader& in) {
  const auto id = in.text("bookmark", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto& all = turn.state().bookmarks.bookmarks;
  const auto it = all.find(id);
  if (it == all.end() || it->second.author != author_of(turn.actor())) return not_found("note");
  if (it->second.removed) return refuse(ErrorCode::conflict, "This note has been removed already.");
  return &it->second;
}

Outcome share(Turn& turn, json::Reader& in) {
  const auto found = own(turn, in);
  if (!found) return tl::unexpected(found.error());
  const Bookmark& bookmark = **found;
  if (bookmark.shared) return refuse(ErrorCode::conflict, "This note is shared already.");
  Json data = bookmark.data;
  data["shared"] = true;
  data.erase("n");
  turn.emit("bookmark.shared", bookmark.wider, std::move(data), bookmark.control);
  return {};
}

Outcome remove(Turn& turn, json::Reader& in) {
  const auto found = own(turn, in);
  if (!found) return tl::unexpected(found.error());
  turn.emit("bookmark.removed", (*found)->audience, {{"bookmark", (*found)->id}});
  return {};
}

void added(State& state, const Event& event) {
  Bookmark bookmark;
  bookmark.id = event.data.at("bookmark").get<std::string>();
  bookmark.author = event.data.at("author").get<std::string>();
  bookmark.shared = event.data.at("shared").get<bool>();
  bookmark.audience = event.audience;
  bookmark.wider = event.control.at("wider").get<Audience>();
  bookmark.data = event.data;
  bookmark.control = event.control;
  state.bookmarks.bookmarks[bookmark.id] = std::move(bookmark);
}

}  // namespace

const Capability bookmarks_capability{
    "bookmarks",
    {
        {"bookmark.add", Who::seated | Who::evaluator | Who::control, When::always,
         "Mark a moment; after ENDEX also a note for the hotwash", add},
        {"bookmark.share", Who::seated | Who::evaluator | Who::control, When::always,
         "Share one's own note: a bookmark with the team, a note of the hotwash with everybody", share},
        {"bookmark.remove", Who::seated | Who::evaluator | Who::control, When::always, "Take one's own note away",
         remove},
    },
    {
        {"bookmark.added", added},
        {"bookmark.shared", added},
        {"bookmark.removed",
         [](State& state, const Event& event) {
           state.bookmarks.bookmarks[event.data.at("bookmark").get<std::string>()].removed = true;
         }},
    },
};

}  // namespace startex::exercise
