#include "scenario/defence.hpp"

#include <algorithm>

#include "scenario/catalogue.hpp"
#include "scenario/conditions.hpp"

namespace startex::scenario {
namespace {

class DefenceChecker {
 public:
  explicit DefenceChecker(const Json& document) : model_(document.at("engagement")), catalogue_(document) {}

  std::vector<Fault> check() {
    take("sites", sites_);
    take("layers", layers_);
    take("threats", threats_);
    Names assets;
    take("assets", assets);
    each(model_, "sites", [this](const Json& site, const std::string& at) { check_team(site, "team", inside(at)); });
    each(model_, "assets", [this](const Json& asset, const std::string& at) { check_asset(asset, inside(at)); });
    each(model_, "cueing", [this](const Json& cueing, const std::string& at) {
      if (cueing.contains("when")) check_condition(cueing.at("when"), inside(at) + "/when", catalogue_, report_);
    });
    for (const auto* report : {"sensor", "assessment"})
      if (model_.contains("reports") && model_.at("reports").contains(report))
        check_places(model_.at("reports").at(report), inside("/reports/") + report);
    if (model_.contains("assessmentAfter")) check_span(model_, "assessmentAfter", inside(""));
    each(model_, "layers", [this](const Json& layer, const std::string& at) { check_manned(layer, inside(at)); });
    each(model_, "sites", [this](const Json& site, const std::string& at) { check_covered(site, inside(at)); });
    return report_.take();
  }

 private:
  static std::string inside(const std::string& pointer) { return "/engagement" + pointer; }

  void take(const char* list, Names& names) {
    each(model_, list, [&](const Json& item, const std::string& at) {
      if (!names.insert(item.at("id").get<std::string>()).second)
        report_.fault(inside(at) + "/id", "This id stands here twice.");
    });
  }

  void check_team(const Json& item, const char* key, const std::string& pointer) {
    if (item.contains(key))
      report_.known(item.at(key).get<std::string>(), {&catalogue_.teams}, "team", json::pointer(pointer, key));
  }

  void check_places(const Json& places, const std::string& pointer) {
    static const Names all{"all"};
    for (std::size_t i = 0; i < places.size(); ++i)
      report_.known(places[i].get<std::string>(), {&catalogue_.teams, &catalogue_.seats, &all}, "team or seat",
                    json::pointer(pointer, i));
  }

  void check_span(const Json& item, const char* key, const std::string& pointer) {
    if (!calendar::parse_span(item.at(key).get<std::string>()))
      report_.fault(json::pointer(pointer, key), "A span like \"10d\", \"36h\" or \"90m\" is expected here.");
  }

  void check_asset(const Json& asset, const std::string& pointer) {
    check_team(asset, "owner", pointer);
    report_.known(asset.at("layer").get<std::string>(), {&layers_}, "layer", pointer + "/layer");
    if (asset.contains("site"))
      report_.known(asset.at("site").get<std::string>(), {&sites_}, "site", pointer + "/site");
    for (std::size_t i = 0; i < asset.at("covers").size(); ++i)
      report_.known(asset.at("covers")[i].get<std::string>(), {&sites_}, "site", json::pointer(pointer + "/covers", i));
    bool reaches = false;
    for (const auto& [kind, chance] : asset.at("singleShot").items()) {
      report_.known(kind, {&threats_}, "threat class", json::pointer(pointer + "/singleShot", kind));
      reaches = reaches || chance.get<double>() > 0;
    }
    if (!reaches || asset.value("readiness", 1.0) == 0) report_.warn(pointer, "This asset can never hit anything.");
    if (asset.contains("visibleTo")) check_places(asset.at("visibleTo"), pointer + "/visibleTo");
    if (asset.contains("when")) check_condition(asset.at("when"), pointer + "/when", catalogue_, report_);
    if (asset.contains("reload")) check_span(asset, "reload", pointer);
    if (asset.contains("reload") != (asset.value("stock", 0) > 0))
      report_.warn(pointer, "Launchers are loaded again from \"stock\" after \"reload\": give both, or neither.");
  }

  void check_manned(const Json& layer, const std::string& pointer) {
    const bool manned = std::any_of(model_.at("assets").begin(), model_.at("assets").end(),
                                    [&](const Json& asset) { return asset.at("layer") == layer.at("id"); });
    if (!manned) report_.fault(pointer, "No asset stands in this layer.");
  }

  void check_covered(const Json& site, const std::string& pointer) {
    const bool covered = std::any_of(model_.at("assets").begin(), model_.at("assets").end(), [&](const Json& asset) {
      return std::find(asset.at("covers").begin(), asset.at("covers").end(), site.at("id")) != asset.at("covers").end();
    });
    if (!covered) report_.warn(pointer, "No asset covers this site: whatever is aimed at it comes down.");
  }

  const Json& model_;
  Catalogue catalogue_;
  Report report_;
  Names sites_, layers_, threats_;
};

}  // namespace

std::vector<Fault> check_defence(const Json& document) {
  return document.contains("engagement") && document.at("engagement").is_object() ? DefenceChecker(document).check()
                                                                                  : std::vector<Fault>{};
}

}  // namespace startex::scenario
