#include "scenario/references.hpp"

#include <algorithm>
#include <optional>

#include "exercise/calendar.hpp"
#include "exercise/limits.hpp"
#include "scenario/catalogue.hpp"

namespace startex::scenario {
namespace {

const Names reserved{"all", "public", "control", "observer", "evaluator", "system"};

class Checker {
 public:
  explicit Checker(const Json& document) : document_(document) {}

  std::vector<Fault> check() {
    check_teams();
    check_clock();
    each("entities", [&](const Json& entity, const std::string& pointer) {
      new_place(entities_, entity.at("id").get<std::string>(), pointer + "/id");
    });
    objectives_ = ids("objectives");
    for (const auto* list :
         {"briefs", "channels", "posture", "injects", "indicators", "effects", "documents", "questionnaires"})
      ids(list);
    if (document_.contains("guide")) body(document_.at("guide"), "/guide", 4 * limits::body_max);
    check_briefs();
    check_channels();
    check_posture();
    check_injects();
    check_evaluation();
    return report_.take();
  }

 private:
  void fault(std::string pointer, std::string message) { report_.fault(std::move(pointer), std::move(message)); }

  // Calls `look(item, pointer)` for each item of a list of the document.
  template <typename Look>
  void each(const char* key, Look look) {
    scenario::each(document_, key, look);
  }

  void new_name(Names& names, const std::string& id, const std::string& pointer) {
    if (!names.insert(id).second) fault(pointer, "The id \"" + id + "\" stands twice.");
  }

  // The name of somebody who can be addressed: none of the words that address others.
  void new_place(Names& names, const std::string& id, const std::string& pointer) {
    if (reserved.contains(id)) fault(pointer, "The id \"" + id + "\" is reserved. Choose another.");
    new_name(names, id, pointer);
  }

  Names ids(const char* key) {
    Names names;
    each(key, [&](const Json& item, const std::string& pointer) {
      if (item.contains("id")) new_name(names, item.at("id").get<std::string>(), pointer + "/id");
    });
    return names;
  }

  void known(const std::string& name, const std::vector<const Names*>& sets, const std::string& what,
             const std::string& pointer) {
    report_.known(name, sets, what, pointer);
  }

  void recipients(const Json& to, const std::string& pointer) {
    static const Names all{"all"};
    for (std::size_t i = 0; i < to.size(); ++i)
      known(to[i].get<std::string>(), {&teams_, &seats_, &all}, "team or seat", json::pointer(pointer, i));
  }

  void body(const Json& item, const std::string& pointer, std::size_t code_points_max) {
    if (!item.contains("body"))
      fault(pointer, "A \"body\" is missing, or a \"file\" that holds it.");
    else if (json::code_points(item.at("body").get<std::string>()) > code_points_max)
      fault(pointer + "/body", "The text is too long: " + std::to_string(code_points_max) + " characters at most.");
  }

  void check_teams() {
    each("teams", [&](const Json& team, const std::string& pointer) {
      const auto id = team.at("id").get<std::string>();
      new_place(teams_, id, pointer + "/id");
      const Json& seats = team.at("seats");
      for (std::size_t i = 0; i < seats.size(); ++i) {
        const auto at = json::pointer(pointer + "/seats", i) + "/id";
        const auto seat = seats[i].at("id").get<std::string>();
        new_name(seats_, seat, at);
        if (!seat.starts_with(id + ".")) fault(at, "A seat of the team \"" + id + "\" is named \"" + id + ".ROLE\".");
        for (const Json& right : seats[i].value("rights", Json::array()))
          if (right == "posture.propose") proposers_.insert(seat);
      }
    });
  }

  std::optional<calendar::Millis> time(const Json& value, const std::string& pointer) {
    const auto text = value.get<std::string>();
    const auto iso = calendar::parse_iso(text);
    auto at = iso ? std::optional(iso->ms) : calendar::parse_day_time(text, start_);
    if (!at) fault(pointer, "A time like \"D+6 10:15\" or \"2025-02-03T10:15:00+09:00\" is expected here.");
    if (at && *at < start_.ms) {
      fault(pointer, "This is before the exercise starts.");
      return std::nullopt;
    }
    return at;
  }

  void check_clock() {
    const Json& clock = document_.at("clock");
    const auto start = calendar::parse_iso(clock.at("start").get<std::string>());
    if (!start) {
      fault("/clock/start", "A time with an offset is expected here, like 2025-01-28T09:00:00+09:00.");
      return;
    }
    start_ = *start;
    const Json moves = clock.value("moves", Json::array());
    std::optional<calendar::Millis> before;
    for (std::size_t i = 0; i < moves.size(); ++i) {
      const auto pointer = json::pointer("/clock/moves", i);
      new_name(moves_, moves[i].at("id").get<std::string>(), pointer + "/id");
      if (!moves[i].contains("start")) continue;
      const auto at = time(moves[i].at("start"), pointer + "/start");
      if (at && before && *at <= *before) fault(pointer + "/start", "A move starts after the one before it.");
      if (at) before = at;
    }
  }

  void check_briefs() {
    each("briefs", [&](const Json& brief, const std::string& pointer) {
      recipients(brief.at("to"), pointer + "/to");
      body(brief, pointer, 4 * limits::body_max);
    });
  }

