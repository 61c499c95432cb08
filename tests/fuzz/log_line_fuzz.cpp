// Any message: one line without a control character, which stands between quotes as JSON and means the same.
#include "fuzz/target.hpp"
#include "json/json.hpp"
#include "telemetry/logging.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace startex;
  const auto message = fuzz::text_of(data, size);
  const auto line = telemetry::escaped(message);
  for (const char c : line)
    fuzz::require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, "no control character is passed on");
  const auto read = json::parse("\"" + line + "\"", {.bytes_max = 16 * 1024 * 1024});
  fuzz::require(read.has_value(), "a line is text in JSON");
  fuzz::require(!json::is_utf8(message) || *read == message, "what was said can be read back");
  return 0;
}
