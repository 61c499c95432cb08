// How much one connection and one actor may hold.
#pragma once

#include <cstddef>
#include <cstdint>

namespace startex::engine {

// The figures that a simulation or a bench makes smaller or larger; a server runs with these.
struct Limits {
  double commands_per_second = 50;
  double commands_burst = 100;
  // A connection that goes on after so many refusals in a row, or sends so many frames that are no requests, is closed.
  int refusals_max = 500;
  int malformed_max = 50;

  // Over `congested_bytes` nothing more is pushed until the reader has caught up: the events wait in the feed, which is
  // there anyway. One that stays there for `too_slow_ms`, or lets answers pile up to `outbox_bytes_max`, is closed.
  std::size_t congested_bytes = 256 * 1024;
  std::size_t outbox_bytes_max = 1024 * 1024;
  std::int64_t too_slow_ms = 10'000;

  std::size_t pending_events_max = 5000;     // decided, and not yet durable
  std::size_t remembered_errors_max = 4096;  // refusals kept for repeated commandIds

  std::int64_t clock_signal_ms = 10'000;
  std::int64_t alive_mark_ms = 5'000;
};

}  // namespace startex::engine
