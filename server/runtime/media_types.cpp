#include "runtime/media_types.hpp"

namespace startex::runtime {

std::optional<std::string_view> media_type(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return "image/png";
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return "image/jpeg";
  if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return "image/gif";
  if (bytes.starts_with("RIFF"sv) && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP"sv) return "image/webp";
  if (bytes.starts_with("%PDF-"sv)) return "application/pdf";
  return std::nullopt;
}

}  // namespace startex::runtime
