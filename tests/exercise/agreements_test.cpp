// Agreements from the first draft to the breach: who sees them, who may do what when, and what signing brings about.
#include "exercise/table.hpp"

namespace startex::test {
namespace {

class Agreements : public Table {
 protected:
  using Table::Table;
  std::string_view draft(Json more = Json::object()) {
    Json params{{"title", "Pact"}, {"parties", {"a", "b"}}, {"clauses", {"We meet", "We share"}}};
    params.update(more);
    const auto outcome = ask("Ann", "agreement.draft", params);
    if (outcome == "done") id = id_of("agreement.drafted", "agreement");
    return outcome;
  }
  const exercise::Agreement& pact() const { return stage.state().agreements.agreements.at(id); }
  std::string_view sign(const std::string& who, int version) {
    return ask(who, "agreement.sign", {{"agreement", id}, {"version", version}});
  }
  std::string_view amend(const std::string& who, int version, Json changes) {
    return ask(who, "agreement.amend", {{"agreement", id}, {"version", version}, {"changes", std::move(changes)}});
  }
  void conclude() {
    ASSERT_EQ(sign("Ann", static_cast<int>(pact().version)), "done");
    ASSERT_EQ(sign("Bob", static_cast<int>(pact().version)), "done");
  }
  std::string id;
};

TEST_F(Agreements, ADraftGoesToItsPartiesAndToNobodyElse) {
  EXPECT_EQ(draft(), "done");
  EXPECT_TRUE(sees("b.aide", "We share"));
  EXPECT_FALSE(sees("c.head", "We share"));
  EXPECT_FALSE(sees("observer", "We share"));
  for (const auto* method :
       {"agreement.sign", "agreement.amend", "agreement.withdraw", "agreement.denounce", "agreement.deposit"}) {
    EXPECT_EQ(ask("Cat", method, {{"agreement", id}, {"version", 1}}), "not_found") << method;
    const auto theirs = refusal.hint;
    EXPECT_EQ(ask("Cat", method, {{"agreement", "missing"}, {"version", 1}}), "not_found");
    EXPECT_EQ(refusal.hint, theirs);
  }
}

TEST_F(Agreements, APrivateDraftIsItsTeamsOwnAndBeginsAtVersionOneForTheOthers) {
  EXPECT_EQ(draft({{"private", true}, {"annexes", {{{"title", "Map"}, {"text", "Secret map"}, {"to", {"b.head"}}}}}}),
            "done");
  EXPECT_FALSE(sees("b.head", "We share"));
  EXPECT_FALSE(sees("b.head", "Secret map"));
  EXPECT_EQ(sign("Ann", 1), "conflict");
  EXPECT_EQ(amend("Aid", 1, {{{"text", "We also talk"}}}), "done");
  EXPECT_EQ(pact().version, 2);
  EXPECT_EQ(ask("Bob", "agreement.circulate", {{"agreement", id}}), "not_found");
  EXPECT_EQ(ask("Ann", "agreement.circulate", {{"agreement", id}}), "done");
  EXPECT_EQ(pact().version, 1);
  EXPECT_TRUE(sees("b.aide", "We also talk"));
  EXPECT_TRUE(sees("b.head", "Secret map"));
  EXPECT_FALSE(sees("b.aide", "Secret map"));
  EXPECT_EQ(ask("Ann", "agreement.circulate", {{"agreement", id}}), "conflict");
}

TEST_F(Agreements, EachAmendmentIsAVersionAndAnOldOneIsNoLongerActedOn) {
  EXPECT_EQ(draft(), "done");
  const auto first = pact().clauses[0].id;
  EXPECT_EQ(amend("Bob", 1, {{{"clause", first}, {"text", "We meet weekly"}}, {{"text", "Between"}, {"after", first}}}),
            "done");
  ASSERT_EQ(pact().clauses.size(), 3U);
  EXPECT_EQ(pact().clauses[0].text, "We meet weekly");
  EXPECT_EQ(pact().clauses[1].text, "Between");
  EXPECT_EQ(amend("Ann", 1, {{{"clause", first}, {"text", "We meet daily"}}}), "conflict");
  EXPECT_EQ(refusal.current, Json({{"version", 2}}));
  EXPECT_EQ(sign("Ann", 1), "conflict");
  EXPECT_EQ(amend("Ann", 2,
                  {{{"clause", first}, {"text", nullptr}},
                   {{"title", "A better pact"}},
                   {{"text", "At first"}, {"after", nullptr}}}),
            "done");
  EXPECT_EQ(pact().title, "A better pact");
  EXPECT_EQ(pact().clauses[0].text, "At first");
  EXPECT_EQ(pact().clauses.size(), 3U);
  EXPECT_EQ(amend("Ann", 3, {{{"clause", first}, {"text", "Gone"}}}), "not_found");
  EXPECT_EQ(amend("Ann", 3, Json::array()), "invalid");
  EXPECT_EQ(amend("Ann", 3, {{{"text", 7}}}), "invalid");
  EXPECT_EQ(refusal.pointer, "/changes/0/text");
}

TEST_F(Agreements, ASignedVersionIsNotAmendedUntilTheSignatureIsWithdrawn) {
  EXPECT_EQ(draft(), "done");
  EXPECT_EQ(ask("Aid", "agreement.sign", {{"agreement", id}, {"version", 1}}), "forbidden");
  EXPECT_EQ(sign("Ann", 1), "done");
  EXPECT_EQ(sign("Ann", 1), "conflict");
  EXPECT_EQ(amend("Bob", 1, {{{"text", "More"}}}), "conflict");
  EXPECT_EQ(ask("Bob", "agreement.unsign", {{"agreement", id}}), "conflict");
  EXPECT_EQ(ask("Ann", "agreement.unsign", {{"agreement", id}}), "done");
  EXPECT_EQ(amend("Bob", 1, {{{"text", "More"}}}), "done");
  EXPECT_TRUE(pact().signatures.empty());
}

TEST_F(Agreements, SignaturesNameSeatPersonAndVersion) {
  EXPECT_EQ(draft(), "done");
  EXPECT_EQ(sign("Bob", 1), "done");
  const auto signature = stage.events("agreement.signed").back();
  EXPECT_EQ(signature.by, Json({{"team", "b"}, {"seat", "b.head"}, {"name", "Bob"}}));
  EXPECT_EQ(signature.data.at("version"), 1);
}

TEST_F(Agreements, ReservationsAreStatedAndLiftedByTheirOwnDelegation) {
  EXPECT_EQ(draft(), "done");
  EXPECT_EQ(ask("Bea", "agreement.reserve",
                {{"agreement", id}, {"version", 1}, {"clause", pact().clauses[0].id}, {"text", "Not on Sundays"}}),
            "done");
  const auto reservation = id_of("agreement.reserved", "reservation");
  EXPECT_EQ(ask("Ann", "agreement.lift", {{"agreement", id}, {"reservation", reservation}}), "forbidden");
  EXPECT_EQ(ask("Bob", "agreement.lift", {{"agreement", id}, {"reservation", reservation}}), "done");
  EXPECT_EQ(ask("Bob", "agreement.lift", {{"agreement", id}, {"reservation", reservation}}), "not_found");
  EXPECT_EQ(ask("Bob", "agreement.reserve", {{"agreement", id}, {"version", 1}, {"clause", "none"}, {"text", "No"}}),
            "not_found");
}

TEST_F(Agreements, ADeclinedVersionIsOpenAgainWhenItIsAmended) {
  EXPECT_EQ(draft(), "done");
  EXPECT_EQ(ask("Bob", "agreement.decline", {{"agreement", id}, {"version", 1}, {"reason", "Too vague"}}), "done");
  EXPECT_EQ(ask("Bob", "agreement.decline", {{"agreement", id}, {"version", 1}}), "conflict");
  EXPECT_EQ(ask("Bob", "agreement.sponsor", {{"agreement", id}}), "done");
  EXPECT_EQ(ask("Ann", "agreement.sponsor", {{"agreement", id}}), "conflict");
  EXPECT_EQ(amend("Ann", 1, {{{"text", "Precisely"}}}), "done");
  EXPECT_EQ(sign("Bob", 2), "done");
}

TEST_F(Agreements, WhatAllHaveSignedIsConcludedAndItsCommitmentsTakeEffectAtTheirDates) {
  EXPECT_EQ(draft({{"commitments",
                    {{{"dimension", "a.stance"}, {"level", "mid"}},
                     {{"dimension", "shared"}, {"level", "on"}, {"by", "D+1 09:00"}}}}}),
            "done");
  conclude();
  EXPECT_EQ(pact().state, exercise::Agreement::State::concluded);
  EXPECT_EQ(level("a.stance"), "mid");
  EXPECT_EQ(level("shared"), "off");
  EXPECT_FALSE(sees("c.head", R"("type":"agreement.)"));
  EXPECT_TRUE(sees("b.head", "pact-signed"));
  EXPECT_FALSE(sees("c.head", "pact-signed"));
  EXPECT_EQ(value("a-b.trust"), 8);
  EXPECT_TRUE(sees("b.aide", "posture.committed"));
  hours(24);
  EXPECT_EQ(level("shared"), "on");
  EXPECT_EQ(count("agreement.in_force"), 2U);
  EXPECT_EQ(amend("Ann", 1, {{{"text", "Too late"}}}), "conflict");
  EXPECT_EQ(sign("Bob", 1), "conflict");
  EXPECT_EQ(ask("Ann", "agreement.withdraw", {{"agreement", id}}), "conflict");
}

TEST_F(Agreements, APostureThatContradictsACommitmentIsABreachToldToThoseWhoKnowOfIt) {
  EXPECT_EQ(draft({{"commitments", {{{"dimension", "a.stance"}, {"level", "mid"}}}}}), "done");
  conclude();
  const auto lower = [&](const char* visibility) {
    (void)ask("Ann", "posture.propose",
              {{"dimension", "a.stance"}, {"level", "low"}, {"rationale", visibility}, {"visibility", visibility}});
    (void)ask("control", "posture.rule", {{"proposal", id_of("posture.proposed", "proposal")}, {"ruling", "approve"}});
  };
  lower("team");
  ASSERT_EQ(count("agreement.breached"), 1U);
  EXPECT_TRUE(sees("a.aide", "agreement.breached"));
  EXPECT_FALSE(sees("b.head", "agreement.breached"));
  EXPECT_EQ(stage.events("agreement.breached").back().data.at("team"), "a");
  (void)ask("Ann", "posture.propose", {{"dimension", "a.stance"}, {"level", "mid"}, {"rationale", "Again"}});
  (void)ask("control", "posture.rule", {{"proposal", id_of("posture.proposed", "proposal")}, {"ruling", "approve"}});
  lower("allies");
  EXPECT_EQ(count("agreement.breached"), 2U);
  EXPECT_TRUE(sees("b.head", "agreement.breached"));
  EXPECT_FALSE(sees("c.head", "agreement.breached"));
}

TEST_F(Agreements, ACommitmentThatCannotBeKeptOrContradictsAnotherIsNotSigned) {
  EXPECT_EQ(draft({{"commitments", {{{"dimension", "a.stance"}, {"level", "high"}}}}}), "done");
  conclude();
  EXPECT_EQ(draft({{"title", "Other"},
                   {"commitments", {{{"dimension", "a.stance"}, {"level", "mid"}, {"sense", "atMost"}}}}}),
            "done");
  EXPECT_EQ(sign("Ann", 1), "conflict");
  EXPECT_NE(refusal.hint.find("Pact"), std::string::npos);
  EXPECT_EQ(sign("Bob", 1), "done");  // nothing that Bob has signed binds his own delegation
  EXPECT_EQ(draft({{"title", "Third"}, {"commitments", {{{"dimension", "a.pact"}, {"level", "full"}}}}}), "done");
  EXPECT_EQ(sign("Ann", 1), "conflict");
  EXPECT_EQ(draft({{"title", "Fourth"},
                   {"commitments",
                    {{{"dimension", "a.stance"}, {"level", "low"}, {"sense", "is"}},
                     {{"dimension", "a.stance"}, {"level", "mid"}}}}}),
            "conflict");
  EXPECT_EQ(draft({{"title", "Fifth"}, {"commitments", {{{"dimension", "c.share"}, {"level", "some"}}}}}), "invalid");
  EXPECT_EQ(draft({{"title", "Sixth"}, {"commitments", {{{"dimension", "hidden.one"}, {"level", "some"}}}}}),
            "not_found");
}

TEST_F(Agreements, ADepositedAgreementIsPublicFromThenOn) {
  EXPECT_EQ(draft({{"annexes", {{{"title", "Annex"}, {"text", "Only we"}, {"to", {"b"}}}}}}), "done");
  EXPECT_EQ(ask("Ann", "agreement.deposit", {{"agreement", id}}), "conflict");
  conclude();
  EXPECT_FALSE(sees("observer", "We share"));
  EXPECT_EQ(ask("Bob", "agreement.deposit", {{"agreement", id}}), "done");
  EXPECT_EQ(ask("Ann", "agreement.deposit", {{"agreement", id}}), "conflict");
  EXPECT_TRUE(sees("observer", "We share"));
  EXPECT_FALSE(sees("c.head", "Only we"));
  EXPECT_EQ(ask("Cat", "agreement.denounce", {{"agreement", id}, {"reason", "No"}}), "forbidden");
  EXPECT_EQ(ask("Bob", "agreement.denounce", {{"agreement", id}, {"reason", "Circumstances"}}), "done");
  EXPECT_TRUE(sees("observer", "Circumstances"));
  EXPECT_EQ(pact().state, exercise::Agreement::State::denounced);
}

TEST_F(Agreements, APublicOneIsDepositedWhenItIsConcluded) {
  EXPECT_EQ(draft({{"disclosure", "public"}}), "done");
  conclude();
  EXPECT_TRUE(sees("observer", "We share"));
  const auto deposited = stage.events("agreement.deposited").back().data;
  EXPECT_EQ(deposited.at("signatures").size(), 2U);
}

TEST_F(Agreements, ControlHoldsReturnsAndAnnuls) {
  EXPECT_EQ(draft({{"commitments", {{{"dimension", "shared"}, {"level", "on"}, {"by", "D+2 09:00"}}}}}), "done");
  EXPECT_EQ(sign("Ann", 1), "done");
  EXPECT_EQ(ask("control", "agreement.hold", {{"agreement", id}, {"reason", "Let me read"}}), "done");
  EXPECT_EQ(sign("Bob", 1), "conflict");
  EXPECT_EQ(ask("control", "agreement.release", {{"agreement", id}}), "done");
  EXPECT_EQ(ask("control", "agreement.return", {{"agreement", id}, {"reason", "Unclear"}}), "done");
  EXPECT_TRUE(pact().signatures.empty());
  conclude();
  EXPECT_EQ(ask("control", "agreement.annul", {{"agreement", id}, {"reason", "Real-world reasons"}}), "done");
  hours(60);
  EXPECT_EQ(level("shared"), "off");
  EXPECT_EQ(ask("Ann", "agreement.hold", {{"agreement", id}, {"reason", "Mine"}}), "forbidden");
}

TEST_F(Agreements, WhereControlReviewsAFullySignedOneWaitsForIt) {
  Json scenario = small_scenario();
  scenario["agreements"] = {{"review", true}};
  stage = Stage(scenario);
  for (const auto& [name, place] : {std::pair{"Ann", "a.head"}, {"Bob", "b.head"}}) stage.join(name, place);
  stage.start();
  EXPECT_EQ(draft(), "done");
  conclude();
  EXPECT_EQ(pact().state, exercise::Agreement::State::completed);
  EXPECT_EQ(count("agreement.concluded"), 0U);
  EXPECT_EQ(ask("control", "agreement.confirm", {{"agreement", id}}), "done");
  EXPECT_EQ(pact().state, exercise::Agreement::State::concluded);
  EXPECT_EQ(ask("control", "agreement.confirm", {{"agreement", id}}), "conflict");
}

TEST_F(Agreements, WhatIsNoAgreementIsRefusedWithWhatToDo) {
  EXPECT_EQ(draft({{"parties", {"a"}}}), "invalid");
  EXPECT_EQ(draft({{"parties", {"b", "c"}}}), "invalid");
  EXPECT_EQ(draft({{"parties", {"a", "nobody"}}}), "invalid");
  EXPECT_EQ(draft({{"clauses", Json::array()}}), "invalid");
  EXPECT_EQ(draft({{"clauses", {std::string(5000, 'x')}}}), "invalid");
  EXPECT_EQ(draft({{"clauses", Json(std::vector<std::string>(20, std::string(3900, 'x')))}}), "invalid");
  EXPECT_EQ(draft({{"annexes", {{{"title", "T"}, {"text", "X"}, {"to", {"c"}}}}}}), "invalid");
  EXPECT_EQ(count("agreement.drafted"), 0U);
  EXPECT_EQ(draft(), "done");
  EXPECT_EQ(draft(), "conflict");  // the same at the same moment
}

}  // namespace
}  // namespace startex::test
