// The session's cookie: no script reads it, no other site sends it, and only a whole one counts.
#include "access/session_cookie.hpp"

#include <gtest/gtest.h>

#include "access/tokens.hpp"

namespace startex::access {
namespace {

TEST(SessionCookie, IsForTheBrowserAndThisSiteOnly) {
  EXPECT_EQ(session_cookie("abc"), "startex_session=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200");
}

TEST(SessionCookie, UnderTlsGoesOverTlsOnlyAndIsBoundToTheHost) {
  EXPECT_EQ(session_cookie("abc", Transport::tls),
            "__Host-startex_session=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure");
}

TEST(SessionCookie, IsClearedWithTheAttributesItWasSetWith) {
  EXPECT_EQ(clear_session_cookie(), "startex_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
  EXPECT_EQ(clear_session_cookie(Transport::tls),
            "__Host-startex_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure");
}

TEST(SessionCookie, WhatWasSetIsFoundAgain) {
  for (const auto transport : {Transport::plain, Transport::tls}) {
    const auto token = new_token();
    const auto set = session_cookie(token, transport);
    const auto sent = set.substr(0, set.find(';'));
    EXPECT_EQ(session_from_cookie(sent), token);
    EXPECT_EQ(session_from_cookie("theme=dark; " + sent + "; lang=ko"), token);
    EXPECT_EQ(session_from_cookie("theme=dark;" + sent), token);
  }
}

TEST(SessionCookie, TheOneThatCameOverTlsGoesFirst) {
  EXPECT_EQ(session_from_cookie("startex_session=planted; __Host-startex_session=mine"), "mine");
  EXPECT_EQ(session_from_cookie("__Host-startex_session=mine; startex_session=planted"), "mine");
}

TEST(SessionCookie, WhatStandsTwiceIsNoSession) {
  EXPECT_EQ(session_from_cookie("startex_session=mine; startex_session=planted"), std::nullopt);
  EXPECT_EQ(session_from_cookie("startex_session=mine; startex_session=mine"), std::nullopt);
  EXPECT_EQ(session_from_cookie("__Host-startex_session=a; __Host-startex_session=b; startex_session=c"), std::nullopt);
}

TEST(SessionCookie, WhatIsNotWholeIsNoSession) {
  for (const auto* header : {"",
                             ";",
                             "; ;",
                             "=",
                             "startex_session",
                             "startex_session=",
                             "startex_session;=abc",
                             "startex_session =abc",
                             "Startex_Session=abc",
                             "xstartex_session=abc",
                             "startex_session2=abc",
                             "a=startex_session=abc",
                             "startex_session=\"abc\"",
                             "startex_session=abc def",
                             "startex_session=abc ",
                             "startex_session= abc",
                             "startex_session=a,b",
                             "startex_session=a%20b",
                             "startex_session=a=b",
                             "\tstartex_session=abc",
                             "startex_session=abc\r\nX: y",
                             "__host-startex_session=abc",
                             "__Secure-startex_session=abc"})
    EXPECT_EQ(session_from_cookie(header), std::nullopt) << header;
  EXPECT_EQ(session_from_cookie(std::string_view("startex_session=a\0b", 19)), std::nullopt);
  EXPECT_EQ(session_from_cookie("startex_session=" + std::string(201, 'a')), std::nullopt);
}

}  // namespace
}  // namespace startex::access
