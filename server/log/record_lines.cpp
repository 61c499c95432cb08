#include "log/record_lines.hpp"

#include <fmt/format.h>
#include <sodium.h>

namespace startex::log {
namespace {

constexpr int depth_max = 48;  // a scenario's 32, an event's 16, and what is around them
constexpr int variant = sodium_base64_VARIANT_ORIGINAL;

}  // namespace

std::string write_line(RecordLine shape, std::string_view text, std::string_view proof) {
  return fmt::format("{{\"{}\":{},\"{}\":\"{}\"}}", shape.kind, text, shape.proof, proof);
}

tl::expected<ReadLine, std::string> read_line(RecordLine shape, std::string_view text, std::size_t bytes_max) {
  auto line = json::parse(text, {bytes_max, depth_max});
  if (!line) return tl::unexpected(line.error().message);
  const std::string kind(shape.kind), proof(shape.proof);
  if (!line->is_object() || line->size() != 2 || !line->contains(kind) || !line->contains(proof) ||
      !line->at(proof).is_string())
    return tl::unexpected(fmt::format("An object of \"{}\" and \"{}\" is expected here.", kind, proof));
  ReadLine read{std::move(line->at(kind)), line->at(proof).get<std::string>()};
  if (write_line(shape, json::to_text(read.value), read.proof) != text)
    return tl::unexpected(std::string("The line is not as a record writes it."));
  return read;
}

std::string to_base64(std::string_view bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    variant);
  out.pop_back();
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr,
                        &size, nullptr, variant) != 0)
    return std::nullopt;
  bytes.resize(size);
  // One text for the same bytes, and no other.
  if (to_base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace startex::log
