// What waited for control, how long, and what became of it: messages and statements held before they go out, changes of
// posture, questions, actions and completed agreements.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "review/measure_kinds.hpp"

namespace startex::review {
namespace {

constexpr calendar::Millis buckets = 120;

struct Waiting {
  std::string kind, id, team, seat, channel, outcome;
  calendar::Millis at = 0, asked = 0, decided = 0;
  std::uint64_t asked_n = 0, decided_n = 0;
};

// What an event ends, and how it ends it.
struct Ending {
  std::string_view type, kind, key, outcome;
};
constexpr std::array<Ending, 16> endings{{
    {"message.sent", "message", "message", "approved"},
    {"message.rejected", "message", "message", "rejected"},
    {"press.published", "statement", "statement", "approved"},
    {"press.rejected", "statement", "statement", "rejected"},
    {"posture.withdrawn", "proposal", "proposal", "withdrawn"},
    {"posture.ruled", "proposal", "proposal", "ruled"},
    {"rfi.answered", "question", "rfi", "answered"},
    {"rfi.withdrawn", "question", "rfi", "withdrawn"},
    {"action.adjudicated", "action", "action", "adjudicated"},
    {"action.withdrawn", "action", "action", "withdrawn"},
    {"agreement.concluded", "agreement", "agreement", "confirmed"},
    {"agreement.returned", "agreement", "agreement", "returned"},
    {"agreement.annulled", "agreement", "agreement", "annulled"},
    {"agreement.withdrawn", "agreement", "agreement", "withdrawn"},
    {"agreement.unsigned", "agreement", "agreement", "unsigned"},
    {"agreement.amended", "agreement", "agreement", "amended"},
}};

class Desk {
 public:
  void take(const Seen& seen, const Scene& scene) {
    const auto& event = seen.event;
    if (event.type == "posture.opened" && text_or(event.data, "ruledBy") == "control")
      ruled_.insert(text_or(event.data, "dimension"));
    if (event.type == "message.edited") edited_.insert(text_or(event.data, "message"));
    if (event.type == "message.held" && text_or(event.data, "mode") != "delayed")
      ask(seen, scene, "message", "message");
    if (event.type == "press.held") ask(seen, scene, "statement", "statement");
    if (event.type == "posture.proposed" && ruled_.contains(text_or(event.data, "dimension")))
      ask(seen, scene, "proposal", "proposal");
    if (event.type == "rfi.asked") ask(seen, scene, "question", "rfi");
    if (event.type == "action.submitted") ask(seen, scene, "action", "action");
    if (event.type == "agreement.completed") ask(seen, scene, "agreement", "agreement");
    for (const Ending& ending : endings)
      if (event.type == ending.type) decide(seen, scene, ending);
  }

  const std::vector<Waiting>& items() const { return items_; }

 private:
  void ask(const Seen& seen, const Scene& scene, std::string_view kind, std::string_view key) {
    const auto& event = seen.event;
    const auto id = text_or(event.data, key);
    open_[{std::string(kind), id}] = items_.size();
    items_.push_back({std::string(kind), id, text_or(event.by, "team"), text_or(event.by, "seat"),
                      text_or(event.data, "channel"), "open", event.at, scene.played(), 0, seen.n, 0});
  }

  void decide(const Seen& seen, const Scene& scene, const Ending& ending) {
    const auto id = text_or(seen.event.data, ending.key);
    const auto node = open_.extract({std::string(ending.kind), id});
    if (node.empty()) return;
    Waiting& item = items_[node.mapped()];
    item.decided = scene.played();
    item.decided_n = seen.n;
    item.outcome = edited_.contains(id) && ending.outcome == "approved" ? "edited"
                   : ending.outcome == "ruled" ? text_or(seen.event.data, "ruling", "ruled")
                                               : std::string(ending.outcome);
  }

  std::set<std::string> ruled_, edited_;
  std::map<std::pair<std::string, std::string>, std::size_t> open_;
  std::vector<Waiting> items_;
};

class Moderation : public Measure {
 public:
  void take(const Seen& seen, const Scene& scene) override { desk_.take(seen, scene); }

  Table table(const Scene& scene) override {
    Table out{"moderation",
              {{"kind", ""},
               {"item", ""},
               {"team", ""},
               {"seat", ""},
               {"channel", ""},
               {"at", "ISO 8601"},
               {"after", "s"},
               {"outcome", ""},
               {"waited", "s"}},
              Json::array()};
    for (const Waiting& one : desk_.items()) {
      const bool decided = one.decided_n > 0;
      Json n = Json::array({one.asked_n});
      if (decided) n.push_back(one.decided_n);
      out.rows.push_back({{"kind", one.kind},
                          {"item", one.id},
                          {"team", one.team},
                          {"seat", one.seat},
                          {"channel", one.channel},
                          {"at", scene.time(one.at)},
                          {"after", seconds(one.asked)},
                          {"outcome", one.outcome},
                          {"waited", decided ? Json(seconds(one.decided - one.asked)) : Json(nullptr)},
                          {"n", std::move(n)}});
    }
    return out;
  }

 private:
  Desk desk_;
};

class Queue : public Measure {
 public:
  void take(const Seen& seen, const Scene& scene) override { desk_.take(seen, scene); }

  Table table(const Scene& scene) override {
    Table out{"queue",
              {{"begins", "s"}, {"ends", "s"}, {"came", "items"}, {"decided", "items"}, {"most", "items waiting"}},
              Json::array()};
    std::vector<Step> steps;
    for (const Waiting& one : desk_.items()) {
      steps.push_back({one.asked, one.asked_n, 1});
      if (one.decided_n > 0) steps.push_back({one.decided, one.decided_n, -1});
    }
    if (steps.empty()) return out;
    std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.n < b.n; });
    const auto length = std::max<calendar::Millis>(calendar::second, (scene.played() + buckets) / buckets);
    auto step = steps.begin();
    std::int64_t waiting = 0;
    for (calendar::Millis begins = 0; begins <= scene.played(); begins += length) {
      std::int64_t came = 0, decided = 0, most = waiting;
      Json numbers = Json::array();
      for (; step != steps.end() && step->played < begins + length; ++step) {
        waiting += step->by;
        most = std::max(most, waiting);
        ++(step->by > 0 ? came : decided);
        if (numbers.size() < evidence_max) numbers.push_back(step->n);
      }
      out.rows.push_back({{"begins", seconds(begins)},
                          {"ends", seconds(begins + length)},
                          {"came", came},
                          {"decided", decided},
                          {"most", most},
                          {"n", std::move(numbers)}});
    }
    return out;
  }

 private:
  struct Step {
    calendar::Millis played;
    std::uint64_t n;
    int by;
  };

  Desk desk_;
};

}  // namespace

std::unique_ptr<Measure> moderation_measure() { return std::make_unique<Moderation>(); }
std::unique_ptr<Measure> queue_measure() { return std::make_unique<Queue>(); }

}  // namespace startex::review
