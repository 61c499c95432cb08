// Control as several people: areas, what is in whose hands, notes, and who dealt with what. Nobody else learns any of
// it.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

const std::string kim = "control:Kim", lee = "control:Lee";

class ControlTeam : public Table {
 protected:
  // A message that waits for control.
  std::string held(const std::string& body) {
    EXPECT_EQ(ask("Ann", "message.send", {{"channel", "a-b"}, {"body", body}}), "done");
    return id_of("message.held", "message");
  }
  static Json item(const std::string& id) { return {{"kind", "message"}, {"id", id}}; }
  Json item_to(const std::string& id, const std::string& to) {
    Json params = item(id);
    params["to"] = to;
    return params;
  }
  Json last_control() const { return stage.log().back().control; }
};

TEST_F(ControlTeam, WhatANamedFacilitatorDoesCarriesTheirNameForControlAlone) {
  EXPECT_EQ(ask(kim, "message.send", {{"channel", "press"}, {"body", "We watch"}, {"as", "world"}}), "done");
  EXPECT_EQ(last_control().at("facilitator"), "Kim");
  EXPECT_EQ(stage.log().back().by.at("entity"), "world");
  EXPECT_TRUE(sees("control", "Kim"));
  for (const auto* viewer : {"a.head", "b.head", "observer", "evaluator"}) EXPECT_FALSE(sees(viewer, "Kim")) << viewer;
  EXPECT_EQ(ask("control", "exercise.pause"), "done");
  EXPECT_TRUE(last_control().is_null());
}

TEST_F(ControlTeam, AnAreaIsOnePersonsUntilAnotherTakesIt) {
  EXPECT_EQ(ask("control", "control.take_area", {{"area", "teams"}}), "forbidden");
  EXPECT_EQ(ask(kim, "control.take_area", {{"area", "teams"}}), "done");
  EXPECT_EQ(ask(kim, "control.take_area", {{"area", "teams"}}), "conflict");
  EXPECT_EQ(ask(lee, "control.take_area", {{"area", "teams"}}), "done");
  EXPECT_EQ(stage.events("control.area_taken").back().data,
            Json({{"area", "teams"}, {"facilitator", "Lee"}, {"from", "Kim"}}));
  EXPECT_EQ(ask(kim, "control.leave_area", {{"area", "teams"}}), "done");
  EXPECT_EQ(ask(kim, "control.leave_area", {{"area", "teams"}}), "not_found");
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask(kim, "control.take_area", {{"area", std::to_string(i)}}), "done");
  EXPECT_EQ(ask(kim, "control.take_area", {{"area", "one more"}}), "conflict");
}

TEST_F(ControlTeam, WhatIsInOnesHandsIsNotInAnothersForTenMinutes) {
  const auto message = held("Secret");
  EXPECT_EQ(ask("control", "control.handle", item(message)), "forbidden");
  EXPECT_EQ(ask(kim, "control.handle", item(message)), "done");
  EXPECT_EQ(ask(kim, "control.handle", item(message)), "conflict");
  EXPECT_EQ(ask(lee, "control.handle", item(message)), "conflict");
  EXPECT_NE(refusal.hint.find("Kim"), std::string::npos);
  EXPECT_EQ(refusal.current, Json({{"facilitator", "Kim"}}));
  stage.at(now += 10 * 60 * second);
  EXPECT_EQ(ask(lee, "control.handle", item(message)), "done");
  EXPECT_EQ(ask(lee, "control.release", item(message)), "done");
  EXPECT_EQ(ask(lee, "control.release", item(message)), "conflict");
}

TEST_F(ControlTeam, WhatIsInHandIsHandedOverOrTakenOver) {
  const auto message = held("Secret");
  EXPECT_EQ(ask(kim, "control.handle", item(message)), "done");
  EXPECT_EQ(ask(kim, "control.hand_over", item_to(message, "Lee")), "done");
  EXPECT_EQ(stage.events("control.handed_over").back().data.at("from"), "Kim");
  EXPECT_EQ(ask(kim, "control.hand_over", item_to(message, "Lee")), "conflict");
  EXPECT_EQ(ask(kim, "control.handle", item(message)), "conflict");
  EXPECT_EQ(ask(kim, "control.hand_over", item_to(message, "Kim")), "done");
}

TEST_F(ControlTeam, OfTwoWhoDecideTheSameTheSecondIsToldWhoDid) {
  const auto message = held("Secret");
  EXPECT_EQ(ask(kim, "control.handle", item(message)), "done");
  EXPECT_EQ(ask(lee, "message.approve", {{"message", message}}), "done");
  EXPECT_EQ(stage.state().control_team.handling.size(), 0U);
  EXPECT_EQ(ask(kim, "message.reject", {{"message", message}, {"reason", "No"}}), "conflict");
  EXPECT_NE(refusal.hint.find("Lee"), std::string::npos);
  EXPECT_EQ(refusal.current, Json({{"facilitator", "Lee"}}));
}

TEST_F(ControlTeam, ADelegationIsNeverToldWhichFacilitatorRuled) {
  EXPECT_EQ(ask("Ann", "rfi.ask", {{"to", "control"}, {"body", "Where?"}}), "done");
  const auto rfi = id_of("rfi.asked", "rfi");
  EXPECT_EQ(ask(kim, "rfi.answer", {{"rfi", rfi}, {"body", "There"}}), "done");
  EXPECT_EQ(ask("Ann", "rfi.withdraw", {{"rfi", rfi}}), "conflict");
  EXPECT_EQ(refusal.hint.find("Kim"), std::string::npos);
  EXPECT_TRUE(refusal.current.is_null());
}

TEST_F(ControlTeam, NotesAreAmongControl) {
  const auto message = held("Secret");
  Json about = item(message);
  about["body"] = "Ask Bob first";
  EXPECT_EQ(ask(kim, "control.note", about), "done");
  EXPECT_EQ(ask("control", "control.note", {{"body", "Lunch at noon"}}), "done");
  EXPECT_EQ(ask(kim, "control.note", {{"body", "About what?"}, {"kind", "message"}, {"id", "none"}}), "not_found");
  EXPECT_EQ(ask(kim, "control.note", {{"body", "About what?"}, {"kind", "weather"}, {"id", "x"}}), "invalid");
  EXPECT_EQ(ask(kim, "control.note", {{"body", "About what?"}, {"kind", "message"}}), "invalid");
  EXPECT_EQ(ask("Ann", "control.note", {{"body", "Mine"}}), "forbidden");
  for (const auto* viewer : {"a.head", "b.head", "observer", "evaluator"})
    EXPECT_FALSE(sees(viewer, "Ask Bob")) << viewer;
}

}  // namespace
}  // namespace startex::test
