// Requests that two programs could read differently are refused with 400 and the connection ends, so that nothing
// behind them is ever taken for a request.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "net/raw_socket.hpp"
#include "net/request_head.hpp"
#include "net/test_server.hpp"

namespace startex::net::test {
namespace {

using namespace std::string_literals;

const std::string smuggled = "GET /echo?smuggled HTTP/1.1\r\nHost: here\r\n\r\n";

struct Sample {
  const char* name;
  std::string request;
};

void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.name; }

std::vector<Sample> samples() {
  const std::string post = "POST /echo HTTP/1.1\r\nHost: here\r\n";
  const std::string reading = "GET /echo HTTP/1.1\r\nHost: here\r\n";
  return {
      {"LengthAndChunked", post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"ChunkedAndLength", post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"},
      {"TwoLengths", post + "Content-Length: 0\r\nContent-Length: 44\r\n\r\n"},
      {"TwoEqualLengths", post + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n"},
      {"LengthList", post + "Content-Length: 0, 0\r\n\r\n"},
      {"SignedLength", post + "Content-Length: +0\r\n\r\n"},
      {"NegativeLength", post + "Content-Length: -1\r\n\r\n"},
      {"HexLength", post + "Content-Length: 0x0\r\n\r\n"},
      {"EmptyLength", post + "Content-Length: \r\n\r\n"},
      {"HugeLength", post + "Content-Length: 18446744073709551616\r\n\r\n"},
      {"TwoEncodings", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"},
      {"EncodingList", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
      {"EncodingTwice", post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"},
      {"EncodingIdentity", post + "Transfer-Encoding: identity\r\n\r\n"},
      {"EncodingUnknown", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"},
      {"EncodingWithParameter", post + "Transfer-Encoding: chunked;x=1\r\n\r\n0\r\n\r\n"},
      {"EncodingWithVerticalTab", post + "Transfer-Encoding: \x0b"s + "chunked\r\n\r\n0\r\n\r\n"},
      {"EncodingInOldVersion", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"FoldedLine", reading + "X-A: b\r\n c\r\n\r\n"},
      {"FoldedEncoding", post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"},
      {"BlankBeforeFirstHeader", "GET /echo HTTP/1.1\r\n Host: here\r\n\r\n"},
      {"SpaceBeforeColon", post + "Content-Length : 0\r\n\r\n"},
      {"TabBeforeColon", post + "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n"},
      {"NoColon", reading + "Nonsense\r\n\r\n"},
      {"NoName", reading + ": x\r\n\r\n"},
      {"ControlInName", reading + "X\x01Y: x\r\n\r\n"},
      {"NulInValue", reading + "X: a\0b\r\n\r\n"s},
      {"BareCarriageReturn", reading + "X: a\rY: b\r\n\r\n"},
      {"BareLineFeeds", "GET /echo HTTP/1.1\nHost: here\n\n"},
      {"BareLineFeedInHead", reading + "X: a\nTransfer-Encoding: chunked\r\n\r\n"},
      {"EmptyLineInFront", "\r\n" + reading + "\r\n"},
      {"TwoHosts", reading + "Host: there\r\n\r\n"},
      {"NoHost", "GET /echo HTTP/1.1\r\n\r\n"},
      {"TwoAuthorizations", reading + "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n"},
      {"TwoOrigins", reading + "Origin: http://a\r\nOrigin: http://b\r\n\r\n"},
      {"TwoCookies", reading + "Cookie: a=1\r\nCookie: a=2\r\n\r\n"},
      {"BadChunkSize", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"},
      {"NegativeChunkSize", post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n"},
      {"PrefixedChunkSize", post + "Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n"},
      {"EmptyChunkSize", post + "Transfer-Encoding: chunked\r\n\r\n\r\na\r\n0\r\n\r\n"},
      {"HugeChunkSize", post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"},
      {"ChunkWithoutEnd", post + "Transfer-Encoding: chunked\r\n\r\n1\r\naa\r\n0\r\n\r\n"},
      {"ChunkWithBareLineFeed", post + "Transfer-Encoding: chunked\r\n\r\n1\na\n0\n\n"},
      {"EndlessChunkExtension", post + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(20'000, 'x')},
      {"AbsoluteTarget", "GET http://here/echo HTTP/1.1\r\nHost: here\r\n\r\n"},
      {"AuthorityTarget", "CONNECT here:80 HTTP/1.1\r\nHost: here\r\n\r\n"},
      {"AsteriskTarget", "OPTIONS * HTTP/1.1\r\nHost: here\r\n\r\n"},
      {"TabsInRequestLine", "GET\t/echo\tHTTP/1.1\r\nHost: here\r\n\r\n"},
      {"SpaceInTarget", "GET /echo /x HTTP/1.1\r\nHost: here\r\n\r\n"},
      {"VersionTwo", "GET /echo HTTP/2.0\r\nHost: here\r\n\r\n"},
      {"VersionOneTwo", "GET /echo HTTP/1.2\r\nHost: here\r\n\r\n"},
      {"VersionZeroNine", "GET /echo\r\n\r\n"},
      {"LowerCaseVersion", "GET /echo http/1.1\r\nHost: here\r\n\r\n"},
      {"NoMethod", " /echo HTTP/1.1\r\nHost: here\r\n\r\n"},
      {"TlsHello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s},
      {"QueryNameTwice", "GET /echo?as=us&as=control HTTP/1.1\r\nHost: here\r\n\r\n"},
  };
}

class Smuggling : public testing::TestWithParam<Sample> {};

TEST_P(Smuggling, IsRefusedAndNothingBehindItIsServed) {
  TestServer server;
  RawSocket socket(server.port());
  socket.send(GetParam().request + smuggled);
  const std::string all = socket.read_to_end();
  EXPECT_EQ(status_of(all), 400) << all;
  EXPECT_EQ(all.find("smuggled"), std::string::npos) << all;
  EXPECT_EQ(all.find("\r\nHTTP/1.1"), std::string::npos) << all;
  EXPECT_EQ(all.find("}HTTP/1.1"), std::string::npos) << all;
  EXPECT_NE(all.find("\"code\":\"request_malformed\""), std::string::npos) << all;
}

INSTANTIATE_TEST_SUITE_P(Requests, Smuggling, testing::ValuesIn(samples()),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(Requests, AnotherExpectationThanToBeInvitedIsRefused) {
  TestServer server;
  RawSocket socket(server.port());
  socket.send("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\nExpect: cake\r\n\r\n");
  EXPECT_EQ(status_of(socket.read_response()), 417);
}

TEST(Requests, TrailersNeverBecomeHeaders) {
  TestServer server;
  RawSocket socket(server.port());
  socket.send(
      "POST /echo HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Forwarded-For: 9.9.9.9\r\n\r\n");
  const auto response = socket.read_response();
  EXPECT_EQ(status_of(response), 200);
  EXPECT_NE(response.find("\"loopback\":true"), std::string::npos) << response;
}

TEST(Target, IsDecodedOnce) {
  EXPECT_EQ(parse_target("/a%20b/%C3%A9?x=%2B+y&flag&=n")->path, "/a b/é");
  EXPECT_EQ(parse_target("/a%20b/%C3%A9?x=%2B+y&flag")->query.at("x"), "+ y");
  EXPECT_EQ(parse_target("/?flag")->query.at("flag"), "");
  EXPECT_EQ(parse_target("/%252e%252e/x")->path, "/%2e%2e/x");
}

TEST(Target, WhatCouldClimbOrHideIsRefused) {
  for (const auto* target : {"",           "x",         "/../x",  "/a/..",           "/./x",   "/%2e%2e/x",  "/.%2E/x",
                             "/a%2fb",     "/a%2Fb",    "/a%5cb", "/a\\b",           "/a%00b", "/a%0ab",     "/a%7f",
                             "/a%",        "/a%4",      "/a%zz",  "/%c0%ae%c0%ae/x", "/%ff",   "/%ed%a0%80", "/a#b",
                             "/a b",       "/\xc3\xa9", "//\t",   "http://here/",    "*",      "/x?a=%zz",   "/x?a=%00",
                             "/x?a=1&a=2", "/x?%ff=1"}) {
    EXPECT_FALSE(parse_target(target).has_value()) << target;
  }
}

TEST(Head, IsCompleteOnlyWithItsEmptyLine) {
  const std::string head = "GET / HTTP/1.1\r\nHost: here\r\n\r\n";
  for (std::size_t size = 0; size < head.size(); ++size) {
    EXPECT_EQ(scan_head(head.substr(0, size), 8192), HeadState::incomplete) << size;
  }
  EXPECT_EQ(scan_head(head, 8192), HeadState::complete);
  EXPECT_EQ(scan_head(head, head.size()), HeadState::complete);
  EXPECT_EQ(scan_head(head, head.size() - 1), HeadState::too_large);
  EXPECT_EQ(scan_head(std::string(8192, 'x'), 8192), HeadState::too_large);
}

}  // namespace
}  // namespace startex::net::test
