#include "exercise/engagement.hpp"

#include <algorithm>
#include <numeric>

#include "exercise/engagement_record.hpp"
#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

// A draw that JSON numbers hold exactly.
constexpr std::int64_t seed_sides = std::int64_t{1} << 53;

struct Order {
  Json salvo = Json::array();  // as it is told: [{"threat","count","target"}]
  std::vector<engagement::Threat> threats;
};

Order read_order(const Turn& turn, json::Reader& in) {
  const Engagements& engagements = turn.state().engagements;
  Order order;
  in.each("salvo", limits::salvo_groups_max, [&](json::Reader& group) {
    const auto kind = group.text("threat", limits::id_max);
    const auto target = group.text("target", limits::id_max);
    const auto count = group.integer("count", 1, limits::salvo_threats_max);
    if (!engagements.threats.contains(kind)) group.fault("threat", "This is no threat class of this exercise.");
    if (std::find(engagements.sites.begin(), engagements.sites.end(), target) == engagements.sites.end())
      group.fault("target", "This is no site of this exercise.");
    order.salvo.push_back({{"threat", kind}, {"count", count}, {"target", target}});
    order.threats.insert(order.threats.end(), static_cast<std::size_t>(std::max<std::int64_t>(count, 0)),
                         {kind, target});
  });
  if (order.threats.empty()) in.fault("salvo", "Say what is launched: at least one threat with its target.");
  if (order.threats.size() > static_cast<std::size_t>(limits::salvo_threats_max))
    in.fault("salvo", "This salvo is larger than the model takes.");
  return order;
}

Outcome modelled(const Turn& turn) {
  if (turn.state().engagements.modelled) return {};
  return refuse(ErrorCode::conflict, "This exercise has no engagement model.");
}

Json told(const engagement::Expectation& expected) {
  return {{"leaked", expected.leaked},
          {"failed", expected.failed},
          {"leakedAt", expected.leaked_at},
          {"interceptedBy", expected.intercepted_by}};
}

Json told(const engagement::Distribution& seen) {
  return {{"trials", seen.trials},
          {"leaked", seen.leaked},
          {"failed", seen.failed},
          {"leakedAt", seen.leaked_at},
          {"interceptedBy", seen.intercepted_by}};
}

Json told(const engagement::Defence& defence, const engagement::Outcome& outcome) {
  static constexpr const char* fates[] = {"leaked", "failed", "intercepted"};
  Json shots = Json::array(), ends = Json::array();
  for (const auto& shot : outcome.shots)
    shots.push_back({{"threat", shot.threat},
                     {"asset", defence.assets[shot.asset].id},
                     {"shots", shot.shots},
                     {"chance", shot.chance},
                     {"hit", shot.hit}});
  for (const auto fate : outcome.fates) ends.push_back(fates[static_cast<std::size_t>(fate)]);
  return {{"shots", std::move(shots)}, {"fates", std::move(ends)},           {"spent", outcome.spent},
          {"leaked", outcome.leaked},  {"intercepted", outcome.intercepted}, {"failed", outcome.failed}};
}

Outcome preview(Turn& turn, json::Reader& in) {
  const Order order = read_order(turn, in);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto has = modelled(turn); !has) return has;
  const auto defence = defence_at(turn.state(), turn.at());
  // A preview uses up no draw: its trials are seeded by the event it follows, so that the same question has one answer.
  const auto seen = engagement::simulate(defence, order.threats, limits::preview_trials, turn.state().seq);
  turn.emit("engagement.previewed", Audience::control_only(),
            {{"salvo", order.salvo},
             {"cueing", defence.cueing},
             {"expected", told(engagement::expect(defence, order.threats))},
             {"seen", told(seen)}});
  return {};
}

// What sensors tell at once: that something flies, how much and of which classes, and not where to.
void report(Turn& turn, const std::string& id, const std::string& title, const Order& order,
            const std::optional<std::string>& text) {
  std::set<std::string> kinds;
  for (const auto& threat : order.threats) kinds.insert(threat.kind);
  Json data{{"engagement", id}, {"title", title}, {"launched", order.threats.size()}, {"kinds", kinds}};
  if (text) data["report"] = *text;
  turn.emit_by({{"role", "system"}}, "engagement.detected", turn.state().engagements.sensor, std::move(data));
}

