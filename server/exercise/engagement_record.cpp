#include "exercise/engagement_record.hpp"

#include <algorithm>

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

const Json& by_system() {
  static const Json by{{"role", "system"}};
  return by;
}

Audience audience_of(const Turn& turn, const Json& part, const char* key, Audience otherwise) {
  if (!part.contains(key)) return otherwise;
  return turn.state().seats.places(part.at(key).get<std::vector<std::string>>()).value_or(otherwise);
}

void open_asset(Turn& turn, const Json& asset) {
  const auto owner = asset.at("owner").get<std::string>();
  Json data{{"asset", asset.at("id")},          {"title", asset.at("title")},        {"owner", owner},
            {"layer", asset.at("layer")},       {"covers", asset.at("covers")},      {"ready", asset.at("ready")},
            {"stock", asset.value("stock", 0)}, {"present", !asset.contains("when")}};
  if (asset.contains("site")) data["site"] = asset.at("site");
  Json control{{"singleShot", asset.at("singleShot")},
               {"shots", asset.value("shots", 1)},
               {"readiness", asset.value("readiness", 1.0)}};
  for (const auto* key : {"when", "reload"})
    if (asset.contains(key)) control[key] = asset.at(key);
  turn.emit("engagement.listed", audience_of(turn, asset, "visibleTo", Audience{owner}), std::move(data),
            std::move(control));
}

// What an asset does by itself, and when.
struct Due {
  enum class What { nothing, appear, leave, reload, assess } what = What::nothing;
  calendar::Millis at = 0;
  const EngagementAsset* asset = nullptr;
  const Engagement* engagement = nullptr;
};

Due first_due(const State& state) {
  Due first;
  const auto offer = [&first](Due due) {
    if (first.what == Due::What::nothing || due.at < first.at) first = due;
  };
  const calendar::Millis now = state.moment();
  for (const auto& asset : state.engagements.assets) {
    if (asset.reload_at) offer({Due::What::reload, *asset.reload_at, &asset, nullptr});
    if (!asset.when) continue;
    const auto turns = first_moment(asset.present ? *asset.when_not : *asset.when, state, now);
    if (turns) offer({asset.present ? Due::What::leave : Due::What::appear, *turns, &asset, nullptr});
  }
  for (const auto& [id, engagement] : state.engagements.engagements)
    if (engagement.assess_at) offer({Due::What::assess, *engagement.assess_at, nullptr, &engagement});
  return first;
}

void opened(State& state, const Event& event) {
  Engagements& engagements = state.engagements;
  const calendar::Instant start{state.clock.start, state.clock.offset_minutes};
  engagements.modelled = true;
  for (const Json& site : event.data.at("sites")) engagements.sites.push_back(site.at("id").get<std::string>());
  for (const Json& layer : event.data.at("layers")) engagements.layers.push_back(layer.at("id").get<std::string>());
  const Json& failing = event.control.at("failing");
  for (const Json& threat : event.data.at("threats")) {
    const auto id = threat.at("id").get<std::string>();
    engagements.threats[id] = failing.value(id, 0.0);
  }
  for (const Json& cueing : event.control.at("cueing")) {
    Cueing one{cueing.at("factor").get<double>(), std::nullopt};
    if (cueing.contains("when")) one.when = parse_condition(cueing.at("when"), start);
    engagements.cueing.push_back(std::move(one));
  }
  engagements.assessment_after = event.control.at("assessmentAfterMs").get<calendar::Millis>();
  engagements.sensor = event.control.at("sensor").get<Audience>();
  engagements.assessment = event.control.at("assessment").get<Audience>();
}

void listed(State& state, const Event& event) {
  const Json& data = event.data;
  EngagementAsset asset;
  asset.title = data.at("title").get<std::string>();
  asset.owner = data.at("owner").get<std::string>();
  asset.site = data.value("site", "");
  asset.capacity = data.at("ready").get<int>();
  asset.stock = data.at("stock").get<int>();
  asset.present = data.at("present").get<bool>();
  asset.audience = event.audience;
  asset.model = {data.at("asset").get<std::string>(),
                 data.at("layer").get<std::string>(),
                 data.at("covers").get<std::vector<std::string>>(),
                 event.control.at("singleShot").get<std::map<std::string, double>>(),
                 event.control.at("readiness").get<double>(),
                 asset.capacity,
                 event.control.at("shots").get<int>()};
  asset.reload = calendar::parse_span(event.control.value("reload", "")).value_or(0);
  if (event.control.contains("when")) {
    const calendar::Instant start{state.clock.start, state.clock.offset_minutes};
    asset.when = parse_condition(event.control.at("when"), start);
    asset.when_not = parse_condition({{"not", event.control.at("when")}}, start);
  }
  state.engagements.assets.push_back(std::move(asset));
}

EngagementAsset* asset_of(State& state, const Event& event) {
  for (auto& asset : state.engagements.assets)
    if (event.data.at("asset") == asset.model.id) return &asset;
  return nullptr;
}

template <bool present>
void set_present(State& state, const Event& event) {
  if (auto* asset = asset_of(state, event)) asset->present = present;
}

