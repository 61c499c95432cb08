// A scenario's texts in other languages. An event that carries such a text carries its translations with it, in the
// same shape under `in`: {"title":"Head","in":{"ko":{"title":"수석"}}}. So a text and its translations have one
// audience, and each participant reads the language of their choice.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "json/json.hpp"

namespace startex::exercise {

class Translations {
 public:
  // `translations` of a scenario: a list of {"en":…,"ko":…}; the first of `languages` is the one that texts are written
  // in.
  explicit Translations(const Json& scenario);

  // Adds `in` where some text of `data` is translated.
  void add_to(Json& data) const;

 private:
  Json mirrored(const Json& data, const std::string& language) const;

  std::vector<std::string> languages_;                                 // the others
  std::map<std::string, std::map<std::string, std::string>> by_text_;  // text → language → text
};

// The keys under which texts for people stand, in events and scenarios alike.
bool is_text_key(std::string_view key);

// A text as translations name it: without blanks and line ends around it.
std::string trimmed(std::string_view text);

}  // namespace startex::exercise
