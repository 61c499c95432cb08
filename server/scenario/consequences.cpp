#include "scenario/consequences.hpp"

#include "exercise/exercise.hpp"
#include "exercise/limits.hpp"
#include "scenario/catalogue.hpp"
#include "scenario/conditions.hpp"

namespace startex::scenario {
namespace {

class ConsequenceChecker {
 public:
  explicit ConsequenceChecker(const Json& document) : document_(document), catalogue_(document) {}

  std::vector<Fault> check() {
    each(document_, "indicators",
         [this](const Json& indicator, const std::string& at) { check_indicator(indicator, at); });
    each(document_, "effects", [this](const Json& effect, const std::string& at) { check_effect(effect, at); });
    each(document_, "posture",
         [this](const Json& dimension, const std::string& at) { check_dimension(dimension, at); });
    each(document_, "injects", [this](const Json& inject, const std::string& at) { check_inject(inject, at); });
    each(document_, "documents", [this](const Json& document, const std::string& at) { check_document(document, at); });
    if (document_.contains("scripted")) check_scripted(document_.at("scripted"));
    return report_.take();
  }

 private:
  void check_indicator(const Json& indicator, const std::string& pointer) {
    static const Names all{"all"};
    const double min = indicator.at("min").get<double>(), max = indicator.at("max").get<double>();
    const double initial = indicator.at("initial").get<double>();
    if (min >= max) report_.fault(pointer + "/min", "The least value lies below the greatest.");
    if (min < max && (initial < min || initial > max))
      report_.fault(pointer + "/initial", "It starts outside of its range.");
    const Json& places = indicator.at("visibleTo");
    for (std::size_t i = 0; i < places.size(); ++i)
      report_.known(places[i].get<std::string>(), {&catalogue_.teams, &catalogue_.seats, &all}, "team or seat",
                    json::pointer(pointer + "/visibleTo", i));
  }

  void check_effect(const Json& effect, const std::string& pointer) {
    check_condition(effect.at("when"), pointer + "/when", catalogue_, report_);
    for (std::size_t i = 0; i < effect.at("then").size(); ++i)
      check_act(effect.at("then")[i], json::pointer(pointer + "/then", i));
    if (!effect.contains("again")) return;
    const auto rest = calendar::parse_span(effect.at("again").at("after").get<std::string>());
    if (!rest || *rest < limits::effect_rest_min)
      report_.fault(pointer + "/again/after", "A span of at least ten minutes is expected here, like \"12h\".");
  }

  void check_act(const Json& act, const std::string& pointer) {
    for (const auto* head : {"adjust", "set"})
      if (act.contains(head)) check_move(act, head, pointer);
    if (act.contains("release")) check_release(act.at("release").get<std::string>(), pointer + "/release");
    if (act.contains("unlock")) check_unlock(act, pointer);
  }

  void check_move(const Json& act, const char* head, const std::string& pointer) {
    const auto id = act.at(head).get<std::string>();
    if (!report_.known(id, {&catalogue_.indicators}, "indicator", json::pointer(pointer, head)) || !act.contains("to"))
      return;
    const Json& indicator = *catalogue_.find("indicators", id);
    const double to = act.at("to").get<double>();
    if (to < indicator.at("min").get<double>() || to > indicator.at("max").get<double>())
      report_.fault(pointer + "/to", "This lies outside of the indicator's range.");
  }

  void check_release(const std::string& id, const std::string& pointer) {
    if (!report_.known(id, {&catalogue_.injects}, "inject", pointer)) return;
    const Json& inject = *catalogue_.find("injects", id);
    if (inject.contains("at") || inject.contains("when"))
      report_.warn(
          pointer,
          "This inject comes by itself as well: give it neither \"at\" nor \"when\" if the effect is to release it.");
  }

  void check_unlock(const Json& act, const std::string& pointer) {
    const auto id = act.at("unlock").get<std::string>(), level = act.at("level").get<std::string>();
    if (!report_.known(id, {&catalogue_.dimensions}, "dimension", pointer + "/unlock")) return;
    Names levels;
    for (const Json& one : catalogue_.find("posture", id)->at("levels")) levels.insert(one.at("id").get<std::string>());
    if (!report_.known(level, {&levels}, "level of " + id, pointer + "/level")) return;
    for (const Json& one : catalogue_.find("posture", id)->at("levels"))
      if (one.at("id") == level && !one.value("locked", false))
        report_.warn(pointer + "/level", "This level is open from the start.");
  }

  void check_dimension(const Json& dimension, const std::string& pointer) {
    const std::string team = dimension.at("team").is_null() ? "" : dimension.at("team").get<std::string>();
    Names levels;
    for (std::size_t i = 0; i < dimension.at("levels").size(); ++i) {
      levels.insert(dimension.at("levels")[i].at("id").get<std::string>());
      check_level(dimension, dimension.at("levels")[i], team, json::pointer(pointer + "/levels", i));
    }
    if (dimension.contains("declared")) {
      report_.known(dimension.at("declared").get<std::string>(), {&levels}, "level", pointer + "/declared");
      if (dimension.value("visibility", "public") == "public")
        report_.warn(pointer + "/declared",
                     "Everybody sees where this dimension stands: a declared level differs only where its "
                     "\"visibility\" is narrower.");
    }
    const Json* own = team.empty() ? nullptr : catalogue_.find("teams", team);
    if (dimension.value("seconds", false) && own && own->at("seats").size() < 2)
      report_.warn(pointer + "/seconds", "The team has one seat only: control will have to waive each second.");
  }

