#include "engine/feeds.hpp"

namespace startex::engine {

void Feeds::open(const std::vector<exercise::Viewer>& viewers, int offset_minutes) {
  offset_minutes_ = offset_minutes;
  sight_.open(viewers);
}

void Feeds::add(const exercise::Event& event) {
  events_.push_back(exercise::render(event, offset_minutes_));
  sight_.add(event);
}

std::uint64_t Feeds::seq_of(const exercise::Viewer& viewer, std::uint64_t n) const { return *sight_.seq_of(viewer, n); }

std::string Feeds::event_text(const exercise::Viewer& viewer, std::uint64_t n) const {
  return exercise::numbered(events_[seq_of(viewer, n) - 1], viewer.role, n);
}

}  // namespace startex::engine
