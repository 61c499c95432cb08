#include "exercise/seats.hpp"

#include "table.hpp"

namespace startex::test {
namespace {

class Doors : public Table {
 protected:
  std::string_view come_in(const std::string& name, Json more = Json::object()) {
    Json params{{"name", name}, {"role", "participant"}, {"team", "a"}};
    params.update(more);
    return ask("control", "participant.join", params);
  }
};

TEST_F(Doors, LockedOnesLetNobodyNewInAndSayNothingButWhomToAsk) {
  EXPECT_EQ(ask("Ann", "doors.lock"), "forbidden");
  EXPECT_EQ(ask("control", "doors.lock"), "done");
  EXPECT_EQ(ask("control", "doors.lock"), "conflict");
  EXPECT_EQ(come_in("Eve"), "conflict");
  const auto hint = refusal.hint;
  EXPECT_NE(hint.find("Ask the facilitator"), std::string::npos);
  // The same words, whatever stands behind the doors.
  EXPECT_EQ(come_in("Eve", {{"seat", "a.head"}}), "conflict");
  EXPECT_EQ(refusal.hint, hint);
  EXPECT_EQ(come_in("Eve", {{"seat", "no.such"}}), "conflict");
  EXPECT_EQ(refusal.hint, hint);
  for (const auto* viewer : {"a.head", "c", "observer", "evaluator"}) EXPECT_FALSE(sees(viewer, "doors.")) << viewer;
  // Who is in goes on.
  EXPECT_EQ(ask("Ann", "message.send", {{"channel", "tri"}, {"body", "We are complete"}}), "done");
  EXPECT_EQ(ask("control", "doors.unlock"), "done");
  EXPECT_EQ(ask("control", "doors.unlock"), "conflict");
  EXPECT_EQ(come_in("Eve"), "done");
}

TEST_F(Doors, WhoComesByAPersonalCodeIsTheParticipantThatItNames) {
  EXPECT_EQ(come_in("Eve", {{"participant", "personal0code0001"}, {"seat", "a.aide"}}), "done");
  ASSERT_TRUE(stage.state().seats.participant("personal0code0001"));
  EXPECT_EQ(stage.state().seats.participant("personal0code0001")->seat, "a.aide");
  EXPECT_EQ(come_in("Eve", {{"participant", "personal0code0001"}}), "conflict");
}

}  // namespace
}  // namespace startex::test
