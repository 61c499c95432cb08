#include "exercise/reads.hpp"

#include <algorithm>

#include "exercise/inject_delivery.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

// Several people may share a seat: only what the first of them reads is news.
Outcome read_inject(Turn& turn, json::Reader& in) {
  const auto id = in.text("inject", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto inject = received(turn, id);
  if (!inject) return tl::unexpected(inject.error());
  const auto& seat = turn.actor().seat;
  const auto read = turn.state().reads.injects.find(id);
  if (read != turn.state().reads.injects.end() && read->second.contains(seat)) return {};
  turn.emit("inject.read", side_of_recipient(turn, **inject), {{"inject", id}, {"seat", seat}});
  return {};
}

Outcome read_channel(Turn& turn, json::Reader& in) {
  const auto channel_id = in.text("channel", limits::id_max);
  const auto message = in.text("message", limits::id_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  const State& state = turn.state();
  const auto channel = state.messages.channels.find(channel_id);
  if (channel == state.messages.channels.end() || !may_see(channel->second.audience, turn.actor().viewer()))
    return not_found("channel");
  const auto sent = state.messages.sent.find(message);
  if (sent == state.messages.sent.end() || sent->second != channel_id) return not_found("message");
  const auto& seat = turn.actor().seat;
  const auto before = state.reads.channels.find({seat, channel_id});
  if (before != state.reads.channels.end() && before->second >= state.reads.sent.at(message)) return {};
  turn.emit("channel.read", Audience{seat}, {{"channel", channel_id}, {"message", message}, {"seat", seat}});
  return {};
}

void inject_read(State& state, const Event& event) {
  state.reads.injects[event.data.at("inject").get<std::string>()].insert(event.data.at("seat").get<std::string>());
}

void message_sent(State& state, const Event& event) {
  state.reads.sent.try_emplace(event.data.at("message").get<std::string>(), event.seq);
}

void channel_read(State& state, const Event& event) {
  auto& place =
      state.reads.channels[{event.data.at("seat").get<std::string>(), event.data.at("channel").get<std::string>()}];
  place = std::max(place, state.reads.sent[event.data.at("message").get<std::string>()]);
}

}  // namespace

const Capability reads_capability{
    "reads",
    {
        {"inject.read", Who::seated, When::begun, "A recipient has had an inject before their eyes", read_inject},
        {"channel.read", Who::seated, When::begun, "A seat has read a channel up to a message", read_channel},
    },
    {
        {"inject.read", inject_read},
        {"message.sent", message_sent},
        {"channel.read", channel_read},
    },
};

}  // namespace startex::exercise
