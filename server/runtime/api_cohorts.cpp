// Runs of one scenario side by side. Each log is folded on its own log thread; the answer is put together in front.
#include <algorithm>
#include <sstream>

#include "access/tokens.hpp"
#include "review/cohorts.hpp"
#include "review/contributions.hpp"
#include "runtime/api.hpp"

namespace startex::runtime {
namespace {

constexpr std::size_t runs_max = 100;

struct Wanted {
  std::string format;
  bool pseudonymised = false;
  std::vector<std::pair<std::string, std::string>> runs;  // exercise, its group ("": by year)
};

struct Gathered {
  std::vector<review::Run> runs;
  std::vector<review::Contributions> people;
  std::size_t missing = 0;  // how many logs are still being read
};

std::vector<std::string> listed(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string one; std::getline(in, one, ',');)
    if (!one.empty()) out.push_back(one);
  return out;
}

std::string pseudonym(std::string_view key, std::string_view id) {
  return "p" + access::sha256_hex(std::string(key) + "/" + std::string(id)).substr(0, 12);
}

net::Response csv(std::string name, std::string text) {
  return file_response("text/csv; charset=utf-8", std::move(name), std::move(text));
}

// The key of the pseudonyms is drawn for this answer and forgotten with it.
net::Response answer(const Wanted& wanted, Gathered gathered) {
  std::sort(gathered.runs.begin(), gathered.runs.end(),
            [](const review::Run& a, const review::Run& b) { return a.created < b.created; });
  const auto key = access::new_token();
  if (wanted.format == "participants")
    return csv("participants.csv", review::research_csv(gathered.people, pseudonym, key));
  if (wanted.pseudonymised) gathered.runs = review::for_research(std::move(gathered.runs), pseudonym, key);
  if (wanted.format == "csv") return csv("cohort.csv", review::to_csv(gathered.runs));
  return json_response(200, review::compare(gathered.runs));
}

}  // namespace

void Api::cohorts(Call call) {
  Wanted wanted{query(call.request, "format", "json"), query(call.request, "pseudonymised", "") == "1", {}};
  const auto scenario = query(call.request, "scenario", "");
  if (wanted.format == "codebook") {
    call.reply(csv("codebook.csv", review::codebook_csv()));
    return;
  }
  if (wanted.format != "json" && wanted.format != "csv" && wanted.format != "participants") {
    call.reply(net::problem(422, "invalid", "No such format", "\"format\" is json, csv, participants or codebook."));
    return;
  }
  const auto chosen = listed(query(call.request, "exercises", ""));
  const auto first = listed(query(call.request, "a", "")), second = listed(query(call.request, "b", ""));
  const auto in = [](const std::vector<std::string>& list, const std::string& id) {
    return std::find(list.begin(), list.end(), id) != list.end();
  };
  for (const auto& row : parts_.catalog.exercises()) {
    const bool named = in(chosen, row.id) || in(first, row.id) || in(second, row.id);
    const bool any = chosen.empty() && first.empty() && second.empty() && row.phase == "ended";
    if ((scenario.empty() ? named : row.scenario == scenario && (named || any)) && wanted.runs.size() < runs_max)
      wanted.runs.emplace_back(row.id, in(first, row.id) ? "A" : in(second, row.id) ? "B" : "");
  }
  if (wanted.runs.empty()) {
    call.reply(net::problem(404, "not_found", "No runs",
                            "Name a scenario with runs that have ended, or exercises that there are."));
    return;
  }
  auto gathered = std::make_shared<Gathered>();
  gathered->missing = wanted.runs.size();
  auto asked = std::make_shared<Call>(std::move(call));
  for (const auto& [exercise, group] : wanted.runs)
    shard_of(exercise).with_room(exercise, [this, gathered, asked, wanted, group = group](Room& room) {
      room.with_log([this, gathered, asked, wanted, group](log::EventLog* log) {
        const auto rows = log ? log->read(0, SIZE_MAX) : tl::unexpected(log::Error{});
        auto run = rows ? review::run_of(*rows) : std::nullopt;
        auto people = rows && wanted.format == "participants" ? review::contributions(*rows) : std::nullopt;
        in_front([gathered, asked, wanted, group, run = std::move(run), people = std::move(people)]() mutable {
          if (run && !group.empty()) run->group = group;
          if (run) gathered->runs.push_back(std::move(*run));
          if (people) gathered->people.push_back(std::move(*people));
          if (--gathered->missing == 0) asked->reply(answer(wanted, std::move(*gathered)));
        });
      });
    });
}

}  // namespace startex::runtime
