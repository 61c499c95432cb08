#include "rehearsal/words.hpp"

#include <fmt/format.h>

namespace startex::rehearsal {
namespace {

std::string text(const Json& json, const char* key) {
  const auto it = json.find(key);
  if (it == json.end()) return "";
  return it->is_string() ? it->get<std::string>() : it->dump();
}

// The entry of a list that has this id.
const Json* entry(const Json& parent, const char* list, const std::string& id) {
  const auto it = parent.find(list);
  if (it == parent.end()) return nullptr;
  for (const Json& item : *it)
    if (item.value("id", "") == id) return &item;
  return nullptr;
}

class Words {
 public:
  explicit Words(const Json& scenario) : scenario_(scenario) {}

  std::string of(const Json& condition) const {
    for (const auto& [key, joint] : {std::pair{"all", " and "}, {"any", " or "}})
      if (condition.contains(key)) return joined(condition.at(key), joint);
    if (condition.contains("not")) return "not (" + of(condition.at("not")) + ")";
    static constexpr std::pair<const char*, Say> facts[] = {
        {"posture", &Words::posture},       {"declared", &Words::declared}, {"indicator", &Words::indicator},
        {"agreement", &Words::agreement},   {"document", &Words::document}, {"messages", &Words::messages},
        {"statements", &Words::statements}, {"inject", &Words::inject},     {"after", &Words::after},
        {"before", &Words::before},         {"move", &Words::move},         {"silent", &Words::silent},
        {"engagement", &Words::engagement}, {"request", &Words::request},   {"ruling", &Words::ruling},
        {"action", &Words::action}};
    for (const auto& [head, say] : facts)
      if (condition.contains(head)) return (this->*say)(condition);
    return condition.dump();
  }

 private:
  using Say = std::string (Words::*)(const Json&) const;

  std::string joined(const Json& parts, const char* joint) const {
    std::string out;
    for (const Json& part : parts) {
      const bool inner = part.contains("all") || part.contains("any");
      out += (out.empty() ? "" : joint) + (inner ? "(" + of(part) + ")" : of(part));
    }
    return out;
  }

  std::string title(const char* list, const std::string& id, const char* key = "title") const {
    const Json* found = entry(scenario_, list, id);
    return found ? text(*found, key) : id;
  }

  std::string who(const std::string& id) const {
    for (const auto* list : {"teams", "entities"})
      if (const Json* found = entry(scenario_, list, id)) return text(*found, "name");
    return id;
  }

  std::string by(const Json& fact, const char* key) const {
    return fact.contains(key) ? " by " + who(text(fact, key)) : "";
  }

  static std::string bound(const Json& fact, const std::string& value_of_is = "") {
    if (fact.contains("above")) return "above " + text(fact, "above");
    if (fact.contains("below")) return "below " + text(fact, "below");
    if (fact.contains("atLeast")) return text(fact, "atLeast") + " or above";
    if (fact.contains("atMost")) return text(fact, "atMost") + " or below";
    return fact.contains("is") ? text(fact, "is") : value_of_is;
  }

  std::string level(const Json& fact, const char* head) const {
    Json named = fact;
    const Json* dimension = entry(scenario_, "posture", text(fact, head));
    for (const auto* key : {"is", "atLeast", "atMost"})
      if (const Json* found = dimension ? entry(*dimension, "levels", text(fact, key)) : nullptr)
        named[key] = "\"" + text(*found, "title") + "\"";
    const auto owner = dimension && dimension->at("team").is_string() ? who(text(*dimension, "team")) + ": " : "";
    return owner + title("posture", text(fact, head)) + " is " + (*head == 'd' ? "declared " : "") + bound(named);
  }

  std::string posture(const Json& fact) const { return level(fact, "posture"); }
  std::string declared(const Json& fact) const { return level(fact, "declared"); }
  std::string indicator(const Json& fact) const {
    return title("indicators", text(fact, "indicator")) + " is " + bound(fact);
  }
  std::string agreement(const Json& fact) const {
    std::string parties;
    for (const Json& party : fact.value("parties", Json::array()))
      parties += (parties.empty() ? "" : ", ") + who(party.get<std::string>());
    return "an agreement" + (parties.empty() ? "" : " with " + parties) +
           (fact.contains("on") ? " on " + title("posture", text(fact, "on")) : "") + " is " + text(fact, "agreement");
  }
  std::string document(const Json& fact) const {
    const auto name = fact.contains("id") ? "\"" + title("documents", text(fact, "id")) + "\"" : "a joint document";
    return name + " is " + text(fact, "document");
  }
  std::string messages(const Json& fact) const {
    return fmt::format("{} or more messages in {}{}", text(fact, "atLeast"), title("channels", text(fact, "messages")),
                       by(fact, "from"));
  }
  std::string statements(const Json& fact) const {
    return fmt::format("{} or more statements by {}", text(fact, "atLeast"), who(text(fact, "statements")));
  }
  std::string inject(const Json& fact) const {
    return "\"" + title("injects", text(fact, "inject")) + "\" is " + text(fact, "is") + by(fact, "by");
  }
  std::string after(const Json& fact) const { return "it is past " + text(fact, "after"); }
  std::string before(const Json& fact) const { return "it is before " + text(fact, "before"); }
  std::string move(const Json& fact) const {
    const Json* found = entry(scenario_.at("clock"), "moves", text(fact, "move"));
    return "\"" + (found ? text(*found, "title") : text(fact, "move")) + "\" has begun";
  }
  std::string silent(const Json& fact) const {
    return who(text(fact, "silent")) + " has done nothing for " + text(fact, "for");
  }
  std::string engagement(const Json& fact) const {
    if (text(fact, "engagement") != "leaked") return "an engagement is " + text(fact, "engagement");
    const Json* site = entry(scenario_.at("engagement"), "sites", text(fact, "at"));
    return text(fact, "atLeast") + " or more come through" + (site ? " at " + text(*site, "title") : "");
  }
  std::string request(const Json& fact) const {
    return fmt::format("{} or more questions{} are answered", fact.value("atLeast", 1), by(fact, "by"));
  }
  std::string ruling(const Json& fact) const {
    return "the last ruling on " + title("posture", text(fact, "ruling")) + " is: " + text(fact, "is");
  }
  std::string action(const Json& fact) const { return "an action" + by(fact, "by") + " ends in " + text(fact, "action"); }

  const Json& scenario_;
};

}  // namespace

std::string in_words(const Json& condition, const Json& scenario) { return Words(scenario).of(condition); }

}  // namespace startex::rehearsal
