// Channels and what is said in them: open, held until control has ruled, or delayed by control.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exercise/capability.hpp"

namespace startex::exercise {

enum class Moderation { open, held, delayed };

struct Channel {
  std::string id, title;
  std::vector<std::string> members;  // team, seat and entity ids
  Audience audience;                 // the members that are people, and "public" for a public channel
  Moderation mode = Moderation::open;
  std::int64_t delay_seconds = 0;
  bool back = false;                            // opened by a seat
  std::string opened_by;                        // which
  bool closed = false;                          // cut by control
  std::map<std::string, std::int64_t> sent_by;  // messages sent, by team or entity
};

// A message on its way: waiting for control's ruling, or for its delay.
struct WaitingMessage {
  std::string id, channel, body, reply_to;
  Json by;
  std::string seat;                               // the sender's
  std::optional<calendar::Millis> due_played_ms;  // delayed: sent when so much has been played; nothing: held
};

struct Messages {
  std::map<std::string, Channel> channels;
  std::map<std::string, WaitingMessage> waiting;
  std::map<std::string, std::string> sent;  // message → channel, so that replies and second rulings can be judged
  std::set<std::string> returned;           // rejected, for the same reason
};

extern const Capability messages_capability;

}  // namespace startex::exercise
