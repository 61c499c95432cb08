#include "exercise/briefs.hpp"

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

void found(Turn& turn, const Json& document) {
  for (const Json& brief : document.value("briefs", Json::array())) {
    const auto audience = turn.state().seats.places(brief.at("to").get<std::vector<std::string>>());
    turn.emit("brief.issued", audience.value_or(Audience{}),
              {{"brief", brief.at("id")}, {"title", brief.at("title")}, {"body", brief.at("body")}});
  }
}

}  // namespace

const Capability briefs_capability{
    "briefs",
    {},
    {{"brief.issued", [](State&, const Event&) {}}},
    found,
};

}  // namespace startex::exercise
