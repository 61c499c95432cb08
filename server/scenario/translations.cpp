#include "scenario/translations.hpp"

#include <set>

#include "exercise/translations.hpp"
#include "scenario/catalogue.hpp"

namespace startex::scenario {
namespace {

class TranslationChecker {
 public:
  explicit TranslationChecker(const Json& document) : document_(document), catalogue_(document) {
    for (const Json& language : document.at("languages")) languages_.push_back(language.get<std::string>());
    each(document_, "translations", [this](const Json& entry, const std::string&) {
      if (entry.contains(languages_.front()))
        entries_.insert({exercise::trimmed(entry.at(languages_.front()).get<std::string>()), &entry});
    });
  }

  std::vector<Fault> check() {
    const bool translated = languages_.size() > 1 || document_.contains("translations");
    if (translated) read_texts();
    each(document_, "translations", [this](const Json& entry, const std::string& at) { check_entry(entry, at); });
    return report_.take();
  }

 private:
  // What participants read, titles of the objectives after ENDEX included. Control's and evaluators' own words (guides,
  // guidance, expected actions, rules) stay in their language.
  void read_texts() {
    for (const auto* key : {"title", "summary"}) read(document_.at(key), json::pointer("", key));
    for (const auto* list : {"teams", "entities", "briefs", "channels", "posture", "documents", "questionnaires"})
      walk_list(document_, list, "");
    walk_list(document_.at("clock"), "moves", "/clock");
    each(document_, "indicators", [this](const Json& indicator, const std::string& at) {
      if (!indicator.at("visibleTo").empty()) walk(indicator, at);
    });
    each(document_, "objectives", [this](const Json& objective, const std::string& at) {
      read(objective.at("title"), at + "/title");
    });
    each(document_, "injects", [this](const Json& inject, const std::string& at) { walk(inject, at); });
    if (document_.contains("engagement") && document_.at("engagement").is_object())
      walk(document_.at("engagement"), "/engagement");
  }

  static bool is_list_of_texts(const std::string& pointer) {
    return pointer.ends_with("/clauses") || pointer.ends_with("/labels") || pointer.ends_with("/options");
  }

  void walk_list(const Json& parent, const char* list, const std::string& base) {
    if (parent.contains(list)) walk(parent.at(list), json::pointer(base, list));
  }

  void walk(const Json& part, const std::string& pointer) {
    if (part.is_array())
      for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i].is_string() && is_list_of_texts(pointer)) read(part[i], json::pointer(pointer, i));
        walk(part[i], json::pointer(pointer, i));
      }
    if (!part.is_object()) return;
    for (const auto& [key, value] : part.items()) {
      if (key == "guidance" || key == "when" || key == "requires") continue;
      const bool entity = key == "from" && value.is_string() && catalogue_.entities.contains(value.get<std::string>());
      if (value.is_string() && exercise::is_text_key(key) && !entity) read(value, json::pointer(pointer, key));
      if (value.is_structured()) walk(value, json::pointer(pointer, key));
    }
  }

  void read(const Json& value, const std::string& pointer) {
    const auto text = exercise::trimmed(value.get<std::string>());
    if (text.empty() || !used_.insert(text).second) return;
    const auto entry = entries_.find(text);
    for (std::size_t i = 1; i < languages_.size(); ++i)
      if (entry == entries_.end() || !entry->second->contains(languages_[i]))
        report_.fault(pointer, "This text is missing in \"" + languages_[i] + "\": give it in translations.yaml.");
  }

  void check_entry(const Json& entry, const std::string& pointer) {
    if (!entry.contains(languages_.front()))
      return report_.fault(pointer,
                           "An entry names the text in \"" + languages_.front() + "\", the first of the languages.");
    if (!used_.contains(exercise::trimmed(entry.at(languages_.front()).get<std::string>())))
      report_.warn(pointer, "No text that participants read is this one: it has changed, or is gone.");
    const Names known(languages_.begin(), languages_.end());
    for (const auto& [language, text] : entry.items())
      report_.known(language, {&known}, "language in this scenario", json::pointer(pointer, language));
  }

  const Json& document_;
  Catalogue catalogue_;
  std::vector<std::string> languages_;  // the first is the one that texts are written in
  std::map<std::string, const Json*> entries_;
  std::set<std::string> used_;
  Report report_;
};

}  // namespace

std::vector<Fault> check_translations(const Json& document) { return TranslationChecker(document).check(); }

}  // namespace startex::scenario