Outcome run(Turn& turn, json::Reader& in) {
  const auto title = in.text("title", limits::title_max);
  const auto text = in.optional_text("report", limits::body_max);
  const Order order = read_order(turn, in);
  if (const auto fault = in.finish()) return invalid(*fault);
  if (const auto has = modelled(turn); !has) return has;
  const State& state = turn.state();
  const Engagements& engagements = state.engagements;
  const auto id = turn.id("engagement", {title});
  if (engagements.engagements.contains(id))
    return refuse(ErrorCode::conflict, "This very engagement was run a moment ago.");
  const auto defence = defence_at(state, turn.at());
  const Json draw = turn.draw("engagement/" + id, seed_sides);
  const auto outcome = engagement::resolve(defence, order.threats, draw.at("result").get<std::uint64_t>());
  report(turn, id, title, order, text);
  Json data = told(defence, outcome);
  data.update({{"engagement", id},
               {"title", title},
               {"salvo", order.salvo},
               {"cueing", defence.cueing},
               {"expected", told(engagement::expect(defence, order.threats))}});
  turn.emit("engagement.resolved", Audience::control_only(), std::move(data),
            {{"draw", draw}, {"assessAtMs", turn.at() + engagements.assessment_after}});
  for (const auto& asset : engagements.assets)
    if (const auto it = outcome.spent.find(asset.model.id); it != outcome.spent.end())
      turn.emit_by({{"role", "system"}}, "engagement.spent", asset.audience,
                   {{"asset", asset.model.id}, {"spent", it->second}, {"ready", asset.model.ready - it->second}});
  return {};
}

// Control's word stands above the dice: how many have leaked where, and what is told of it.
Outcome overrule(Turn& turn, json::Reader& in) {
  const auto id = in.text("engagement", limits::id_max);
  const auto narrative = in.text("narrative", limits::body_max);
  const auto reason = in.text("reason", limits::rationale_max);
  std::map<std::string, int> leaked;
  in.each("leaked", limits::salvo_groups_max, [&](json::Reader& one) {
    const auto site = one.text("site", limits::id_max);
    leaked[site] += static_cast<int>(one.integer("count", 0, limits::salvo_threats_max));
  });
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto& engagements = turn.state().engagements.engagements;
  const auto it = engagements.find(id);
  if (it == engagements.end()) return not_found("engagement");
  Engagement engagement = it->second;
  for (const auto& [site, count] : leaked) {
    const auto aimed = std::count_if(engagement.salvo.begin(), engagement.salvo.end(),
                                     [&place = site](const auto& threat) { return threat.target == place; });
    if (count > aimed)
      return refuse(ErrorCode::invalid, "No more can have come down there than were aimed at it.", "/leaked");
  }
  turn.emit("engagement.overruled", Audience::control_only(),
            {{"engagement", id}, {"leaked", leaked}, {"narrative", narrative}, {"reason", reason}});
  if (engagement.assess_at) return {};
  engagement.leaked = leaked;
  engagement.narrative = narrative;
  assess(turn, engagement, true);
  return {};
}

}  // namespace

engagement::Defence defence_at(const State& state, calendar::Millis at) {
  const Engagements& engagements = state.engagements;
  engagement::Defence defence;
  defence.layers = engagements.layers;
  defence.failing = engagements.threats;
  for (const Cueing& cueing : engagements.cueing)
    if (!cueing.when || holds(*cueing.when, state, at)) defence.cueing = cueing.factor;
  for (const auto& asset : engagements.assets)
    if (asset.present) defence.assets.push_back(asset.model);
  return defence;
}

std::optional<std::string> wrong_engagement(const State& before, const Event& event) {
  const auto defence = defence_at(before, event.at);
  const auto outcome = engagement::resolve(defence, read_salvo(event.data.at("salvo")),
                                           event.control.at("draw").at("result").get<std::uint64_t>());
  const Json again = told(defence, outcome);
  for (const auto& [key, value] : again.items())
    if (event.data.at(key) != value) return "\"" + key + "\" of the engagement is not what its draw gives";
  return std::nullopt;
}

const Capability engagement_capability{
    "engagement",
    {
        {"engagement.preview", Who::control, When::begun,
         "See what a salvo would probably do to the defence as it stands", preview},
        {"engagement.run", Who::control, When::begun, "Let a salvo fly: one draw, interceptors are spent", run},
        {"engagement.overrule", Who::control, When::begun, "Say otherwise than the dice, with a reason", overrule},
    },
    engagement_events(),
    open_engagement,
    next_engagement_due,
    fire_engagement,
};

}  // namespace startex::exercise