  void check_level(const Json& dimension, const Json& level, const std::string& team, const std::string& pointer) {
    static const Names rulers{"control", "nobody"};
    if (level.contains("cost")) check_cost(level.at("cost"), team, pointer + "/cost");
    if (level.contains("approvedBy"))
      report_.known(level.at("approvedBy").get<std::string>(), {&catalogue_.seats, &catalogue_.teams, &rulers},
                    "seat or team", pointer + "/approvedBy");
    if (level.contains("requires")) {
      check_condition(level.at("requires"), pointer + "/requires", catalogue_, report_);
      check_seen_by(level.at("requires"), team, pointer + "/requires", catalogue_, report_);
      if (!level.contains("requirement"))
        report_.warn(pointer, "Say in a \"requirement\" what this level requires: the teams do not see the condition.");
    }
    if (!level.value("locked", false)) return;
    if (dimension.at("initial") == level.at("id"))
      report_.warn(pointer + "/locked",
                   "The dimension starts at this level: once left, it can be reached again only when it is unlocked.");
    if (!is_unlocked(dimension.at("id"), level.at("id")))
      report_.warn(pointer + "/locked", "No effect unlocks this level: nobody will ever reach it.");
  }

  void check_cost(const Json& cost, const std::string& team, const std::string& pointer) {
    const auto id = cost.at("indicator").get<std::string>();
    if (!report_.known(id, {&catalogue_.indicators}, "indicator", pointer + "/indicator")) return;
    const Json& indicator = *catalogue_.find("indicators", id);
    if (cost.at("amount").get<double>() > indicator.at("max").get<double>() - indicator.at("min").get<double>())
      report_.fault(pointer + "/amount", "This costs more than the indicator can ever hold.");
    if (!catalogue_.reaches(indicator.at("visibleTo"), team))
      report_.warn(pointer + "/indicator",
                   "Those who propose here cannot see this indicator, and a refusal would tell it.");
  }

  bool is_unlocked(const Json& dimension, const Json& level) const {
    for (const Json& effect : list_of(document_, "effects"))
      for (const Json& act : effect.at("then"))
        if (act.contains("unlock") && act.at("unlock") == dimension && act.at("level") == level) return true;
    return false;
  }

  void check_inject(const Json& inject, const std::string& pointer) {
    const bool at_time = inject.contains("at") && inject.at("at").is_string();
    if (inject.contains("when")) {
      check_condition(inject.at("when"), pointer + "/when", catalogue_, report_);
      if (at_time)
        check_not_before(inject.at("when"), inject.at("at").get<std::string>(), pointer + "/when", catalogue_, report_);
    } else if (inject.value("contingency", false) && inject.contains("at")) {
      report_.warn(
          pointer + "/contingency",
          "This comes at its time whatever happens: give it a \"when\", or leave \"at\" out and release it by hand.");
    }
  }

  void check_document(const Json& document, const std::string& pointer) {
    for (std::size_t i = 0; i < document.at("parties").size(); ++i)
      report_.known(document.at("parties")[i].get<std::string>(), {&catalogue_.teams}, "team",
                    json::pointer(pointer + "/parties", i));
    std::size_t bytes = 0;
    for (const Json& clause : document.value("clauses", Json::array())) bytes += clause.get<std::string>().size();
    if (bytes > limits::agreement_bytes_max)
      report_.fault(pointer + "/clauses", "The text is too long: 40 KiB at most, and the parties write on.");
  }

  void check_scripted(const Json& script) {
    Names people, acts;
    each(script, "people", [&](const Json& person, const std::string& at) {
      const auto seat = person.at("seat").get<std::string>();
      people.insert(seat);
      report_.known(seat, {&catalogue_.seats}, "seat", "/scripted" + at + "/seat");
    });
    each(script, "acts", [&](const Json& act, const std::string& at) {
      const auto pointer = "/scripted" + at;
      if (!acts.insert(act.at("id").get<std::string>()).second)
        report_.fault(pointer + "/id", "This id stands here twice.");
      if (!people.contains(act.at("by").get<std::string>()))
        report_.fault(pointer + "/by", "No scripted person sits there: name one under \"people\".");
      const auto* method = exercise::find_method(act.at("ask").get<std::string>());
      if (!method || !(method->who & exercise::Who::seated))
        report_.fault(pointer + "/ask", "This is no command that a seat may ask.");
      check_condition(act.at("when"), pointer + "/when", catalogue_, report_);
    });
  }

  const Json& document_;
  Catalogue catalogue_;
  Report report_;
};

}  // namespace

std::vector<Fault> check_consequences(const Json& document) { return ConsequenceChecker(document).check(); }

}  // namespace startex::scenario
