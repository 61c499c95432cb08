#include "review/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

namespace startex::review {
namespace {

constexpr double upper = 0.975;

// The square of the standard error of the mean.
double squared_error(const std::vector<double>& values) {
  const auto middle = mean(values);
  double sum = 0;
  for (const double value : values) sum += (value - middle) * (value - middle);
  return sum / static_cast<double>(values.size() - 1) / static_cast<double>(values.size());
}

double t_of(double freedom) { return boost::math::quantile(boost::math::students_t(freedom), upper); }

}  // namespace

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::optional<Interval> interval_of_mean(const std::vector<double>& values) {
  if (values.size() < 2) return std::nullopt;
  const auto by = t_of(static_cast<double>(values.size() - 1)) * std::sqrt(squared_error(values));
  return Interval{mean(values) - by, mean(values) + by};
}

std::optional<Interval> interval_of_difference(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() < 2 || b.size() < 2) return std::nullopt;
  const auto in_a = squared_error(a), in_b = squared_error(b);
  const auto difference = mean(b) - mean(a);
  if (in_a + in_b == 0) return Interval{difference, difference};
  const auto freedom = (in_a + in_b) * (in_a + in_b) / (in_a * in_a / static_cast<double>(a.size() - 1) +
                                                        in_b * in_b / static_cast<double>(b.size() - 1));
  const auto by = t_of(freedom) * std::sqrt(in_a + in_b);
  return Interval{difference - by, difference + by};
}

}  // namespace startex::review
