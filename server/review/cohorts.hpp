// The same scenario across many runs: each run's figures in one long table, and how groups of runs differ.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/json.hpp"

namespace startex::review {

// One figure of one run. Runs of a scenario are aligned by `inject`, which has the same id in all of them.
struct Figure {
  std::string measure, item, team;  // item: the inject, dimension or indicator; empty where there is none
  std::string unit;
  std::optional<double> value;      // none: it has not happened
};

struct Run {
  std::string exercise, title, scenario, version, group;  // group: the year of the first event, unless one is named
  std::int64_t created = 0;                               // wall time
  bool ended = false;
  std::size_t participants = 0;
  std::vector<Figure> figures;
  std::vector<std::string> teams_of_consent;  // teams of which at least one person lets research use it
};

// Nothing when the log is empty.
std::optional<Run> run_of(std::span<const std::string> stored);

// {"runs":[…],"groups":[…],"rows":[{measure,item,team,unit,values:[{run,value}],"groups":[{group,n,mean,median,low,high}],
//  "difference":{value,low,high,method}?}]}. A difference is of the second group from the first, where there are two.
Json compare(std::span<const Run> runs);

// run,group,scenario,version,measure,item,team,unit,value: a row a figure.
std::string to_csv(std::span<const Run> runs);
// column or measure, what it means, unit.
std::string codebook_csv();

// Runs as research may have them: ids are pseudonyms, there are no titles, groups stay; of a team of which nobody
// consented there are no figures.
std::vector<Run> for_research(std::vector<Run> runs, std::string (*pseudonym)(std::string_view key, std::string_view id),
                              std::string_view key);

}  // namespace startex::review
