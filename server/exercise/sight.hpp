// Which events each viewer has been shown, in order. Every viewer has a numbering of its own: n counts from 1 without a
// gap among what it may see, and nothing in it tells of an event that it may not see.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "exercise/event.hpp"

namespace startex::exercise {

class Sight {
 public:
  void open(const std::vector<Viewer>& viewers);

  // Events arrive in the order of their seq, from 1.
  void add(const Event& event);

  // How many events this viewer may see: also the n of its last.
  std::uint64_t head(const Viewer& viewer) const { return seqs(viewer).size(); }
  // The event that is number n to this viewer; nothing when it has been shown no such number.
  std::optional<std::uint64_t> seq_of(const Viewer& viewer, std::uint64_t n) const;
  // The number under which this viewer sees the event, or nothing.
  std::optional<std::uint64_t> number_of(const Viewer& viewer, std::uint64_t seq) const;

 private:
  const std::vector<std::uint32_t>& seqs(const Viewer& viewer) const;

  std::map<Viewer, std::vector<std::uint32_t>> seen_;
};

}  // namespace startex::exercise
