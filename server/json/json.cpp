#include "json/json.hpp"

#include <cmath>
#include <set>

namespace startex::json {
namespace {

// Builds the value while it watches depth and repeated keys. nlohmann's own parser takes any depth and lets the last
// of two equal keys win; both are refused here before a deep value exists that could not be copied.
class BoundedBuilder : public nlohmann::json_sax<Json> {
 public:
  explicit BoundedBuilder(int depth_max) : depth_max_(depth_max) {}

  Json take() { return std::move(root_); }
  const ParseError& error() const { return error_; }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t&) override {
    if (!std::isfinite(value)) return fail(0, "A number is too large.");
    return put(value);
  }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return fail(0, "Binary values are not JSON."); }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (open_.back()->contains(name)) return fail(0, "A key stands twice in one object.");
    key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    return fail(position, "The text is not JSON.");
  }

 private:
  Json* place(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    Json& slot = parent[key_];
    slot = std::move(value);
    return &slot;
  }
  bool put(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json container) {
    if (static_cast<int>(open_.size()) >= depth_max_) return fail(0, "The JSON is nested too deeply.");
    open_.push_back(place(std::move(container)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }
  bool fail(std::size_t offset, std::string message) {
    if (error_.message.empty()) error_ = {offset, std::move(message)};
    return false;
  }

  int depth_max_;
  Json root_;
  std::vector<Json*> open_;  // an array under construction only grows at its end while its last child is open
  std::string key_;
  ParseError error_;
};

}  // namespace

tl::expected<Json, ParseError> parse(std::string_view text, Bounds bounds) {
  if (text.size() > bounds.bytes_max) return tl::unexpected(ParseError{bounds.bytes_max, "The text is too long."});
  if (!is_utf8(text)) return tl::unexpected(ParseError{0, "The text is not valid UTF-8."});
  // To the parser a NUL is the end of the text; what stands behind it would go unread.
  if (const auto nul = text.find('\0'); nul != std::string_view::npos)
    return tl::unexpected(ParseError{nul, "The text is not JSON."});
  BoundedBuilder builder(bounds.depth_max);
  if (!Json::sax_parse(text, &builder, nlohmann::json::input_format_t::json, true))
    return tl::unexpected(builder.error());
  return builder.take();
}

std::string to_text(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string pointer(std::string_view base, std::string_view key) {
  std::string out(base);
  out += '/';
  for (char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

std::string pointer(std::string_view base, std::size_t index) { return pointer(base, std::to_string(index)); }

bool is_utf8(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const auto* end = p + text.size();
  while (p < end) {
    const unsigned char lead = *p++;
    if (lead < 0x80) continue;
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || end - p < more) return false;
    const unsigned char second = *p;
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
        (lead == 0xF4 && second > 0x8F))
      return false;
    for (; more > 0; --more, ++p)
      if ((*p & 0xC0) != 0x80) return false;
  }
  return true;
}

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace startex::json
