// What the wire says to requests that are none, and how a text stands in a frame.
#include <gtest/gtest.h>

#include "engine/frame.hpp"
#include "engine/rpc.hpp"
#include "exercise/limits.hpp"

namespace startex::engine {
namespace {

Json refusal(std::string_view text) {
  const auto decoded = rpc::decode(text);
  const auto* malformed = std::get_if<rpc::Malformed>(&decoded);
  return malformed ? Json::parse(malformed->answer) : Json();
}

int code(std::string_view text) {
  const Json answer = refusal(text);
  return answer.is_null() ? 0 : answer.at("error").at("code").get<int>();
}

TEST(Rpc, TakesARequestApart) {
  const auto decoded = rpc::decode(R"({"jsonrpc":"2.0","id":7,"method":"m","params":{"a":1,"commandId":"0b-1"}})");
  const auto* request = std::get_if<rpc::Request>(&decoded);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->id, 7);
  EXPECT_EQ(request->method, "m");
  EXPECT_EQ(request->command_id, "0b-1");
  EXPECT_EQ(request->params, (Json{{"a", 1}}));
}

TEST(Rpc, ANotificationHasNoId) {
  const auto decoded = rpc::decode(R"({"jsonrpc":"2.0","method":"m"})");
  ASSERT_TRUE(std::holds_alternative<rpc::Request>(decoded));
  EXPECT_TRUE(std::get<rpc::Request>(decoded).id.is_null());
}

TEST(Rpc, WhatIsNotJsonIsAParseError) {
  for (const auto* text : {"", "{", "nonsense", "{\"a\":1,\"a\":2}", "\xff\xfe", "{} {}"})
    EXPECT_EQ(code(text), -32700) << text;
  EXPECT_EQ(code(std::string(200, '[') + std::string(200, ']')), -32700);
  EXPECT_EQ(code("\"" + std::string(limits::message_bytes_max, 'x') + "\""), -32700);
}

TEST(Rpc, WhatIsNotARequestIsInvalid) {
  for (const auto* text : {"[]", "7", "null", "{}", R"([{"jsonrpc":"2.0","id":1,"method":"m"}])",
                           R"({"jsonrpc":"1.0","id":1,"method":"m"})", R"({"jsonrpc":"2.0","id":1})",
                           R"({"jsonrpc":"2.0","id":1,"method":7})", R"({"jsonrpc":"2.0","id":1.5,"method":"m"})",
                           R"({"jsonrpc":"2.0","id":null,"method":"m"})", R"({"jsonrpc":"2.0","id":{},"method":"m"})"})
    EXPECT_EQ(code(text), -32600) << text;
}

TEST(Rpc, ParamsThatAreNoObjectAreRefusedAndTheFieldIsNamed) {
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":1,"method":"m","params":[1]})"), -32602);
  for (const auto* id : {"7", "\"\"", "\"with space\"", "null"}) {
    const Json answer =
        refusal(R"({"jsonrpc":"2.0","id":"q","method":"m","params":{"commandId":)" + std::string(id) + "}}");
    ASSERT_FALSE(answer.is_null()) << id;
    EXPECT_EQ(answer.at("error").at("code"), -32602);
    EXPECT_EQ(answer.at("error").at("data").at("pointer"), "/commandId");
    EXPECT_EQ(answer.at("id"), "q");
  }
}

TEST(Rpc, AnAnswerIsWellFormedWhateverTheIdSays) {
  const std::string hostile = "\"},{\n\\ \x01";
  EXPECT_EQ(Json::parse(rpc::result(hostile, "{}")).at("id"), hostile);
  EXPECT_EQ(Json::parse(rpc::error(hostile, {ErrorCode::conflict, hostile, ""})).at("error").at("data").at("hint"),
            hostile);
}

TEST(Frame, SaysItsLengthInTheShortestWay) {
  struct Case {
    std::size_t size, header;
    unsigned char second;
  };
  for (const Case& c : {Case{0, 2, 0}, Case{125, 2, 125}, Case{126, 4, 126}, Case{65535, 4, 126}, Case{65536, 10, 127},
                        Case{70000, 10, 127}}) {
    const auto frame = text_frame(std::string(c.size, 'x'));
    ASSERT_EQ(frame->size(), c.header + c.size);
    EXPECT_EQ(static_cast<unsigned char>((*frame)[0]), 0x81);
    EXPECT_EQ(static_cast<unsigned char>((*frame)[1]), c.second);
    if (c.header == 2) continue;
    std::size_t length = 0;
    for (std::size_t i = 2; i < c.header; ++i) length = length << 8 | static_cast<unsigned char>((*frame)[i]);
    EXPECT_EQ(length, c.size);
  }
}

}  // namespace
}  // namespace startex::engine
