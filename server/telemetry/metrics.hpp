// What the server counts, by name. Served as text at /metrics.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <string>

namespace startex::telemetry {

// The parts may be counted from any thread.
struct Metrics {
  prometheus::Registry registry;
  prometheus::Gauge& connections;
  prometheus::Counter& events_appended;
  prometheus::Counter& deliveries;  // frames given to sockets
  prometheus::Counter& slow_clients_cut;
  prometheus::Counter& joins_refused;     // wrong codes and tokens
  prometheus::Histogram& commit_seconds;  // one append with its sync

  Metrics();
  std::string to_text() const;  // the Prometheus text format
};

}  // namespace startex::telemetry
