#include "exercise/messages.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

Moderation to_moderation(std::string_view text) {
  return text == "held" ? Moderation::held : text == "delayed" ? Moderation::delayed : Moderation::open;
}

bool may_write(const Channel& channel, const Actor& actor) {
  const auto is_member = [&](const std::string& place) {
    return std::find(channel.members.begin(), channel.members.end(), place) != channel.members.end();
  };
  return actor.role == Role::control || is_member(actor.team) || is_member(actor.seat);
}

const Channel* find_channel(const Turn& turn, const std::string& id) {
  const auto& channels = turn.state().messages.channels;
  const auto it = channels.find(id);
  return it != channels.end() && may_see(it->second.audience, turn.actor().viewer()) ? &it->second : nullptr;
}

Json message_data(const std::string& id, const std::string& channel, const std::string& body,
                  const std::string& reply_to) {
  Json data{{"message", id}, {"channel", channel}, {"body", body}};
  if (!reply_to.empty()) data["replyTo"] = reply_to;
  return data;
}

Outcome send(Turn& turn, json::Reader& in) {
  const auto channel_id = in.text("channel", limits::id_max);
  const auto body = in.text("body", limits::body_max);
  const auto reply_to = in.optional_text("replyTo", limits::id_max).value_or("");
  const auto entity = in.optional_text("as", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const Actor& actor = turn.actor();
  const Messages& messages = turn.state().messages;
  const Channel* channel = find_channel(turn, channel_id);
  if (!channel) return not_found("channel");
  if (!may_write(*channel, actor))
    return refuse(ErrorCode::forbidden, "Your seat reads this channel but does not write in it.");
  if (channel->closed) return refuse(ErrorCode::conflict, "This channel has been cut. Nothing goes through.");
  if (!reply_to.empty()) {
    const auto answered = messages.sent.find(reply_to);
    if (answered == messages.sent.end() || answered->second != channel_id) return not_found("message");
  }
  Json by = turn.by();
  if (entity) {
    const auto& entities = turn.state().seats.entities;
    if (actor.role != Role::control)
      return refuse(ErrorCode::forbidden, "Only control speaks as an entity. Leave \"as\" out.");
    const auto named = entities.find(*entity);
    if (named == entities.end()) return not_found("entity");
    by = {{"entity", named->first}, {"name", named->second}};
  }
  const std::string id = turn.id("message", {channel_id, entity.value_or(""), body});
  if (messages.waiting.contains(id) || messages.sent.contains(id) || messages.returned.contains(id))
    return refuse(ErrorCode::conflict, "This very message was sent a moment ago.");
  Json data = message_data(id, channel_id, body, reply_to);
  if (actor.role == Role::control || channel->mode == Moderation::open) {
    turn.emit_by(std::move(by), "message.sent", channel->audience, std::move(data));
    return {};
  }
  const auto mine = std::count_if(messages.waiting.begin(), messages.waiting.end(),
                                  [&](const auto& entry) { return entry.second.seat == actor.seat; });
  if (mine >= limits::waiting_messages_max)
    return refuse(ErrorCode::conflict, "Too many of your messages wait for control. Try again in a while.");
  Json control = nullptr;
  if (channel->mode == Moderation::delayed)
    control = {{"duePlayedMs", turn.state().clock.played(turn.wall()) + channel->delay_seconds * 1000}};
  data["mode"] = channel->mode == Moderation::held ? "held" : "delayed";
  turn.emit_by(std::move(by), "message.held", Audience{actor.seat}, std::move(data), std::move(control));
  return {};
}

// The message that control rules on, while it still waits.
Result<const WaitingMessage*> waiting(const Turn& turn, const std::string& id) {
  const Messages& messages = turn.state().messages;
  const auto it = messages.waiting.find(id);
  if (it != messages.waiting.end()) return &it->second;
  if (messages.sent.contains(id)) return refuse(ErrorCode::conflict, "This message has already been sent.");
  if (messages.returned.contains(id))
    return refuse(ErrorCode::conflict, "This message has already been returned to its sender.");
  return not_found("message that waits");
}

void deliver(Turn& turn, const WaitingMessage& message, const std::string& body, Json control) {
  turn.emit_by(message.by, "message.sent", turn.state().messages.channels.at(message.channel).audience,
               message_data(message.id, message.channel, body, message.reply_to), std::move(control));
}

Outcome approve(Turn& turn, json::Reader& in) {
  const auto id = in.text("message", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto message = waiting(turn, id);
  if (!message) return tl::unexpected(message.error());
  deliver(turn, **message, (*message)->body, {{"ruling", "approved"}});
  return {};
}

Outcome edit(Turn& turn, json::Reader& in) {
  const auto id = in.text("message", limits::id_max);
  const auto body = in.text("body", limits::body_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto message = waiting(turn, id);
  if (!message) return tl::unexpected(message.error());
  const WaitingMessage& original = **message;
  turn.emit("message.edited", Audience{original.seat}, message_data(id, original.channel, body, original.reply_to),
            {{"original", original.body}});
  deliver(turn, original, body, {{"ruling", "edited"}, {"original", original.body}});
  return {};
}

Outcome reject(Turn& turn, json::Reader& in) {
  const auto id = in.text("message", limits::id_max);
  const auto reason = in.text("reason", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto message = waiting(turn, id);
  if (!message) return tl::unexpected(message.error());
  turn.emit("message.rejected", Audience{(*message)->seat},
            {{"message", id}, {"channel", (*message)->channel}, {"reason", reason}});
  return {};
}

Outcome set_moderation(Turn& turn, json::Reader& in) {
  const auto channel_id = in.text("channel", limits::id_max);
  const auto mode = in.choice("mode", {"open", "held", "delayed"});
  const auto delay = in.optional_integer("delaySeconds", 1, limits::delay_seconds_max);
  if (mode == "delayed" && !delay) in.fault("delaySeconds", "Say by how many seconds the channel is delayed.");
  if (const auto fault = in.finish()) return invalid(*fault);
  const Channel* channel = find_channel(turn, channel_id);
  if (!channel) return not_found("channel");
  Json data{{"channel", channel_id}, {"mode", mode}};
  if (mode == "delayed") data["delaySeconds"] = *delay;
  turn.emit("channel.moderation_set", channel->audience, std::move(data));
  return {};
}

void found(Turn& turn, const Json& document) {
  for (const Json& channel : document.at("channels")) {
    const auto members = channel.at("members").get<std::vector<std::string>>();
    Audience audience;
    for (const auto& member : members)
      if (turn.state().seats.is_team(member) || turn.state().seats.seat(member)) audience.add(member);
    if (channel.value("public", false)) audience.add("public");
    Json data{{"channel", channel.at("id")},
              {"title", channel.at("title")},
              {"members", members},
              {"mode", channel.value("moderation", "open")}};
    if (channel.contains("delaySeconds")) data["delaySeconds"] = channel.at("delaySeconds");
    turn.emit("channel.opened", std::move(audience), std::move(data));
  }
}

// The delayed message that goes first. In a channel that is cut, they wait until it is restored.
const WaitingMessage* first_delayed(const State& state) {
  const WaitingMessage* first = nullptr;
  for (const auto& [id, message] : state.messages.waiting)
    if (message.due_played_ms && !state.messages.channels.at(message.channel).closed &&
        (!first || *message.due_played_ms < *first->due_played_ms))
      first = &message;
  return first;
}

std::optional<calendar::Millis> next_due(const State& state) {
  const WaitingMessage* first = first_delayed(state);
  if (!first || !state.clock.running) return std::nullopt;
  return std::max(state.wall, state.clock.wall_played(*first->due_played_ms).value_or(state.wall));
}

void fire(Turn& turn) {
  if (const WaitingMessage* message = first_delayed(turn.state()))
    deliver(turn, *message, message->body, {{"ruling", "delayed"}});
}

void opened(State& state, const Event& event) {
  Channel channel;
  channel.id = event.data.at("channel").get<std::string>();
  channel.title = event.data.at("title").get<std::string>();
  channel.members = event.data.at("members").get<std::vector<std::string>>();
  channel.audience = event.audience;
  channel.mode = to_moderation(event.data.at("mode").get<std::string>());
  channel.delay_seconds = event.data.value("delaySeconds", 60);
  channel.back = event.data.value("kind", "") == "back";
  channel.opened_by = event.by.value("seat", "");
  state.messages.channels[channel.id] = std::move(channel);
}

void held(State& state, const Event& event) {
  WaitingMessage message;
  message.id = event.data.at("message").get<std::string>();
  message.channel = event.data.at("channel").get<std::string>();
  message.body = event.data.at("body").get<std::string>();
  message.reply_to = event.data.value("replyTo", "");
  message.by = event.by;
  message.seat = event.by.value("seat", "");
  if (event.control.contains("duePlayedMs")) message.due_played_ms = event.control.at("duePlayedMs").get<calendar::Millis>();
  state.messages.waiting[message.id] = std::move(message);
}

void sent(State& state, const Event& event) {
  const auto id = event.data.at("message").get<std::string>();
  state.messages.waiting.erase(id);
  const auto channel = event.data.at("channel").get<std::string>();
  state.messages.sent[id] = channel;
  ++state.messages.channels[channel].sent_by[event.by.value("team", event.by.value("entity", ""))];
}

void rejected(State& state, const Event& event) {
  const auto id = event.data.at("message").get<std::string>();
  state.messages.waiting.erase(id);
  state.messages.returned.insert(id);
}

void moderation_set(State& state, const Event& event) {
  Channel& channel = state.messages.channels[event.data.at("channel").get<std::string>()];
  channel.mode = to_moderation(event.data.at("mode").get<std::string>());
  channel.delay_seconds = event.data.value("delaySeconds", channel.delay_seconds);
}

}  // namespace

const Capability messages_capability{
    "messages",
    {
        {"message.send", Who::seated | Who::control, When::running,
         "Write in a channel of one's own; control writes in any, also as an entity", send},
        {"message.approve", Who::control, When::begun, "A held message goes out as it is", approve},
        {"message.edit", Who::control, When::begun, "A held message goes out with another text", edit},
        {"message.reject", Who::control, When::begun, "A held message goes back to its sender with a reason", reject},
        {"channel.set_moderation", Who::control, When::open, "Open, held or delayed", set_moderation},
    },
    {
        {"channel.opened", opened},
        {"channel.moderation_set", moderation_set},
        {"message.sent", sent},
        {"message.held", held},
        {"message.edited", [](State&, const Event&) {}},
        {"message.rejected", rejected},
    },
    found,
    next_due,
    fire,
};

}  // namespace startex::exercise
