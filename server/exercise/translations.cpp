#include "exercise/translations.hpp"

#include <algorithm>
#include <array>

namespace startex::exercise {

bool is_text_key(std::string_view key) {
  static constexpr std::array keys{"title",   "body", "name",   "description", "requirement",
                                   "summary", "text", "notice", "unit",        "from"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

Translations::Translations(const Json& scenario) {
  const Json languages = scenario.value("languages", Json::array());
  const Json entries = scenario.value("translations", Json::array());
  if (languages.size() < 2 || entries.empty()) return;
  const auto source = languages[0].get<std::string>();
  for (std::size_t i = 1; i < languages.size(); ++i) languages_.push_back(languages[i].get<std::string>());
  for (const Json& entry : entries) {
    if (!entry.contains(source)) continue;
    auto& texts = by_text_[trimmed(entry.at(source).get<std::string>())];
    for (const auto& language : languages_)
      if (entry.contains(language)) texts[language] = trimmed(entry.at(language).get<std::string>());
  }
}

Json Translations::mirrored(const Json& data, const std::string& language) const {
  Json out;
  if (data.is_object()) {
    for (const auto& [key, value] : data.items()) {
      if (value.is_structured()) {
        if (Json part = mirrored(value, language); !part.is_null()) out[key] = std::move(part);
      } else if (value.is_string() && is_text_key(key)) {
        const auto texts = by_text_.find(trimmed(value.get<std::string>()));
        if (texts == by_text_.end()) continue;
        if (const auto text = texts->second.find(language); text != texts->second.end()) out[key] = text->second;
      }
    }
  } else if (data.is_array()) {
    Json items = Json::array();
    bool any = false;
    for (const Json& item : data) {
      Json part = item.is_structured() ? mirrored(item, language) : Json();
      any = any || !part.is_null();
      items.push_back(part.is_null() ? Json::object() : std::move(part));
    }
    if (any) out = std::move(items);
  }
  return out;
}

void Translations::add_to(Json& data) const {
  Json in = Json::object();
  for (const auto& language : languages_)
    if (Json texts = mirrored(data, language); !texts.is_null()) in[language] = std::move(texts);
  if (!in.empty()) data["in"] = std::move(in);
}

}  // namespace startex::exercise
