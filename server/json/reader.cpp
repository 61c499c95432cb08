#include "json/reader.hpp"

#include <algorithm>
#include <cmath>

namespace startex::json {
namespace {

std::string listed(std::initializer_list<std::string_view> allowed) {
  std::string out;
  for (auto word : allowed) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

std::optional<std::int64_t> whole(const Json& value, std::int64_t min, std::int64_t max) {
  // An unsigned value over the signed range would wrap to a negative one: compare as unsigned first.
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX))
    return std::nullopt;
  if (!value.is_number_integer()) return std::nullopt;
  const auto number = value.get<std::int64_t>();
  return number >= min && number <= max ? std::optional(number) : std::nullopt;
}

}  // namespace

Reader::Reader(const Json& object, std::string base) : object_(object), base_(std::move(base)) {
  if (!object_.is_object()) fault_ = Fault{base_, "An object is expected here."};
}

const Json* Reader::find(std::string_view key) {
  known_.emplace(key);
  if (!object_.is_object()) return nullptr;
  const auto it = object_.find(key);
  return it == object_.end() ? nullptr : &*it;
}

const Json* Reader::require(std::string_view key) {
  const Json* value = find(key);
  if (!value) fault(key, "This field is missing.");
  return value;
}

std::string Reader::checked_text(std::string_view key, const Json& value, std::size_t code_points_max) {
  if (!value.is_string()) {
    fault(key, "Text is expected here.");
    return {};
  }
  const auto& text = value.get_ref<const std::string&>();
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    fault(key, "Text is expected here, not only blanks.");
    return {};
  }
  if (text.find('\0') != std::string::npos) {
    fault(key, "The text holds a character that cannot be kept (NUL).");
    return {};
  }
  if (code_points(text) > code_points_max) {
    fault(key, "The text is too long: " + std::to_string(code_points_max) + " characters at most.");
    return {};
  }
  return text;
}

std::string Reader::text(std::string_view key, std::size_t code_points_max) {
  const Json* value = require(key);
  return value ? checked_text(key, *value, code_points_max) : std::string{};
}

std::optional<std::string> Reader::optional_text(std::string_view key, std::size_t code_points_max) {
  const Json* value = find(key);
  if (!value || value->is_null()) return std::nullopt;
  return checked_text(key, *value, code_points_max);
}

std::string Reader::choice(std::string_view key, std::initializer_list<std::string_view> allowed) {
  if (!require(key)) return {};
  const auto chosen = optional_choice(key, allowed);
  if (!chosen) fault(key, "One of these is expected here: " + listed(allowed) + ".");
  return chosen.value_or("");
}

std::optional<std::string> Reader::optional_choice(std::string_view key,
                                                   std::initializer_list<std::string_view> allowed) {
  const Json* value = find(key);
  if (!value || value->is_null()) return std::nullopt;
  if (value->is_string())
    for (auto word : allowed)
      if (value->get_ref<const std::string&>() == word) return std::string(word);
  fault(key, "One of these is expected here: " + listed(allowed) + ".");
  return std::nullopt;
}

double Reader::number(std::string_view key, double min, double max) {
  const Json* value = require(key);
  if (!value) return min;
  if (value->is_number()) {
    const double number = value->get<double>();
    if (number >= min && number <= max) return number;
  }
  fault(key, "A number from " + Json(min).dump() + " to " + Json(max).dump() + " is expected here.");
  return min;
}

std::optional<std::int64_t> Reader::optional_integer(std::string_view key, std::int64_t min, std::int64_t max) {
  const Json* value = find(key);
  if (!value || value->is_null()) return std::nullopt;
  if (const auto number = whole(*value, min, max)) return number;
  fault(key, "A whole number from " + std::to_string(min) + " to " + std::to_string(max) + " is expected here.");
  return std::nullopt;
}

std::int64_t Reader::integer(std::string_view key, std::int64_t min, std::int64_t max) {
  if (!require(key)) return min;
  const auto number = optional_integer(key, min, max);
  if (!number)
    fault(key, "A whole number from " + std::to_string(min) + " to " + std::to_string(max) + " is expected here.");
  return number.value_or(min);
}

bool Reader::flag(std::string_view key, bool otherwise) {
  const Json* value = find(key);
  if (!value || value->is_null()) return otherwise;
  if (value->is_boolean()) return value->get<bool>();
  fault(key, "true or false is expected here.");
  return otherwise;
}

std::vector<std::string> Reader::texts(std::string_view key, std::size_t count_max, std::size_t code_points_max) {
  const Json* value = require(key);
  if (!value) return {};
  if (!value->is_array() || value->empty() || value->size() > count_max) {
    fault(key, "A list of 1 to " + std::to_string(count_max) + " texts is expected here.");
    return {};
  }
  std::vector<std::string> out;
  for (const auto& item : *value) out.push_back(checked_text(key, item, code_points_max));
  return out;
}

std::vector<std::string> Reader::optional_texts(std::string_view key, std::size_t count_max,
                                                std::size_t code_points_max) {
  const Json* value = find(key);
  const bool empty = !value || value->is_null() || (value->is_array() && value->empty());
  return empty ? std::vector<std::string>{} : texts(key, count_max, code_points_max);
}

std::vector<std::int64_t> Reader::optional_integers(std::string_view key, std::size_t count_max, std::int64_t min,
                                                    std::int64_t max) {
  std::vector<std::int64_t> out;
  const Json* value = find(key);
  if (!value || value->is_null()) return out;
  const auto good = [&](const Json& item) { return whole(item, min, max).has_value(); };
  if (!value->is_array() || value->size() > count_max || !std::all_of(value->begin(), value->end(), good))
    fault(key, "A list of at most " + std::to_string(count_max) + " whole numbers from " + std::to_string(min) +
                   " to " + std::to_string(max) + " is expected here.");
  else
    for (const Json& item : *value) out.push_back(item.get<std::int64_t>());
  return out;
}

void Reader::each(std::string_view key, std::size_t count_max, const std::function<void(Reader&)>& read) {
  const Json* value = find(key);
  if (!value || value->is_null()) return;
  if (!value->is_array() || value->size() > count_max) {
    fault(key, "A list of at most " + std::to_string(count_max) + " items is expected here.");
    return;
  }
  for (std::size_t i = 0; i < value->size() && !fault_; ++i) {
    const Json& item = (*value)[i];
    const Json object = item.is_string() ? Json{{"text", item}} : item;
    Reader in(object, pointer(pointer(base_, key), i));
    if (object.is_object()) read(in);
    if (auto fault = in.finish()) fault_ = std::move(fault);
  }
}

bool Reader::has(std::string_view key) const { return object_.is_object() && object_.contains(key); }

bool Reader::is_null(std::string_view key) const {
  if (!has(key) || !object_.find(key)->is_null()) return false;
  known_.emplace(key);
  return true;
}

void Reader::fault(std::string_view key, std::string message) {
  if (!fault_) fault_ = Fault{pointer(base_, key), std::move(message)};
}

std::optional<Fault> Reader::finish() {
  if (!fault_)
    for (const auto& [key, value] : object_.items())
      if (!known_.contains(key)) {
        fault_ = Fault{pointer(base_, key), "This field is not known here; leave it out."};
        break;
      }
  return fault_;
}

}  // namespace startex::json
