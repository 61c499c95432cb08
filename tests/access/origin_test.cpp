// Which pages may act with somebody's session: this server's own, the ones the operator named, and no other.
#include "access/origin.hpp"

#include <gtest/gtest.h>

namespace startex::access {
namespace {

const std::vector<std::string> named{"https://class.example.org", "http://localhost:5173"};

struct Form {
  const char* origin;  // null: no such header
  const char* host;
  bool good;  // whether a page with this Origin may act with a cookie
};

OriginFacts facts_of(const Form& form) {
  OriginFacts facts;
  if (form.origin) facts.origin = form.origin;
  facts.host = form.host;
  return facts;
}

const Form forms[] = {
    {"http://play.example.org", "play.example.org", true},
    {"https://play.example.org", "play.example.org", true},
    {"https://play.example.org:8443", "play.example.org:8443", true},
    {"HTTPS://Play.Example.ORG", "play.example.org", true},
    {"http://127.0.0.1:8080", "127.0.0.1:8080", true},
    {"http://[::1]:8080", "[::1]:8080", true},
    {"https://class.example.org", "play.example.org", true},
    {"https://CLASS.example.org", "play.example.org", true},
    {"http://localhost:5173", "127.0.0.1:8080", true},

    {"null", "play.example.org", false},
    {"", "play.example.org", false},
    {nullptr, "play.example.org", false},
    {"http://play.example.org:8081", "play.example.org", false},
    {"http://play.example.org", "play.example.org:8080", false},
    {"https://play.example.org.evil.example", "play.example.org", false},
    {"https://evil-play.example.org", "play.example.org", false},
    {"https://evil.example/play.example.org", "play.example.org", false},
    {"https://play.example.org@evil.example", "play.example.org", false},
    {"https://evil.example#play.example.org", "play.example.org", false},
    {"https://example.org", "play.example.org", false},
    {"https://play.example.org.", "play.example.org", false},
    {"https://play.example.org/", "play.example.org", false},
    {"https://xn--ply-6na.example.org", "play.example.org", false},
    {"https://pl\xC3\xA0y.example.org", "play.example.org", false},
    {"http://[::2]:8080", "[::1]:8080", false},
    {"http://[0:0:0:0:0:0:0:1]:8080", "[::1]:8080", false},
    {"http://localhost:8080", "127.0.0.1:8080", false},
    {"ws://play.example.org", "play.example.org", false},
    {"file://play.example.org", "play.example.org", false},
    {"play.example.org", "play.example.org", false},
    {"//play.example.org", "play.example.org", false},
    {"http://", "", false},
    {"https://play.example.org https://evil.example", "play.example.org", false},
    {"https://class.example.org:444", "play.example.org", false},
    {"http://class.example.org", "play.example.org", false},
    {"https://class.example.org.evil.example", "play.example.org", false},
    {"https://localhost:5173", "127.0.0.1:8080", false},
};

TEST(Origin, ACookieActsOnlyForAGoodPage) {
  for (const auto& form : forms) {
    auto facts = facts_of(form);
    facts.has_cookie = true;
    facts.changes = true;
    EXPECT_EQ(allowed_origin(facts, named), form.good) << (form.origin ? form.origin : "none") << " at " << form.host;
  }
}

TEST(Origin, ACookieOpensASocketOnlyForAGoodPage) {
  for (const auto& form : forms) {
    auto facts = facts_of(form);
    facts.has_cookie = true;
    facts.changes = facts.upgrade = true;
    EXPECT_EQ(allowed_origin(facts, named), form.good) << (form.origin ? form.origin : "none") << " at " << form.host;
  }
}

TEST(Origin, NobodyIsSignedInFromAForeignPage) {
  for (const auto& form : forms) {
    auto facts = facts_of(form);
    facts.changes = true;
    EXPECT_EQ(allowed_origin(facts, named), form.good || !form.origin)
        << (form.origin ? form.origin : "none") << " at " << form.host;
  }
}

TEST(Origin, AProgramWithABearerTokenNeedsNoOrigin) {
  OriginFacts facts;
  facts.host = "play.example.org";
  facts.has_bearer = facts.changes = facts.upgrade = true;
  EXPECT_TRUE(allowed_origin(facts, named));
}

TEST(Origin, AForeignPageWithABearerTokenMayCallButOpensNoSocket) {
  for (const auto& form : forms) {
    if (!form.origin) continue;
    auto facts = facts_of(form);
    facts.has_bearer = facts.changes = true;
    EXPECT_TRUE(allowed_origin(facts, named)) << form.origin;
    facts.upgrade = true;
    EXPECT_EQ(allowed_origin(facts, named), form.good) << form.origin;
  }
}

TEST(Origin, WithoutAnOriginTheBrowsersWordDecidesForACookie) {
  OriginFacts facts;
  facts.host = "play.example.org";
  facts.has_cookie = facts.changes = true;
  for (const auto* site : {"same-site", "cross-site", "none", "", "Same-Origin", "same-origin "}) {
    facts.sec_fetch_site = site;
    EXPECT_FALSE(allowed_origin(facts, named)) << site;
  }
  facts.sec_fetch_site = "same-origin";
  EXPECT_TRUE(allowed_origin(facts, named));
}

TEST(Origin, TheBrowsersWordMakesNoForeignOriginGood) {
  OriginFacts facts{.origin = "https://evil.example",
                    .sec_fetch_site = "same-origin",
                    .host = "play.example.org",
                    .has_cookie = true,
                    .changes = true};
  EXPECT_FALSE(allowed_origin(facts, named));
}

TEST(Origin, ReadingIsTheBrowsersToGuard) {
  for (const auto& form : forms) {
    auto facts = facts_of(form);
    facts.has_cookie = true;
    EXPECT_TRUE(allowed_origin(facts, named));
  }
}

TEST(Origin, AnEmptyNameAllowsNobody) {
  OriginFacts facts{
      .origin = "https://evil.example", .sec_fetch_site = {}, .host = "", .has_cookie = true, .changes = true};
  EXPECT_FALSE(allowed_origin(facts, {""}));
  EXPECT_FALSE(allowed_origin(facts, {"*"}));
}

}  // namespace
}  // namespace startex::access
