// What is counted can be read by a monitor, and names nobody.
#include "telemetry/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace startex::telemetry {
namespace {

using testing::AllOf;
using testing::HasSubstr;

TEST(Metrics, AFreshServerHasCountedNothing) {
  EXPECT_THAT(Metrics().to_text(),
              AllOf(HasSubstr("startex_connections 0\n"), HasSubstr("startex_events_appended_total 0\n"),
                    HasSubstr("startex_deliveries_total 0\n"), HasSubstr("startex_slow_clients_cut_total 0\n"),
                    HasSubstr("startex_joins_refused_total 0\n"), HasSubstr("startex_commit_seconds_count 0\n")));
}

TEST(Metrics, WhatWasCountedIsInTheText) {
  Metrics metrics;
  metrics.connections.Increment(3);
  metrics.connections.Decrement();
  metrics.events_appended.Increment(7);
  metrics.slow_clients_cut.Increment();
  metrics.commit_seconds.Observe(0.0003);
  metrics.commit_seconds.Observe(2);
  EXPECT_THAT(metrics.to_text(),
              AllOf(HasSubstr("# TYPE startex_connections gauge\n"), HasSubstr("startex_connections 2\n"),
                    HasSubstr("startex_events_appended_total 7\n"), HasSubstr("startex_slow_clients_cut_total 1\n"),
                    HasSubstr("startex_commit_seconds_count 2\n"),
                    HasSubstr("startex_commit_seconds_bucket{le=\"0.0005\"} 1\n"),
                    HasSubstr("startex_commit_seconds_bucket{le=\"1\"} 1\n"),
                    HasSubstr("startex_commit_seconds_bucket{le=\"+Inf\"} 2\n")));
}

TEST(Metrics, AnyThreadMayCountWhileAnotherReads) {
  Metrics metrics;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&metrics] {
      for (int i = 0; i < 5000; ++i) metrics.deliveries.Increment();
    });
  for (int i = 0; i < 20; ++i) EXPECT_THAT(metrics.to_text(), HasSubstr("startex_deliveries_total "));
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(metrics.to_text(), HasSubstr("startex_deliveries_total 20000\n"));
}

}  // namespace
}  // namespace startex::telemetry
