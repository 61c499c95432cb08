// Non-interference: the same play twice, once with and once without secret traffic between two teams. Every byte that
// the third team's sockets and the observer's receive is equal: events, answers, refusals, signals, ids, numbers,
// times.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "property/negotiation_acts.hpp"
#include "property/seed.hpp"
#include "review/perspective.hpp"
#include "support/world.hpp"

namespace startex::test {
namespace {

// The message of channel a-b that waits longest, as control would choose it.
std::string waiting_message(World& world) {
  for (const auto& [id, message] : world.actor().durable().messages.waiting)
    if (message.channel == "a-b") return id;
  return "none";
}

std::vector<Act> script(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto pick = [&random](std::vector<std::string> words) { return words[random() % words.size()]; };
  std::vector<Act> acts;
  for (int i = 0; i < 120; ++i) {
    if (random() % 2) {
      acts.push_back(negotiation_act(random, i));
      continue;
    }
    const std::string id = fmt::format("r{}", i);
    const std::string text = fmt::format("text {} {}", i, random());
    const std::string ab = pick({"Ann", "Bob"});
    switch (random() % 18) {
      case 0:
        acts.push_back({false, [=](World& w) {
                          w.ask("Cat", id, "message.send", {{"channel", "tri"}, {"body", text}});
                        }});
        break;
      case 1:
        acts.push_back({false, [=](World& w) { w.ask(ab, id, "message.send", {{"channel", "tri"}, {"body", text}}); }});
        break;
      case 2:
        acts.push_back(
            {false, [=](World& w) {
               w.ask("Cat", id, "posture.propose", {{"dimension", "shared"}, {"level", "on"}, {"rationale", text}});
             }});
        break;
      case 3:
        acts.push_back({false, [=](World& w) {
                          w.ask("Cat", id, "message.send", {{"channel", "a-b"}, {"body", text}});
                        }});
        break;
      case 4:
        acts.push_back({false, [=](World& w) { w.ask("Cat", id, "inject.acknowledge", {{"inject", "by-hand"}}); }});
        break;
      case 5:
        acts.push_back({false, [=](World& w) {
                          w.ask("control", id, "inject.compose",
                                {{"title", "T"}, {"body", text}, {"type", "news"}, {"from", "world"}, {"to", {"all"}}});
                        }});
        break;
      case 6:
        acts.push_back({false, [=](World& w) {
                          w.disconnect("Cat");
                          w.connect("Cat");
                          w.subscribe("Cat");
                        }});
        break;
      case 7:
        acts.push_back({true, [=](World& w) { w.ask(ab, id, "message.send", {{"channel", "a-b"}, {"body", text}}); }});
        break;
      case 8:
        acts.push_back({true, [=](World& w) {
                          w.ask("control", id, "message.approve", {{"message", waiting_message(w)}});
                        }});
        break;
      case 9:
        acts.push_back({true, [=](World& w) {
                          w.ask("control", id, "message.reject", {{"message", waiting_message(w)}, {"reason", text}});
                        }});
        break;
      case 10:
        acts.push_back(
            {true, [=](World& w) {
               w.ask("Bob", id, "posture.propose", {{"dimension", "b.secret"}, {"level", "one"}, {"rationale", text}});
             }});
        break;
      case 11:
        acts.push_back(
            {true, [=](World& w) {
               w.ask("control", id, "inject.compose",
                     {{"title", "T"}, {"body", text}, {"type", "call"}, {"from", "world"}, {"to", {"a", "b.head"}}});
             }});
        break;
      // Amy never speaks in public, so that the seat she holds is her team's own affair.
      case 12:
        acts.push_back({true, [=](World& w) {
                          w.join("New " + id, i % 2 ? "a" : "b.aide");
                          w.connect("New " + id);
                          w.subscribe("New " + id);
                        }});
        break;
      case 13:
        acts.push_back({true, [=](World& w) {
                          w.send(ab, "not json");
                          w.ask(ab, id, "no.such", {});
                          w.ask(ab, id, "message.send", {{"channel", "slow"}, {"body", ""}});
                        }});
        break;
      case 14:
        acts.push_back({true, [=](World& w) {
                          w.ask("control", id, "inject.hold", {{"inject", "after-two"}});
                          w.ask("control", id, "channel.set_moderation",
                                {{"channel", "a-b"}, {"mode", "delayed"}, {"delaySeconds", 7}});
                        }});
        break;
      case 15:
        acts.push_back(
            {true, [=](World& w) {
               w.ask(ab, id, "bookmark.add", {{"title", text}, {"n", 3}, {"shared", i % 2 == 0}});
               w.ask(ab, "q" + id, "questionnaire.answer",
                     {{"questionnaire", "before"}, {"answers", {{{"question", "known"}, {"value", 1 + i % 5}}}}});
               w.ask("control", "e" + id, "evaluation.record",
                     {{"objective", "talk"}, {"rating", "S"}, {"note", text}, {"evidence", {i + 1}}});
               w.ask("control", "b" + id, "bookmark.add", {{"title", text}, {"shared", true}});
             }});
        break;
      case 16:
        acts.push_back({false, [=](World& w) {
                          w.ask("control", id, "questionnaire.open", {{"questionnaire", "before"}});
                          w.ask("Cat", "q" + id, "questionnaire.answer",
                                {{"questionnaire", "before"}, {"answers", {{{"question", "known"}, {"value", 3}}}}});
                        }});
        break;
      case 17:
        acts.push_back({true, [=](World& w) {
                          w.disconnect(ab);
                          w.connect(ab);
                          w.subscribe(ab);
                          w.ask("Amy", id, "seat.claim", {{"seat", i % 2 ? "a.aide" : "a.head"}});
                        }});
        break;
    }
  }
  return acts;
}

struct Seen {
  std::vector<std::string> third, observer;       // frames
  std::string third_exported, observer_exported;  // the log as they download it
  std::vector<Secret> secrets;                    // what there is that the third team knows nothing of
  std::map<std::string, std::size_t> happened;    // by type of event
};

// Press statements wait for control, so that one can be returned and never be seen.
Json held_press() {
  Json scenario = small_scenario();
  scenario["press"] = {{"moderation", "held"}};
  return scenario;
}

// `probed`: what the third team asks about on its way, by the very ids that it should not have.
Seen play(std::uint64_t seed, bool with_secrets, const std::vector<Secret>& probed = {},
          World::MakeChance chance = {}) {
  World world({}, std::move(chance), held_press());
  for (const auto& [name, place] : std::vector<std::pair<std::string, std::string>>{
           {"Ann", "a.head"}, {"Amy", "a"}, {"Bob", "b.head"}, {"Cat", "c.head"}, {"Obs", "observer"}})
    world.join(name, place);
  for (const auto* name : {"control", "Ann", "Amy", "Bob", "Cat", "Obs"}) {
    world.connect(name);
    world.subscribe(name);
  }
  world.ask("control", "start", "exercise.start");
  calendar::Millis at = 1000;
  std::size_t step = 0;
  for (const Act& act : script(seed)) {
    at += 731;
    world.run(at);
    if (with_secrets || !act.secret) act.perform(world);
    ++step;
    if (!probed.empty()) probe(world, probed[step % probed.size()], fmt::format("p{}", step));
  }
  world.run(at + 200'000);
  const auto exported = [&world](const char* viewer) {
    return review::export_log(world.rows(), viewer, review::Format::jsonl).value_or("none");
  };
  std::map<std::string, std::size_t> happened;
  for (const auto& row : world.rows()) ++happened[exercise::from_stored(row).type];
  return {world.client("Cat").frames,
          world.client("Obs").frames,
          exported("c.head"),
          exported("observer"),
          hidden_from(world.actor().durable(), "c"),
          std::move(happened)};
}

// The first frame that is not the same, for whoever has to find out why.
std::string difference(const std::vector<std::string>& with, const std::vector<std::string>& without) {
  for (std::size_t i = 0; i < std::max(with.size(), without.size()); ++i) {
    const std::string a = i < with.size() ? with[i] : "nothing", b = i < without.size() ? without[i] : "nothing";
    if (a != b) return fmt::format("frame {}\nwith secrets:    {}\nwithout secrets: {}", i, a, b);
  }
  return "";
}

TEST(TwinWorlds, AThirdTeamReceivesTheSameBytesWithAndWithoutSecrets) {
  const auto first = first_seed("STARTEX_TWIN_SEED");
  std::size_t frames = 0;
  std::map<std::string, std::size_t> secretly;
  for (std::uint64_t seed = first; seed < first + 100; ++seed) {
    const auto secrets = play(seed, true).secrets;
    const Seen with = play(seed, true, secrets), without = play(seed, false, secrets);
    ASSERT_EQ(difference(with.third, without.third), "") << "STARTEX_TWIN_SEED=" << seed;
    ASSERT_EQ(difference(with.observer, without.observer), "") << "STARTEX_TWIN_SEED=" << seed;
    ASSERT_NE(with.third_exported, "none");
    ASSERT_EQ(with.third_exported, without.third_exported) << "STARTEX_TWIN_SEED=" << seed;
    ASSERT_EQ(with.observer_exported, without.observer_exported) << "STARTEX_TWIN_SEED=" << seed;
    frames += with.third.size();
    for (const auto& [type, count] : with.happened) {
      const auto it = without.happened.find(type);
      secretly[type] += count - (it == without.happened.end() ? 0 : std::min(count, it->second));
    }
  }
  EXPECT_GT(frames, 3'000U);
  // Each capability has had secrets to keep.
  for (const auto* type :
       {"posture.proposed",    "posture.seconded",    "posture.ruled",      "posture.changed",     "posture.committed",
        "indicator.changed",   "agreement.drafted",   "agreement.amended",  "agreement.annexed",   "agreement.reserved",
        "agreement.signed",    "agreement.concluded", "agreement.in_force", "agreement.held",      "document.opened",
        "document.edited",     "document.suggested",  "document.published", "rfi.asked",           "rfi.answered",
        "rfi.published",       "rfi.overdue",         "action.submitted",   "action.estimated",    "action.adjudicated",
        "action.reported",     "poll.opened",         "poll.answered",      "poll.closed",         "channel.opened",
        "channel.closed",      "press.held",          "press.rejected",     "engagement.detected", "engagement.spent",
        "engagement.assessed", "effect.fired",        "inject.released"})
    EXPECT_GT(secretly[type], 0U) << type;
}

// The planted fault: ids that are counted. The test above must be able to fail.
class CountingChance : public engine::SeededChance {
 public:
  CountingChance() : SeededChance("0123456789abcdef") {}
  std::string id(std::string_view) const override { return fmt::format("id{}", ++count_); }

 private:
  mutable int count_ = 0;
};

TEST(TwinWorlds, CountedIdsAreFoundOut) {
  int differing = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed)
    differing += play(seed, true, {}, [] { return std::make_unique<CountingChance>(); }).third !=
                 play(seed, false, {}, [] { return std::make_unique<CountingChance>(); }).third;
  EXPECT_GT(differing, 10);
}

TEST(Canaries, NoTextReachesAnybodyItIsNotFor) {
  const auto first = first_seed("STARTEX_TWIN_SEED");
  for (std::uint64_t seed = first; seed < first + 50; ++seed) {
    const Seen seen = play(seed, true);
    std::string all;
    for (const auto& frame : seen.third) all += frame;
    std::string observed;
    for (const auto& frame : seen.observer) observed += frame;
    for (const auto* hidden : {"For A", "For the head of B", "Only for the head of B", "\"a-b\"", "b.secret",
                               "message.held", "participant.joined\",\"wall\":\"1970-01-01T00:00:00.001Z"})
      ASSERT_EQ(all.find(hidden), std::string::npos) << hidden << " STARTEX_TWIN_SEED=" << seed;
    for (const auto* hidden : {"For A", "\"tri\"", "a.stance", "\"posture.proposed\""})
      ASSERT_EQ(observed.find(hidden), std::string::npos) << hidden << " STARTEX_TWIN_SEED=" << seed;
  }
}

}  // namespace
}  // namespace startex::test
