// Every fault in a field is one sentence with its place, and no wrong value gets through.
#include "json/reader.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <ostream>

namespace startex::json {

bool operator==(const Fault& a, const Fault& b) { return a.pointer == b.pointer && a.message == b.message; }
void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.pointer << ": " << fault.message; }

namespace {

// The fault after `read` has read from `text` at "/params".
std::optional<Fault> fault_of(std::string_view text, const std::function<void(Reader&)>& read) {
  const Json object = parse(text).value();
  Reader in(object, "/params");
  read(in);
  return in.finish();
}

Fault at_x(std::string message) { return {"/params/x", std::move(message)}; }

TEST(Reader, AnObjectIsExpected) {
  for (const auto* text : {"[]", "null", "1", "\"x\"", "[{\"x\":1}]"}) {
    const auto read = [](Reader& in) {
      EXPECT_EQ(in.text("x", 10), "");
      EXPECT_EQ(in.integer("x", 3, 9), 3);
      EXPECT_FALSE(in.has("x"));
    };
    EXPECT_EQ(fault_of(text, read), (Fault{"/params", "An object is expected here."})) << text;
  }
}

TEST(Reader, AMissingFieldIsAFaultUnlessItIsOptional) {
  const Fault missing = at_x("This field is missing.");
  EXPECT_EQ(fault_of("{}", [](Reader& in) { in.text("x", 10); }), missing);
  EXPECT_EQ(fault_of("{}", [](Reader& in) { in.choice("x", {"a"}); }), missing);
  EXPECT_EQ(fault_of("{}", [](Reader& in) { in.number("x", 0, 1); }), missing);
  EXPECT_EQ(fault_of("{}", [](Reader& in) { in.integer("x", 0, 1); }), missing);
  EXPECT_EQ(fault_of("{}", [](Reader& in) { in.texts("x", 2, 10); }), missing);
  for (const auto* text : {"{}", R"({"x":null})"})
    EXPECT_EQ(fault_of(text,
                       [](Reader& in) {
                         EXPECT_EQ(in.optional_text("x", 10), std::nullopt);
                         EXPECT_EQ(in.optional_choice("x", {"a"}), std::nullopt);
                         EXPECT_EQ(in.optional_integer("x", 0, 1), std::nullopt);
                         EXPECT_TRUE(in.flag("x", true));
                       }),
              std::nullopt);
}

TEST(Reader, AFieldThatNobodyAskedForIsAFault) {
  const auto read = [](Reader& in) { in.text("x", 10); };
  EXPECT_EQ(fault_of(R"({"x":"a","y":1})", read), (Fault{"/params/y", "This field is not known here; leave it out."}));
  EXPECT_EQ(fault_of(R"({"x":"a","a/b":1})", read),
            (Fault{"/params/a~1b", "This field is not known here; leave it out."}));
  EXPECT_EQ(fault_of(R"({"x":"a","y":1})", [&](Reader& in) { read(in), in.ignore("y"); }), std::nullopt);
}

TEST(Reader, TextIsTextOfSomeLength) {
  const auto read = [](Reader& in) { in.text("x", 4); };
  for (const auto* text : {R"({"x":"a"})", R"({"x":"한국한국"})", R"({"x":" a "})"})
    EXPECT_EQ(fault_of(text, read), std::nullopt) << text;
  for (const auto* text : {R"({"x":1})", R"({"x":null})", R"({"x":["a"]})", R"({"x":{}})", R"({"x":true})"})
    EXPECT_EQ(fault_of(text, read), at_x("Text is expected here.")) << text;
  for (const auto* text : {R"({"x":""})", R"({"x":"  "})", R"({"x":"\n\t\r "})"})
    EXPECT_EQ(fault_of(text, read), at_x("Text is expected here, not only blanks.")) << text;
  EXPECT_EQ(fault_of(R"({"x":"abcde"})", read), at_x("The text is too long: 4 characters at most."));
  EXPECT_EQ(fault_of(R"({"x":"a\u0000b"})", read), at_x("The text holds a character that cannot be kept (NUL)."));
  EXPECT_EQ(fault_of(R"({"x":7})", [](Reader& in) { EXPECT_EQ(in.optional_text("x", 4), ""); }),
            at_x("Text is expected here."));
}

TEST(Reader, AChoiceIsOneOfItsWordsAndNothingNearIt) {
  const Fault fault = at_x("One of these is expected here: open, held.");
  for (const auto* text : {R"({"x":"Open"})", R"({"x":"open "})", R"({"x":""})", R"({"x":0})", R"({"x":["open"]})"}) {
    EXPECT_EQ(fault_of(text, [](Reader& in) { EXPECT_EQ(in.choice("x", {"open", "held"}), ""); }), fault) << text;
    EXPECT_EQ(fault_of(text,
                       [](Reader& in) {
                         EXPECT_EQ(in.optional_choice("x", {"open", "held"}), std::nullopt);
                       }),
              fault)
        << text;
  }
  EXPECT_EQ(fault_of(R"({"x":"held"})",
                     [](Reader& in) {
                       EXPECT_EQ(in.choice("x", {"open", "held"}), "held");
                     }),
            std::nullopt);
}

TEST(Reader, ANullIsNoChoiceWhereOneIsRequired) {
  EXPECT_TRUE(fault_of(R"({"x":null})", [](Reader& in) { in.choice("x", {"open"}); }));
  EXPECT_TRUE(fault_of(R"({"x":null})", [](Reader& in) { in.integer("x", 0, 1); }));
}

TEST(Reader, ANumberStaysInItsRange) {
  const auto read = [](Reader& in) {
    const double number = in.number("x", 0.1, 10000);
    EXPECT_GE(number, 0.1);
    EXPECT_LE(number, 10000);
  };
  for (const auto* text : {R"({"x":0.1})", R"({"x":1})", R"({"x":10000})"})
    EXPECT_EQ(fault_of(text, read), std::nullopt) << text;
  for (const auto* text : {R"({"x":0.09})", R"({"x":10000.5})", R"({"x":-1})", R"({"x":18446744073709551615})",
                           R"({"x":1e300})", R"({"x":"1"})", R"({"x":null})", R"({"x":true})"})
    EXPECT_EQ(fault_of(text, read), at_x("A number from 0.1 to 10000.0 is expected here.")) << text;
}

TEST(Reader, AWholeNumberIsWholeAndStaysInItsRange) {
  const auto read = [](Reader& in) {
    const auto number = in.integer("x", 1, 3600);
    EXPECT_GE(number, 1);
    EXPECT_LE(number, 3600);
  };
  for (const auto* text : {R"({"x":1})", R"({"x":3600})"}) EXPECT_EQ(fault_of(text, read), std::nullopt) << text;
  for (const auto* text : {R"({"x":0})", R"({"x":3601})", R"({"x":-1})", R"({"x":3.9})", R"({"x":3.0})", R"({"x":1e2})",
                           R"({"x":true})", R"({"x":"3"})", R"({"x":9223372036854775808})",
                           R"({"x":18446744073709551615})", R"({"x":18446744073709551616})"})
    EXPECT_EQ(fault_of(text, read), at_x("A whole number from 1 to 3600 is expected here.")) << text;
}

TEST(Reader, WholeNumbersAreExactToTheirEnds) {
  const auto read = [](std::int64_t wanted) {
    return [wanted](Reader& in) { EXPECT_EQ(in.integer("x", INT64_MIN, INT64_MAX), wanted); };
  };
  EXPECT_EQ(fault_of(R"({"x":9007199254740993})", read(9007199254740993)), std::nullopt);
  EXPECT_EQ(fault_of(R"({"x":9223372036854775807})", read(INT64_MAX)), std::nullopt);
  EXPECT_EQ(fault_of(R"({"x":-9223372036854775808})", read(INT64_MIN)), std::nullopt);
  EXPECT_TRUE(fault_of(R"({"x":9223372036854775808})", read(INT64_MIN)));
  EXPECT_TRUE(fault_of(R"({"x":-9223372036854775809})", read(INT64_MIN)));
}

TEST(Reader, AFlagIsTrueOrFalse) {
  for (const auto* text : {R"({"x":1})", R"({"x":0})", R"({"x":"true"})", R"({"x":[]})"})
    EXPECT_EQ(fault_of(text, [](Reader& in) { in.flag("x"); }), at_x("true or false is expected here.")) << text;
  EXPECT_EQ(fault_of(R"({"x":true})", [](Reader& in) { EXPECT_TRUE(in.flag("x")); }), std::nullopt);
}

TEST(Reader, AListOfTextsIsBoundedInCountAndLength) {
  const auto read = [](Reader& in) { in.texts("x", 2, 4); };
  EXPECT_EQ(fault_of(R"({"x":["a","bcde"]})", read), std::nullopt);
  for (const auto* text : {R"({"x":[]})", R"({"x":["a","b","c"]})", R"({"x":"a"})", R"({"x":null})", R"({"x":{}})"})
    EXPECT_EQ(fault_of(text, read), at_x("A list of 1 to 2 texts is expected here.")) << text;
  EXPECT_EQ(fault_of(R"({"x":["a",1]})", read), at_x("Text is expected here."));
  EXPECT_EQ(fault_of(R"({"x":["a","abcde"]})", read), at_x("The text is too long: 4 characters at most."));
}

TEST(Reader, TheFirstFaultIsTheOneThatIsTold) {
  const auto read = [](Reader& in) {
    in.text("b", 10);
    in.text("a", 10);
    in.fault("c", "never told");
  };
  EXPECT_EQ(fault_of(R"({"a":1,"b":2,"z":3})", read), (Fault{"/params/b", "Text is expected here."}));
}

TEST(Reader, TheCallersOwnFaultHasItsPlaceToo) {
  EXPECT_EQ(fault_of(R"({"x":"a"})", [](Reader& in) { in.text("x", 9), in.fault("x", "No such channel."); }),
            at_x("No such channel."));
}

TEST(Reader, NullIsToldFromAbsence) {
  EXPECT_EQ(fault_of(R"({"x":null})",
                     [](Reader& in) {
                       EXPECT_TRUE(in.has("x"));
                       EXPECT_TRUE(in.is_null("x"));
                       EXPECT_FALSE(in.is_null("y"));
                     }),
            std::nullopt);
}

TEST(Reader, AListThatMayBeLeftOutIsEmptyThen) {
  std::vector<std::string> read{"before"};
  const auto texts = [&](Reader& in) { read = in.optional_texts("x", 2, 5); };
  for (const auto* text : {"{}", R"({"x":null})", R"({"x":[]})"}) {
    EXPECT_EQ(fault_of(text, texts), std::nullopt) << text;
    EXPECT_TRUE(read.empty()) << text;
  }
  EXPECT_EQ(fault_of(R"({"x":["a","b"]})", texts), std::nullopt);
  EXPECT_EQ(read, (std::vector<std::string>{"a", "b"}));
  EXPECT_NE(fault_of(R"({"x":["a","b","c"]})", texts), std::nullopt);
  EXPECT_NE(fault_of(R"({"x":"a"})", texts), std::nullopt);
}

TEST(Reader, EachObjectOfAListIsReadAndItsFaultSaysWhere) {
  std::vector<std::string> read;
  const auto each = [&](Reader& in) {
    read.clear();
    in.each("x", 3, [&](Reader& one) { read.push_back(one.text("text", 5)); });
  };
  EXPECT_EQ(fault_of(R"({"x":[{"text":"a"},"b"]})", each), std::nullopt);
  EXPECT_EQ(read, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(fault_of("{}", each), std::nullopt);
  EXPECT_TRUE(read.empty());
  EXPECT_EQ(fault_of(R"({"x":[{"text":"a"},{"text":7}]})", each)->pointer, "/params/x/1/text");
  EXPECT_EQ(fault_of(R"({"x":[{"text":"a","more":1}]})", each)->pointer, "/params/x/0/more");
  EXPECT_EQ(fault_of(R"({"x":["a","b","c","d"]})", each)->pointer, "/params/x");
  EXPECT_EQ(fault_of(R"({"x":{}})", each)->pointer, "/params/x");
  EXPECT_EQ(fault_of(R"({"x":[7]})", each)->pointer, "/params/x/0");
}

TEST(Reader, AFaultCanBeAskedForOnTheWay) {
  const Json object = parse(R"({"x":7})").value();
  Reader in(object);
  EXPECT_EQ(in.faulted(), std::nullopt);
  in.text("x", 5);
  EXPECT_TRUE(in.faulted().has_value());
}

}  // namespace
}  // namespace startex::json
