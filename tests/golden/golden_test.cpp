// Same scenario, seed and commands with their times: the same log, byte for byte, for ever. A change that means to
// change the log makes the golden one anew with STARTEX_UPDATE_GOLDEN=1 and says why.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "log/hash_chain.hpp"
#include "support/stage.hpp"

namespace startex::test {
namespace {

const std::string folder = std::string(STARTEX_SOURCE_DIR) + "/tests/golden/";

std::string read(const std::string& name) {
  std::ifstream file(folder + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// "$message.held/message" means what that pointer finds in the data of the last such event: ids are drawn, not written
// down.
void resolve(const Stage& stage, Json& params) {
  if (params.is_structured()) {
    for (Json& part : params) resolve(stage, part);
    return;
  }
  if (!params.is_string() || !params.get<std::string>().starts_with('$')) return;
  const auto name = params.get<std::string>().substr(1);
  const auto slash = name.find('/');
  params = stage.events(name.substr(0, slash)).back().data.at(Json::json_pointer(name.substr(slash)));
}

// A line is {"wall","join","place"} or {"wall","who","method","params"?}, with "refused" where it is to be refused.
// `control` is who plays what no facilitator by name does.
Stage played(const std::string& control = "control") {
  Stage stage(Json::parse(read("scenario.json")));
  std::istringstream commands(read("commands.jsonl"));
  for (std::string line; std::getline(commands, line);) {
    Json command = Json::parse(line);
    stage.at(command.at("wall").get<calendar::Millis>());
    if (command.contains("join")) {
      stage.join(command.at("join").get<std::string>(), command.at("place").get<std::string>());
      continue;
    }
    Json params = command.value("params", Json::object());
    resolve(stage, params);
    const auto who = command.at("who").get<std::string>();
    const auto outcome = stage.ask(who == "control" ? control : who, command.at("method").get<std::string>(), params);
    EXPECT_EQ(outcome ? "" : to_text(outcome.error().code), command.value("refused", "")) << line;
  }
  return stage;
}

std::string log_of(const Stage& stage) {
  std::string text;
  log::Digest head{};
  for (const auto& body : stage.stored()) {
    text += body + '\n';
    head = log::chained(head, body);
  }
  return text + "head " + log::to_hex(head) + '\n';
}

TEST(Golden, TheRecordedCommandsGiveTheRecordedLog) {
  const std::string log = log_of(played());
  EXPECT_EQ(log, log_of(played()));
  if (std::getenv("STARTEX_UPDATE_GOLDEN")) std::ofstream(folder + "log.jsonl", std::ios::binary) << log;
  EXPECT_EQ(log, read("log.jsonl"));
}

TEST(Golden, TheRecordedLogFoldsToTheStateThatWasLive) {
  exercise::State state;
  std::istringstream lines(read("log.jsonl"));
  for (std::string line; std::getline(lines, line) && !line.starts_with("head ");) {
    const auto event = exercise::from_stored(line);
    EXPECT_EQ(exercise::to_stored(event), line);
    exercise::apply(state, event);
  }
  EXPECT_EQ(state.lifecycle.phase, exercise::Phase::ended);
  EXPECT_TRUE(state.lifecycle.review_open);
  EXPECT_EQ(state.posture.dimensions.at("b.secret").level, "one");
  EXPECT_EQ(state.indicators.indicators.at("a-b.trust").value, 8);
  EXPECT_EQ(state.agreements.agreements.begin()->second.parties.size(), 2U);
  EXPECT_EQ(state.seats.present(), 6U);
}

TEST(Golden, WhichFacilitatorActedIsInNothingThatAnybodyElseReceives) {
  const Stage unnamed = played(), named = played("control:Moon");
  for (const auto& viewer : named.state().seats.viewers()) {
    if (viewer.role == exercise::Role::control) continue;
    EXPECT_EQ(named.seen_by(viewer.key()), unnamed.seen_by(viewer.key())) << viewer.key();
  }
  const auto by_moon = std::count_if(named.log().begin(), named.log().end(), [](const exercise::Event& event) {
    return event.control.is_object() && event.control.value("facilitator", "") == "Moon";
  });
  EXPECT_GT(by_moon, 30);
}

TEST(Golden, TheRecordedPlayHoldsEveryTypeOfEvent) {
  std::set<std::string, std::less<>> happened;
  const Stage stage = played();
  for (const auto& event : stage.log()) happened.insert(event.type);
  for (const auto* capability : exercise::capabilities())
    for (const auto& event : capability->events) EXPECT_TRUE(happened.contains(event.type)) << event.type;
}

}  // namespace
}  // namespace startex::test
