// Parallel worlds of one class: how each stands, and one command to all of them.
#include <set>

#include "runtime/api.hpp"
#include "runtime/wall.hpp"

namespace startex::runtime {
namespace {

const std::set<std::string, std::less<>> together{
    "exercise.start", "exercise.pause",  "exercise.resume",   "exercise.end", "clock.set_pace", "move.advance",
    "notice.send",    "exercise.freeze", "exercise.unfreeze", "doors.lock",   "doors.unlock"};

// How many things of each team wait for control.
Json waiting_of(const exercise::State& state) {
  std::map<std::string, int> waiting;
  for (const auto& [id, message] : state.messages.waiting)
    if (!message.due_played_ms) ++waiting[message.by.value("team", "")];
  for (const auto& [id, proposal] : state.posture.open) {
    const auto& dimension = state.posture.dimensions.at(proposal.dimension);
    const auto* level = dimension.find(proposal.level);
    const auto& ruler = level && !level->approved_by.empty() ? level->approved_by : dimension.ruled_by;
    if (ruler == "control" && !proposal.waits_for_second) ++waiting[proposal.team];
  }
  for (const auto& [id, action] : state.actions.actions)
    if (action.state == exercise::Action::State::submitted) ++waiting[action.team];
  for (const auto& [id, rfi] : state.requests.rfis)
    if (rfi.state == exercise::Rfi::State::asked) ++waiting[rfi.team];
  for (const auto& [id, agreement] : state.agreements.agreements)
    if (agreement.state == exercise::Agreement::State::completed) ++waiting[agreement.team];
  for (const auto& [id, statement] : state.press.waiting) ++waiting[statement.team];
  return waiting;
}

Json standing_of(const exercise::State& state) {
  Json standing{{"phase", exercise::to_text(state.lifecycle.phase)},
                {"at", calendar::format_exercise(state.clock.at(wall_now()), state.clock.offset_minutes)},
                {"start", calendar::format_exercise(state.clock.start, state.clock.offset_minutes)},
                {"pace", state.clock.pace()},
                {"frozen", state.notices.frozen},
                {"doorsLocked", state.seats.doors_locked},
                {"participants", state.seats.present()},
                {"waiting", waiting_of(state)}};
  if (state.clock.moves_begun > 0) standing["move"] = state.clock.moves[state.clock.moves_begun - 1].title;
  return standing;
}

Json described(const log::ClassRow& row) {
  return {{"id", row.id},
          {"title", row.title},
          {"scenario", row.scenario},
          {"created", calendar::format_wall(row.created_ms)}};
}

// What several rooms answer, in their order, until the last has. On the front thread only.
struct Gathering {
  std::vector<Json> answers;
  std::size_t left;
};

}  // namespace

void Api::list_classes(Call call) {
  Json list = Json::array();
  for (const auto& row : parts_.catalog.classes()) {
    Json one = described(row);
    one["worlds"] = parts_.catalog.worlds_of(row.id).size();
    list.push_back(std::move(one));
  }
  call.reply(json_response(200, {{"classes", list}}));
}

std::optional<log::ClassRow> Api::class_named(const std::string& id) {
  for (auto& row : parts_.catalog.classes())
    if (row.id == id) return std::move(row);
  return std::nullopt;
}

// Asks every world of a class, and answers the call when all have answered.
void Api::ask_worlds(Call call, Json answer, std::function<void(Room&, std::function<void(Json)>)> ask) {
  const auto worlds = parts_.catalog.worlds_of(call.params.at("class"));
  auto gathering = std::make_shared<Gathering>(Gathering{std::vector<Json>(worlds.size()), worlds.size()});
  auto finish = std::make_shared<std::function<void()>>(
      [gathering, answer = std::move(answer), call = std::move(call)]() mutable {
        answer["worlds"] = std::move(gathering->answers);
        call.reply(json_response(200, answer));
      });
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    const auto answered = [this, gathering, finish, i, row = worlds[i]](Json said) {
      in_front([gathering, finish, i, row, said = std::move(said)]() mutable {
        said["id"] = row.id;
        said["title"] = row.title;
        gathering->answers[i] = std::move(said);
        if (--gathering->left == 0) (*finish)();
      });
    };
    shard_of(worlds[i].id).with_room(worlds[i].id, [ask, answered](Room& room) { ask(room, answered); });
  }
}

void Api::one_class(Call call) {
  const auto row = class_named(call.params.at("class"));
  if (!row) {
    call.reply(not_there());
    return;
  }
  ask_worlds(std::move(call), described(*row), [](Room& room, std::function<void(Json)> answered) {
    room.inspect([answered = std::move(answered)](const exercise::State* state) {
      answered(state ? standing_of(*state) : Json{{"phase", "unavailable"}});
    });
  });
}

void Api::command_class(Call call) {
  const auto row = class_named(call.params.at("class"));
  if (!row) {
    call.reply(not_there());
    return;
  }
  const auto body = json::parse(call.request.body);
  const Json object = body ? *body : Json();
  json::Reader in(object);
  const auto method = in.text("method", limits::id_max);
  in.ignore("params");
  if (!in.faulted() && !together.contains(method))
    in.fault("method", "This is done in one exercise at a time. Open the exercise for it.");
  if (const auto fault = in.finish()) {
    call.reply(invalid_field(*fault));
    return;
  }
  const Json params = object.value("params", Json::object());
  const exercise::Asker asker{exercise::Role::control, "", call.caller.name};
  ask_worlds(std::move(call), Json::object(), [asker, method, params](Room& room, std::function<void(Json)> answered) {
    room.ask(asker, method, params, [answered = std::move(answered)](Result<Json> result) {
      if (result)
        answered({{"ok", true}});
      else
        answered({{"error", {{"code", to_text(result.error().code)}, {"hint", result.error().hint}}}});
    });
  });
}

}  // namespace startex::runtime
