#include "telemetry/metrics.hpp"

#include <prometheus/text_serializer.h>

namespace startex::telemetry {
namespace {

prometheus::Counter& counter(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
}

}  // namespace

Metrics::Metrics()
    : connections(
          prometheus::BuildGauge().Name("startex_connections").Help("Open WebSockets").Register(registry).Add({})),
      events_appended(counter(registry, "startex_events_appended_total", "Events made durable")),
      deliveries(counter(registry, "startex_deliveries_total", "Frames given to sockets")),
      slow_clients_cut(
          counter(registry, "startex_slow_clients_cut_total", "Connections closed because they read too slowly")),
      joins_refused(counter(registry, "startex_joins_refused_total", "Wrong join codes and tokens")),
      commit_seconds(prometheus::BuildHistogram()
                         .Name("startex_commit_seconds")
                         .Help("Time of one durable append")
                         .Register(registry)
                         .Add({}, prometheus::Histogram::BucketBoundaries{0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01,
                                                                          0.05, 0.1, 0.5, 1})) {}

std::string Metrics::to_text() const { return prometheus::TextSerializer().Serialize(registry.Collect()); }

}  // namespace startex::telemetry