void resolved(State& state, const Event& event) {
  const Json& data = event.data;
  Engagement engagement;
  engagement.id = data.at("engagement").get<std::string>();
  engagement.title = data.at("title").get<std::string>();
  engagement.salvo = read_salvo(data.at("salvo"));
  engagement.failed = data.at("failed").get<int>();
  engagement.leaked = data.at("leaked").get<std::map<std::string, int>>();
  engagement.intercepted = data.at("intercepted").get<std::map<std::string, int>>();
  engagement.assess_at = event.control.at("assessAtMs").get<calendar::Millis>();
  state.engagements.engagements[engagement.id] = std::move(engagement);
  for (auto& asset : state.engagements.assets) {
    if (!data.at("spent").contains(asset.model.id)) continue;
    asset.model.ready -= data.at("spent").at(asset.model.id).get<int>();
    if (asset.reload > 0 && asset.stock > 0 && !asset.reload_at) asset.reload_at = event.at + asset.reload;
  }
}

void reloaded(State& state, const Event& event) {
  auto* asset = asset_of(state, event);
  if (!asset) return;
  asset->model.ready = event.data.at("ready").get<int>();
  asset->stock = event.data.at("stock").get<int>();
  asset->reload_at.reset();
}

void overruled(State& state, const Event& event) {
  Engagement& engagement = state.engagements.engagements[event.data.at("engagement").get<std::string>()];
  engagement.leaked = event.data.at("leaked").get<std::map<std::string, int>>();
  engagement.narrative = event.data.at("narrative").get<std::string>();
}

void assessed(State& state, const Event& event) {
  state.engagements.engagements[event.data.at("engagement").get<std::string>()].assess_at.reset();
}

}  // namespace

void open_engagement(Turn& turn, const Json& scenario) {
  if (!scenario.contains("engagement") || !scenario.at("engagement").is_object()) return;
  const Json& model = scenario.at("engagement");
  Json threats = Json::array(), failing = Json::object();
  for (const Json& threat : model.at("threats")) {
    threats.push_back({{"id", threat.at("id")}, {"title", threat.at("title")}});
    if (threat.contains("fails")) failing[threat.at("id").get<std::string>()] = threat.at("fails");
  }
  const Audience teams(turn.state().seats.teams);
  const Json reports = model.value("reports", Json::object());
  turn.emit("engagement.opened", Audience::everybody(),
            {{"notice", model.at("notice")},
             {"sites", model.at("sites")},
             {"layers", model.at("layers")},
             {"threats", std::move(threats)}},
            {{"failing", std::move(failing)},
             {"cueing", model.value("cueing", Json::array())},
             {"sensor", audience_of(turn, reports, "sensor", teams)},
             {"assessment", audience_of(turn, reports, "assessment", teams)},
             {"assessmentAfterMs", calendar::parse_span(model.value("assessmentAfter", "")).value_or(0)}});
  for (const Json& asset : model.at("assets")) open_asset(turn, asset);
}

std::optional<calendar::Millis> next_engagement_due(const State& state) {
  if (!state.engagements.modelled || !state.clock.running) return std::nullopt;
  const Due due = first_due(state);
  return due.what == Due::What::nothing ? std::nullopt : std::optional(state.wall_of(due.at));
}

void fire_engagement(Turn& turn) {
  const Due due = first_due(turn.state());
  switch (due.what) {
    case Due::What::nothing:
      return;
    case Due::What::assess:
      return assess(turn, *due.engagement, false);
    case Due::What::appear:
      return turn.emit_by(by_system(), "engagement.deployed", due.asset->audience, {{"asset", due.asset->model.id}});
    case Due::What::leave:
      return turn.emit_by(by_system(), "engagement.removed", due.asset->audience, {{"asset", due.asset->model.id}});
    case Due::What::reload: {
      const int taken = std::min(due.asset->stock, due.asset->capacity - due.asset->model.ready);
      turn.emit_by(by_system(), "engagement.reloaded", due.asset->audience,
                   {{"asset", due.asset->model.id},
                    {"ready", due.asset->model.ready + taken},
                    {"stock", due.asset->stock - taken}});
    }
  }
}

void assess(Turn& turn, const Engagement& engagement, bool revised) {
  Json data{{"engagement", engagement.id},
            {"title", engagement.title},
            {"launched", engagement.salvo.size()},
            {"leaked", engagement.leaked}};
  if (!engagement.narrative.empty()) {
    data["narrative"] = engagement.narrative;
  } else {
    data["failed"] = engagement.failed;
    data["intercepted"] = engagement.intercepted;
  }
  if (revised) data["revised"] = true;
  turn.emit_by(by_system(), "engagement.assessed", turn.state().engagements.assessment, std::move(data));
}

std::vector<engagement::Threat> read_salvo(const Json& stored) {
  std::vector<engagement::Threat> salvo;
  for (const Json& group : stored)
    salvo.insert(salvo.end(), group.at("count").get<std::size_t>(),
                 {group.at("threat").get<std::string>(), group.at("target").get<std::string>()});
  return salvo;
}

std::vector<EventType> engagement_events() {
  return {
      {"engagement.opened", opened},
      {"engagement.listed", listed},
      {"engagement.deployed", set_present<true>},
      {"engagement.removed", set_present<false>},
      {"engagement.previewed", [](State&, const Event&) {}},
      {"engagement.detected", [](State&, const Event&) {}},
      {"engagement.resolved", resolved},
      {"engagement.spent", [](State&, const Event&) {}},
      {"engagement.reloaded", reloaded},
      {"engagement.overruled", overruled},
      {"engagement.assessed", assessed},
  };
}

}  // namespace startex::exercise
