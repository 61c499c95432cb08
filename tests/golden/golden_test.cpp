// Same scenario, seed and commands with their times: the same log, byte for byte, for ever. A change that means to
// change the log makes the golden one anew with STARTEX_UPDATE_GOLDEN=1 and says why.
#include <gtest/gtest.h>

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

// "$message.held" means the id that the last such event named.
void resolve(const Stage& stage, Json& params) {
  for (auto& [key, value] : params.items())
    if (value.is_string() && value.get<std::string>().starts_with('$')) value = stage.events(value.get<std::string>().substr(1)).back().data.at(key);
}

std::string played() {
  Stage stage;
  std::istringstream commands(read("commands.jsonl"));
  for (std::string line; std::getline(commands, line);) {
    Json command = Json::parse(line);
    stage.at(command.at("wall").get<calendar::Millis>());
    if (command.contains("join")) {
      stage.join(command.at("join").get<std::string>(), command.at("place").get<std::string>());
      continue;
    }
    resolve(stage, command.at("params"));
    (void)stage.ask(command.at("who").get<std::string>(), command.at("method").get<std::string>(), command.at("params"));
  }
  std::string text;
  log::Digest head{};
  for (const auto& body : stage.stored()) {
    text += body + '\n';
    head = log::chained(head, body);
  }
  return text + "head " + log::to_hex(head) + '\n';
}

TEST(Golden, TheRecordedCommandsGiveTheRecordedLog) {
  const std::string log = played();
  EXPECT_EQ(log, played());
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
  EXPECT_EQ(state.posture.dimensions.at("a.stance").level, "high");
  EXPECT_EQ(state.seats.present(), 4U);
}

}  // namespace
}  // namespace startex::test
