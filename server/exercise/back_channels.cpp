#include "exercise/back_channels.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

Outcome open(Turn& turn, json::Reader& in) {
  const auto title = in.text("title", limits::title_max);
  auto members = in.texts("members", limits::recipients_max, limits::id_max);
  const State& state = turn.state();
  const Actor& actor = turn.actor();
  const bool seats = std::all_of(members.begin(), members.end(), [&](const auto& id) { return state.seats.seat(id); });
  if (!seats) in.fault("members", "Name the seats that are to be in it, like \"jp.foreign\".");
  if (const auto fault = in.finish()) return invalid(*fault);
  if (!state.back_channels.allowed) return refuse(ErrorCode::forbidden, "This exercise has no back-channels.");
  if (!state.seats.may(actor, "channel.open"))
    return refuse(ErrorCode::forbidden, "Your seat does not open back-channels.");
  members.push_back(actor.seat);
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  if (members.size() < 2) return refuse(ErrorCode::invalid, "Name at least one other seat.", "/members");
  const auto& channels = state.messages.channels;
  const auto own = std::count_if(channels.begin(), channels.end(), [&](const auto& entry) {
    return entry.second.back && entry.second.opened_by == actor.seat;
  });
  if (own >= limits::back_channels_max)
    return refuse(ErrorCode::conflict, "Your seat has opened as many back-channels as it can.");
  const auto id = turn.id("channel", {title});
  if (channels.contains(id)) return refuse(ErrorCode::conflict, "This very channel was opened a moment ago.");
  turn.emit("channel.opened", Audience(members),
            {{"channel", id}, {"title", title}, {"members", members}, {"mode", "open"}, {"kind", "back"}});
  return {};
}

Result<const Channel*> named(const Turn& turn, json::Reader& in) {
  const auto id = in.text("channel", limits::id_max);
  if (in.faulted()) return invalid(*in.faulted());
  const auto& channels = turn.state().messages.channels;
  const auto it = channels.find(id);
  if (it == channels.end()) return not_found("channel");
  return &it->second;
}

Outcome cut(Turn& turn, json::Reader& in) {
  const auto channel = named(turn, in);
  if (!channel) return tl::unexpected(channel.error());
  const auto reason = in.optional_text("reason", limits::rationale_max);
  if (const auto fault = in.finish()) return invalid(*fault);
  if ((*channel)->closed) return refuse(ErrorCode::conflict, "This channel has been cut already.");
  Json data{{"channel", (*channel)->id}};
  if (reason) data["reason"] = *reason;
  turn.emit("channel.closed", (*channel)->audience, std::move(data));
  return {};
}

Outcome restore(Turn& turn, json::Reader& in) {
  const auto channel = named(turn, in);
  if (!channel) return tl::unexpected(channel.error());
  if (const auto fault = in.finish()) return invalid(*fault);
  if (!(*channel)->closed) return refuse(ErrorCode::conflict, "This channel is not cut.");
  turn.emit("channel.restored", (*channel)->audience, {{"channel", (*channel)->id}});
  return {};
}

template <bool closed>
void set_closed(State& state, const Event& event) {
  state.messages.channels[event.data.at("channel").get<std::string>()].closed = closed;
}

}  // namespace

const Capability back_channels_capability{
    "back-channels",
    {
        {"channel.open", Who::seated, When::running, "Open a back-channel to named seats, where the scenario allows it",
         open},
        {"channel.cut", Who::control, When::open, "Nothing goes through a channel any more", cut},
        {"channel.restore", Who::control, When::open, "A channel that was cut works again", restore},
    },
    {
        {"exercise.created",
         [](State& state, const Event& event) {
           state.back_channels.allowed = event.data.value("allows", Json::object()).value("backChannels", false);
         }},
        {"channel.closed", set_closed<true>},
        {"channel.restored", set_closed<false>},
    },
};

}  // namespace startex::exercise