  void check_channels() {
    each("channels", [&](const Json& channel, const std::string& pointer) {
      const Json& members = channel.at("members");
      bool has_people = false;
      for (std::size_t i = 0; i < members.size(); ++i) {
        const auto member = members[i].get<std::string>();
        known(member, {&teams_, &seats_, &entities_}, "team, seat or entity", json::pointer(pointer + "/members", i));
        has_people |= teams_.contains(member) || seats_.contains(member);
      }
      if (!has_people) fault(pointer + "/members", "Nobody who plays is in this channel: name a team or a seat.");
      if (channel.value("moderation", "open") == "delayed" && !channel.contains("delaySeconds"))
        fault(pointer, "A delayed channel says by how many seconds: \"delaySeconds\".");
    });
  }

  void check_posture() {
    each("posture", [&](const Json& dimension, const std::string& pointer) {
      const std::string team = dimension.at("team").is_null() ? "" : dimension.at("team").get<std::string>();
      if (!team.empty()) known(team, {&teams_}, "team", pointer + "/team");
      Names levels;
      const Json& list = dimension.at("levels");
      for (std::size_t i = 0; i < list.size(); ++i) {
        const auto at = json::pointer(pointer + "/levels", i);
        new_name(levels, list[i].at("id").get<std::string>(), at + "/id");
        if (list[i].contains("leadTime") && !calendar::parse_span(list[i].at("leadTime").get<std::string>()))
          fault(at + "/leadTime", "A span like \"10d\", \"36h\" or \"90m\" is expected here.");
      }
      known(dimension.at("initial").get<std::string>(), {&levels}, "level", pointer + "/initial");
      static const Names rulers{"control", "nobody"};
      known(dimension.value("ruledBy", "control"), {&seats_, &teams_, &rulers}, "seat or team", pointer + "/ruledBy");
      check_proposers(dimension, team, pointer);
    });
  }

  void check_proposers(const Json& dimension, const std::string& team, const std::string& pointer) {
    const Json named = dimension.value("proposedBy", Json::array());
    for (std::size_t i = 0; i < named.size(); ++i)
      known(named[i].get<std::string>(), {&teams_, &seats_}, "team or seat", json::pointer(pointer + "/proposedBy", i));
    const bool somebody = !named.empty() || std::any_of(proposers_.begin(), proposers_.end(), [&](const auto& seat) {
      return team.empty() || seat.starts_with(team + ".");
    });
    if (!somebody)
      fault(pointer,
            "Nobody can propose a change here: give a seat the right \"posture.propose\", or name \"proposedBy\".");
  }

  void check_injects() {
    each("injects", [&](const Json& inject, const std::string& pointer) {
      recipients(inject.at("to"), pointer + "/to");
      body(inject, pointer, limits::body_max);
      if (inject.contains("objective"))
        known(inject.at("objective").get<std::string>(), {&objectives_}, "objective", pointer + "/objective");
      if (inject.contains("at") && inject.at("at").is_object()) {
        known(inject.at("at").at("move").get<std::string>(), {&moves_}, "move", pointer + "/at/move");
        if (!calendar::parse_hours(inject.at("at").at("after").get<std::string>()))
          fault(pointer + "/at/after", "Hours and minutes after the move's start are expected here, like \"26:30\".");
      } else if (inject.contains("at") && inject.at("at").is_string()) {
        time(inject.at("at"), pointer + "/at");
      }
      check_variants(inject, pointer);
    });
  }

  void ids_within(const Json& items, const std::string& pointer) {
    Names names;
    for (std::size_t i = 0; i < items.size(); ++i)
      new_name(names, items[i].at("id").get<std::string>(), json::pointer(pointer, i) + "/id");
  }

  void check_evaluation() {
    each("objectives", [&](const Json& objective, const std::string& pointer) {
      if (objective.contains("eeg")) ids_within(objective.at("eeg").at("tasks"), pointer + "/eeg/tasks");
    });
    each("questionnaires", [&](const Json& questionnaire, const std::string& pointer) {
      if (questionnaire.contains("to")) recipients(questionnaire.at("to"), pointer + "/to");
      ids_within(questionnaire.at("questions"), pointer + "/questions");
    });
  }

  // A variant goes to somebody who gets the inject at all.
  void check_variants(const Json& inject, const std::string& pointer) {
    Names reached;
    for (const Json& place : inject.at("to")) reached.insert(place.get<std::string>());
    const Json variants = inject.value("variants", Json::array());
    for (std::size_t i = 0; i < variants.size(); ++i) {
      const auto at = json::pointer(pointer + "/variants", i);
      recipients(variants[i].at("to"), at + "/to");
      body(variants[i], at, limits::body_max);
      for (std::size_t j = 0; j < variants[i].at("to").size(); ++j) {
        const auto place = variants[i].at("to")[j].get<std::string>();
        const auto team = place.substr(0, place.find('.'));
        if (!reached.contains("all") && !reached.contains(place) && !reached.contains(team))
          fault(json::pointer(at + "/to", j), "\"" + place + "\" does not get this inject: it is not in its \"to\".");
      }
    }
  }

  const Json& document_;
  calendar::Instant start_;
  Names teams_, seats_, proposers_, entities_, moves_, objectives_;
  Report report_;
};

}  // namespace

std::vector<Fault> check_references(const Json& document) { return Checker(document).check(); }

}  // namespace startex::scenario
