// Any text: parsed within bounds or refused; written and read again it is the same; a reader lets no wrong value out.
#include "fuzz/target.hpp"
#include "json/reader.hpp"

namespace startex::fuzz {
namespace {

int depth_of(const Json& value) {
  int deepest = 0;
  if (value.is_structured())
    for (const auto& child : value) deepest = std::max(deepest, depth_of(child));
  return deepest + (value.is_structured() ? 1 : 0);
}

void check_round_trip(const Json& value) {
  const auto written = json::to_text(value);
  const auto read = json::parse(written, {.bytes_max = 4 * 1024 * 1024});
  require(read.has_value(), "what is written can be read");
  require(*read == value, "what is read again is the same value");
  require(json::to_text(*read) == written, "one value has one text");
}

void check_reader(const Json& value) {
  json::Reader in(value, "/params");
  require(json::code_points(in.text("body", 5)) <= 5, "text keeps to its length");
  require(json::code_points(in.optional_text("name", 3).value_or("")) <= 3, "optional text keeps to its length");
  const auto mode = in.choice("mode", {"open", "held"});
  require(mode.empty() || mode == "open" || mode == "held", "a choice is one of its words");
  const double pace = in.number("pace", 0.1, 10'000);
  require(pace >= 0.1 && pace <= 10'000, "a number keeps to its range");
  const auto delay = in.optional_integer("delay", 1, 3600).value_or(1);
  require(delay >= 1 && delay <= 3600, "an optional whole number keeps to its range");
  const auto index = in.integer("index", -5, 5);
  require(index >= -5 && index <= 5, "a whole number keeps to its range");
  in.flag("hold");
  require(in.texts("to", 3, 4).size() <= 3, "a list keeps to its length");
  if (const auto fault = in.finish()) {
    require(fault->pointer.starts_with("/params") && !fault->message.empty(), "a fault says where and what");
    return;
  }
  static const std::set<std::string> known{"body", "name", "mode", "pace", "delay", "index", "hold", "to"};
  for (const auto& [key, field] : value.items()) require(known.contains(key), "a field that nobody knows is a fault");
}

}  // namespace
}  // namespace startex::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace startex;
  const auto text = fuzz::text_of(data, size);
  const auto value = json::parse(text);
  if (!value) {
    fuzz::require(!value.error().message.empty() && value.error().offset <= size + 1, "a refusal says where and why");
    return 0;
  }
  fuzz::require(json::is_utf8(text) && fuzz::depth_of(*value) <= json::Bounds{}.depth_max,
                "what is accepted is within bounds");
  fuzz::require(text.find('\0') == std::string_view::npos, "nothing stands behind what was read");
  fuzz::check_round_trip(*value);
  fuzz::check_reader(*value);
  return 0;
}
