// Who talked to whom, slice of play by slice, and how much of the talking each seat did.
#include <algorithm>
#include <map>

#include "json/json.hpp"
#include "review/measure_kinds.hpp"

namespace startex::review {
namespace {

constexpr calendar::Millis slices = 24;

void add_evidence(std::vector<std::uint64_t>& list, std::uint64_t n) {
  if (list.size() < evidence_max) list.push_back(n);
}

// What is said to others: a message, a statement to the press, a question for information and its answer.
bool is_talk(const std::string& type) {
  return type == "message.sent" || type == "press.published" || type == "rfi.asked" || type == "rfi.answered";
}

struct Amount {
  std::uint64_t messages = 0, characters = 0;
  std::vector<std::uint64_t> n;
};

class Network : public Measure {
 public:
  void take(const Seen& seen, const Scene& scene) override {
    const auto& event = seen.event;
    if (!is_talk(event.type)) return;
    const auto sender = scene.party_of(event.by);
    const auto characters = static_cast<std::uint32_t>(json::code_points(text_or(event.data, "body")));
    for (auto& receiver : receivers(event, scene, sender))
      said_.push_back({scene.played(), node(sender), node(receiver), characters, seen.n});
  }

  Table table(const Scene& scene) override {
    Table out{"network",
              {{"slice", "of 24 equal slices of play"},
               {"begins", "s"},
               {"ends", "s"},
               {"sender", ""},
               {"receiver", ""},
               {"messages", "messages"},
               {"characters", "characters"}},
              Json::array()};
    const auto length = std::max<calendar::Millis>(1, (scene.played() + slices) / slices);
    std::map<std::tuple<calendar::Millis, std::size_t, std::size_t>, Amount> amounts;
    for (const Said& one : said_) {
      Amount& amount = amounts[{std::min(one.played / length, slices - 1), one.sender, one.receiver}];
      ++amount.messages;
      amount.characters += one.characters;
      add_evidence(amount.n, one.n);
    }
    for (const auto& [key, amount] : amounts) {
      const auto& [slice, sender, receiver] = key;
      out.rows.push_back({{"slice", slice},
                          {"begins", seconds(slice * length)},
                          {"ends", seconds((slice + 1) * length)},
                          {"sender", nodes_[sender]},
                          {"receiver", nodes_[receiver]},
                          {"messages", amount.messages},
                          {"characters", amount.characters},
                          {"n", amount.n}});
    }
    return out;
  }

 private:
  struct Said {
    calendar::Millis played;
    std::size_t sender, receiver;
    std::uint32_t characters;
    std::uint64_t n;
  };

  // Teams and entities but the sender; the sender itself when the channel is of its own people only.
  std::vector<std::string> receivers(const exercise::Event& event, const Scene& scene, const std::string& sender) {
    if (event.type == "press.published") return {"public"};
    if (event.type == "rfi.asked") {
      askers_[text_or(event.data, "rfi")] = sender;
      return {text_or(event.data, "to", "control")};
    }
    if (event.type == "rfi.answered") return {askers_[text_or(event.data, "rfi")]};
    std::vector<std::string> out;
    const auto channel = scene.channels.find(text_or(event.data, "channel"));
    if (channel == scene.channels.end()) return out;
    bool to_own = false;
    for (const auto& member : channel->second) {
      const auto team = scene.team_of(member);
      const auto& party = team.empty() ? member : team;
      if (party == sender)
        to_own = true;
      else if (std::find(out.begin(), out.end(), party) == out.end())
        out.push_back(party);
    }
    if (out.empty() && to_own) out.push_back(sender);
    return out;
  }

  std::size_t node(const std::string& name) {
    const auto it = std::find(nodes_.begin(), nodes_.end(), name);
    if (it != nodes_.end()) return static_cast<std::size_t>(it - nodes_.begin());
    nodes_.push_back(name);
    return nodes_.size() - 1;
  }

  std::map<std::string, std::string> askers_;
  std::vector<std::string> nodes_;
  std::vector<Said> said_;
};

class Share : public Measure {
 public:
  void take(const Seen& seen, const Scene&) override {
    const auto& event = seen.event;
    if (!is_talk(event.type)) return;
    const Json author = event.control.is_object() ? event.control.value("by", event.by) : event.by;
    const auto seat = text_or(author, "seat");
    if (seat.empty()) return;
    Amount& amount = seats_[seat];
    ++amount.messages;
    amount.characters += json::code_points(text_or(event.data, "body"));
    add_evidence(amount.n, seen.n);
  }

  Table table(const Scene& scene) override {
    Table out{"share",
              {{"team", ""},
               {"seat", ""},
               {"title", ""},
               {"messages", "messages"},
               {"characters", "characters"},
               {"share", "share of all seats' characters"}},
              Json::array()};
    std::uint64_t all = 0;
    for (const auto& [seat, amount] : seats_) all += amount.characters;
    for (const auto& team : scene.teams)
      for (const auto& seat : team.seats) {
        const Amount& amount = seats_[seat.id];
        out.rows.push_back(
            {{"team", team.id},
             {"seat", seat.id},
             {"title", seat.title},
             {"messages", amount.messages},
             {"characters", amount.characters},
             {"share", all == 0 ? Json(nullptr) : Json(static_cast<double>(amount.characters) / static_cast<double>(all))},
             {"n", amount.n}});
      }
    return out;
  }

 private:
  std::map<std::string, Amount> seats_;
};

}  // namespace

std::unique_ptr<Measure> network_measure() { return std::make_unique<Network>(); }
std::unique_ptr<Measure> share_measure() { return std::make_unique<Share>(); }

}  // namespace startex::review
