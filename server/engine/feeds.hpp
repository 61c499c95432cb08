// The durable events as texts, by each viewer's own number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exercise/event.hpp"
#include "exercise/sight.hpp"

namespace startex::engine {

class Feeds {
 public:
  // The viewers are known from the first event on; see Seats::viewers.
  void open(const std::vector<exercise::Viewer>& viewers, int offset_minutes);

  // Events arrive in the order of their seq, from 1.
  void add(const exercise::Event& event);

  // How many events this viewer may see: also the n of its last.
  std::uint64_t head(const exercise::Viewer& viewer) const { return sight_.head(viewer); }
  // Event number n of this viewer's, as EVENT text. 1 ≤ n ≤ head.
  std::string event_text(const exercise::Viewer& viewer, std::uint64_t n) const;
  std::uint64_t seq_of(const exercise::Viewer& viewer, std::uint64_t n) const;
  // The number under which this viewer sees the event, or nothing.
  std::optional<std::uint64_t> number_of(const exercise::Viewer& viewer, std::uint64_t seq) const {
    return sight_.number_of(viewer, seq);
  }

 private:
  int offset_minutes_ = 0;
  std::vector<exercise::Rendered> events_;  // events_[seq - 1]
  exercise::Sight sight_;
};

}  // namespace startex::engine
