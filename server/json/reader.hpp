// Strict reading of an object's fields: a missing, wrong-typed, too long or unknown field is one clear error that says
// where it stands. The first fault wins; after it every read answers an empty value, so a reader is used straight
// through and asked once at the end.
//
//   json::Reader in(params);
//   const auto channel = in.text("channel", limits::id);
//   const auto reply_to = in.optional_text("replyTo", limits::id);
//   if (auto fault = in.finish()) return error(*fault);
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "json/json.hpp"

namespace startex::json {

struct Fault {
  std::string pointer;  // where, RFC 6901
  std::string message;  // a sentence that says what is expected there
};

class Reader {
 public:
  // Keeps a reference: `object` must outlive the reader. Anything but an object is a fault of its own.
  explicit Reader(const Json& object, std::string base = "");

  // Text of 1 to `code_points_max` code points that is not only blanks.
  std::string text(std::string_view key, std::size_t code_points_max);
  std::optional<std::string> optional_text(std::string_view key, std::size_t code_points_max);
  // One of `allowed`.
  std::string choice(std::string_view key, std::initializer_list<std::string_view> allowed);
  std::optional<std::string> optional_choice(std::string_view key, std::initializer_list<std::string_view> allowed);
  double number(std::string_view key, double min, double max);
  std::optional<std::int64_t> optional_integer(std::string_view key, std::int64_t min, std::int64_t max);
  std::int64_t integer(std::string_view key, std::int64_t min, std::int64_t max);
  bool flag(std::string_view key, bool otherwise = false);
  std::vector<std::string> texts(std::string_view key, std::size_t count_max, std::size_t code_points_max);
  // The same, and nothing for a list that is empty, null or not there.
  std::vector<std::string> optional_texts(std::string_view key, std::size_t count_max, std::size_t code_points_max);
  // Whole numbers, each within the bounds; nothing for a list that is null or not there.
  std::vector<std::int64_t> optional_integers(std::string_view key, std::size_t count_max, std::int64_t min,
                                              std::int64_t max);
  // Reads each object of a list that may be left out with a reader of its own, whose fault becomes this one's. A bare
  // text stands for {"text": it}.
  void each(std::string_view key, std::size_t count_max, const std::function<void(Reader&)>& read);

  bool has(std::string_view key) const;      // present, null included
  bool is_null(std::string_view key) const;  // present and null; marks it as read
  void ignore(std::string_view key) { known_.emplace(key); }

  // Reports a fault that the caller found in a field it has read.
  void fault(std::string_view key, std::string message);
  // The first fault so far.
  const std::optional<Fault>& faulted() const { return fault_; }
  // The first fault, or nothing when every field that stands there was asked for and good.
  std::optional<Fault> finish();

 private:
  const Json* find(std::string_view key);
  const Json* require(std::string_view key);
  std::string checked_text(std::string_view key, const Json& value, std::size_t code_points_max);

  const Json& object_;
  std::string base_;
  mutable std::set<std::string, std::less<>> known_;
  std::optional<Fault> fault_;
};

}  // namespace startex::json
