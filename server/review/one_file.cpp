#include "review/one_file.hpp"

#include <fmt/format.h>

namespace startex::review {
namespace {

constexpr std::string_view place = R"(<script type="application/json" id="startex-record"></script>)";

// JSON in a page: "<" is in texts only, and there an escape means the same; so no text can end the element or begin
// another. The two line ends that JSON allows and old scripts do not are escaped, too.
void append_escaped(std::string& out, std::string_view json) {
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '<')
      out += "\\u003c";
    else if (json.substr(i, 3) == "\xE2\x80\xA8" || json.substr(i, 3) == "\xE2\x80\xA9") {
      out += json[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      out += json[i];
    }
  }
}

// Ids are letters, digits, dots and hyphens; what is not is left out, so that an attribute holds it.
std::string as_attribute(std::string_view id) {
  std::string kept;
  for (const char c : id)
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_')
      kept += c;
  return kept;
}

}  // namespace

std::optional<std::string> one_file(std::string_view page, std::string_view exported, std::string_view exercise,
                                    std::string_view as) {
  const auto at = page.find(place);
  if (at == std::string_view::npos) return std::nullopt;
  std::string out;
  out.reserve(page.size() + exported.size() + exported.size() / 16);
  out += page.substr(0, at);
  out += fmt::format(R"(<script type="application/json" id="startex-record" data-exercise="{}" data-as="{}">)",
                     as_attribute(exercise), as_attribute(as));
  append_escaped(out, exported);
  out += "</script>";
  out += page.substr(at + place.size());
  return out;
}

}  // namespace startex::review
