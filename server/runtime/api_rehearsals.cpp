// Rehearsals of scenarios: asked for, looked at while they run, cancelled.
#include "exercise/limits.hpp"
#include "json/reader.hpp"
#include "runtime/api.hpp"

namespace startex::runtime {
namespace {

net::Response no_such_rehearsal() {
  return net::problem(404, "not_found", "No such rehearsal",
                      "Only the latest rehearsals are kept. Begin another with POST /api/rehearsals.");
}

}  // namespace

void Api::begin_rehearsal(Call call) {
  const auto body = json::parse(call.request.body);
  const Json object = body ? *body : Json();
  json::Reader in(object);
  const auto scenario = in.text("scenario", limits::id_max);
  const auto seed = in.optional_integer("seed", 0, std::int64_t{1} << 53);
  const bool nobody = in.flag("nobody");
  if (const auto fault = in.finish()) {
    call.reply(invalid_field(*fault));
    return;
  }
  const auto* package = parts_.library.find(scenario);
  if (!package) {
    call.reply(no_such_scenario());
    return;
  }
  const auto begun = rehearsals_.begin({package->document, static_cast<std::uint64_t>(seed.value_or(1)), nobody});
  call.reply(begun ? json_response(202, {{"rehearsal", *begun}}) : problem_of(begun.error()));
}

void Api::one_rehearsal(Call call) {
  const auto rehearsal = rehearsals_.look(call.params.at("id"));
  call.reply(rehearsal ? json_response(200, *rehearsal) : no_such_rehearsal());
}

void Api::cancel_rehearsal(Call call) {
  if (!rehearsals_.cancel(call.params.at("id"))) {
    call.reply(no_such_rehearsal());
    return;
  }
  net::Response response;
  response.status = 204;
  call.reply(std::move(response));
}

}  // namespace startex::runtime
