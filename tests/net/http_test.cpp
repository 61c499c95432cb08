// What an HTTP client may rely on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "json/json.hpp"
#include "net/raw_socket.hpp"
#include "net/test_server.hpp"
#include "support/client.hpp"

namespace startex::net::test {
namespace {

using startex::test::HttpClient;
using startex::test::HttpReply;
using testing::HasSubstr;

Json json_of(const std::string& text) { return json::parse(text, {.bytes_max = 8 * 1024 * 1024}).value(); }

TEST(Http, TheHandlerSeesMethodPathQueryBodyAndWhoAsks) {
  TestServer server;
  HttpClient client("127.0.0.1", server.port());
  const auto reply = client.request("POST", "/echo?as=control&note=a%20b+c%26", {}, "{\"x\":1}");
  EXPECT_EQ(reply.status, 200);
  const Json echo = json_of(reply.body);
  EXPECT_EQ(echo["method"], "POST");
  EXPECT_EQ(echo["path"], "/echo");
  EXPECT_EQ(echo["query"], (Json{{"as", "control"}, {"note", "a b c&"}}));
  EXPECT_EQ(echo["body"], "{\"x\":1}");
  EXPECT_EQ(echo["remote"], "127.0.0.1");
  EXPECT_EQ(echo["loopback"], true);
}

TEST(Http, EveryAnswerCarriesTheSecurityHeaders) {
  TestServer server;
  HttpClient client("127.0.0.1", server.port());
  for (const auto* path : {"/echo", "/missing"}) {
    const auto reply = client.request("GET", path);
    EXPECT_EQ(reply.headers.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(reply.headers.at("referrer-policy"), "no-referrer");
    EXPECT_EQ(reply.headers.at("cache-control"), "no-store");
    EXPECT_EQ(reply.headers.at("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
  }
}

TEST(Http, OneConnectionServesManyRequests) {
  TestServer server;
  RawSocket socket(server.port());
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(socket.send("GET /echo?i=" + std::to_string(i) + " HTTP/1.1\r\nHost: here\r\n\r\n"));
    const auto response = socket.read_response();
    ASSERT_EQ(status_of(response), 200);
    ASSERT_EQ(json_of(body_of(response))["query"]["i"], std::to_string(i));
  }
  EXPECT_EQ(server.server().connections(), 1U);
}

TEST(Http, PipelinedRequestsAreAnsweredInOrder) {
  TestServer server;
  RawSocket socket(server.port());
  std::string all;
  for (int i = 0; i < 40; ++i) {
    all += "POST /echo?i=" + std::to_string(i) + " HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\nhello";
  }
  socket.send(all);
  for (int i = 0; i < 40; ++i) {
    const Json echo = json_of(body_of(socket.read_response()));
    ASSERT_EQ(echo["query"]["i"], std::to_string(i));
    ASSERT_EQ(echo["body"], "hello");
  }
}

TEST(Http, ARequestMayArriveByteByByte) {
  TestServer server;
  RawSocket socket(server.port());
  const std::string text =
      "POST /echo HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
  for (const char c : text) socket.send({&c, 1});
  const auto response = socket.read_response();
  EXPECT_EQ(json_of(body_of(response))["body"], "abcde");
}

TEST(Http, HeadGivesTheLengthWithoutTheBody) {
  TestServer server;
  RawSocket socket(server.port());
  socket.send("HEAD /big HTTP/1.1\r\nHost: here\r\n\r\nGET /echo HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
  const auto all = socket.read_to_end();
  EXPECT_THAT(all, HasSubstr("Content-Length: 4194304\r\n"));
  EXPECT_LT(all.size(), 2000U);
  EXPECT_THAT(all, HasSubstr("\"method\":\"GET\""));
}

TEST(Http, AStatusWithoutABodyHasNone) {
  TestServer server;
  RawSocket socket(server.port());
  socket.send("DELETE /nothing HTTP/1.1\r\nHost: here\r\n\r\n");
  const auto response = socket.read_response();
  EXPECT_EQ(status_of(response), 204);
  EXPECT_EQ(response.find("Content-Length"), std::string::npos);
  EXPECT_EQ(response.find("\r\nContent-Type"), std::string::npos);
}

TEST(Http, ALargeAnswerReachesASlowReaderWhole) {
  TestServer server;
  RawSocket socket(server.port(), 2048);
  socket.send("GET /big HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
  const auto all = socket.read_to_end(std::chrono::seconds(20));
  EXPECT_EQ(body_of(all), std::string(4 * 1024 * 1024, 'b'));
}

TEST(Http, TheAnswerMayComeFromAnyThreadAndCountsOnce) {
  TestServer server;
  HttpClient client("127.0.0.1", server.port());
  EXPECT_EQ(client.request("GET", "/thread").status, 200);
  EXPECT_EQ(client.request("GET", "/twice").status, 200);
  EXPECT_EQ(json_of(client.request("GET", "/echo").body)["path"], "/echo");
}

TEST(Http, AHandlerThatDropsItsReplyGivesA500) {
  TestServer server;
  HttpClient client("127.0.0.1", server.port());
  const auto reply = client.request("GET", "/drop");
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(json_of(reply.body)["code"], "internal");
}

TEST(Http, AClientThatAsksLeaveToSendIsInvited) {
  TestServer server;
  RawSocket socket(server.port());
  socket.send("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(status_of(socket.read_response()), 100);
  socket.send("ok");
  EXPECT_EQ(json_of(body_of(socket.read_response()))["body"], "ok");
}

TEST(Http, AnOldClientIsServedOnceAndClosed) {
  TestServer server;
  RawSocket socket(server.port());
  socket.send("GET /echo HTTP/1.0\r\n\r\n");
  EXPECT_EQ(status_of(socket.read_to_end()), 200);
}

TEST(Http, TheAddressBehindAProxyCountsOnlyFromTheTrustedOne) {
  const startex::test::Headers forwarded{{"X-Forwarded-For", "203.0.113.1, 198.51.100.7"}};
  TestServer untrusting;
  const Json plain = json_of(HttpClient("127.0.0.1", untrusting.port()).request("GET", "/echo", forwarded).body);
  EXPECT_EQ(plain["remote"], "127.0.0.1");
  EXPECT_EQ(plain["loopback"], false);  // somebody behind a proxy here is not a program on this machine

  Options options;
  options.trusted_proxy = "127.0.0.1";
  TestServer trusting(options);
  HttpClient client("127.0.0.1", trusting.port());
  const Json real = json_of(client.request("GET", "/echo", forwarded).body);
  EXPECT_EQ(real["remote"], "198.51.100.7");
  EXPECT_EQ(real["loopback"], false);
  const Json forged = json_of(client.request("GET", "/echo", {{"X-Forwarded-For", "<script>"}}).body);
  EXPECT_EQ(forged["remote"], "127.0.0.1");
}

TEST(Http, ABodyBeyondTheLimitGives413AndNoMemory) {
  TestServer server;
  HttpClient client("127.0.0.1", server.port());
  EXPECT_EQ(client.request("POST", "/echo", {}, std::string(1024 * 1024, 'x')).status, 200);
  RawSocket announced(server.port());
  announced.send("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 1099511627776\r\n\r\n");
  const auto refused = announced.read_response();
  EXPECT_EQ(status_of(refused), 413);
  EXPECT_EQ(json_of(body_of(refused))["code"], "too_large");
  EXPECT_THAT(refused, HasSubstr("Content-Type: application/problem+json"));

  RawSocket chunked(server.port());
  chunked.send("POST /echo HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(65'536, 'x') + "\r\n";
  for (int i = 0; i < 17 && chunked.send(chunk); ++i) {
  }
  EXPECT_EQ(status_of(chunked.read_response()), 413);
}

TEST(Http, AHeadBeyondTheLimitGives431) {
  TestServer server;
  RawSocket socket(server.port());
  socket.send("GET /echo HTTP/1.1\r\nHost: here\r\nX-Long: " + std::string(9000, 'x') + "\r\n\r\n");
  EXPECT_EQ(status_of(socket.read_response()), 431);
  EXPECT_TRUE(socket.closed_within(std::chrono::seconds(5)));
}

TEST(Http, MethodsNobodyHasHeardOfReachTheHandler) {
  TestServer server;
  HttpClient client("127.0.0.1", server.port());
  EXPECT_EQ(json_of(client.request("BREW", "/echo").body)["method"], "BREW");
}

TEST(Http, ASlowHeadIsCutWith408) {
  Options options;
  options.header_time = std::chrono::milliseconds(200);
  TestServer server(options);
  RawSocket half(server.port());
  half.send("GET /echo HTTP/1.1\r\nHo");
  EXPECT_EQ(status_of(half.read_response()), 408);
  EXPECT_TRUE(half.closed_within(std::chrono::seconds(5)));
}

TEST(Http, ASlowBodyIsCutWith408) {
  Options options;
  options.body_time = std::chrono::milliseconds(200);
  TestServer server(options);
  RawSocket half(server.port());
  half.send("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(status_of(half.read_response()), 408);
}

TEST(Http, AKeptConnectionThatStaysSilentIsClosedWithoutAWord) {
  Options options;
  options.keep_alive = std::chrono::milliseconds(200);
  TestServer server(options);
  RawSocket socket(server.port());
  socket.send("GET /echo HTTP/1.1\r\nHost: here\r\n\r\n");
  EXPECT_EQ(status_of(socket.read_response()), 200);
  EXPECT_EQ(socket.read_to_end(), "");
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
}

TEST(Http, AReaderWhoStopsReadingIsCut) {
  Options options;
  options.write_stall = std::chrono::milliseconds(300);
  TestServer server(options);
  RawSocket socket(server.port(), 2048);
  socket.send("GET /big HTTP/1.1\r\nHost: here\r\n\r\n");
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 1; }));
  EXPECT_TRUE(eventually([&] { return server.server().connections() == 0; }));
}

}  // namespace
}  // namespace startex::net::test
