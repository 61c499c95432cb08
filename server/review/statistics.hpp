// Means, medians and intervals of a few values. Intervals are of 95 per cent.
#pragma once

#include <optional>
#include <vector>

namespace startex::review {

struct Interval {
  double low = 0, high = 0;
};

double mean(const std::vector<double>& values);
// Of at least one value.
double median(std::vector<double> values);
// Student's t interval of a mean; nothing for fewer than two values.
std::optional<Interval> interval_of_mean(const std::vector<double>& values);
// Welch's t interval of mean(b) − mean(a); nothing where either has fewer than two values.
std::optional<Interval> interval_of_difference(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace startex::review
