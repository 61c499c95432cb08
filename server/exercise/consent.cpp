#include "exercise/consent.hpp"

#include "exercise/state.hpp"

namespace startex::exercise {
namespace {

Outcome set(Turn& turn, json::Reader& in) {
  if (!in.has("research")) in.fault("research", "Say true or false.");
  const bool research = in.flag("research");
  if (const auto fault = in.finish()) return invalid(*fault);
  const auto& answers = turn.state().consents.research;
  const auto& participant = turn.actor().participant;
  if (const auto it = answers.find(participant); it != answers.end() && it->second == research)
    return refuse(ErrorCode::conflict, "This is your answer already.");
  turn.emit("consent.given", Audience::control_only(), {{"participant", participant}, {"research", research}});
  return {};
}

}  // namespace

const Capability consent_capability{
    "consent",
    {
        {"consent.set", Who::participant | Who::seated, When::always,
         "Let research use what one did, or not; only control learns it", set},
    },
    {
        {"consent.given",
         [](State& state, const Event& event) {
           state.consents.research[event.data.at("participant").get<std::string>()] =
               event.data.at("research").get<bool>();
         }},
    },
};

}  // namespace startex::exercise
