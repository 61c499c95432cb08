// What each seat has had before its eyes: injects, and channels up to a message. Its screen says so, so that the review
// can tell what was read when; nobody but the seat's own side and control is told.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "exercise/capability.hpp"

namespace startex::exercise {

struct Reads {
  std::map<std::string, std::set<std::string>> injects;  // inject → seats
  std::map<std::string, std::uint64_t> sent;             // message → its place among all that was sent
  std::map<std::pair<std::string, std::string>, std::uint64_t> channels;  // seat and channel → up to that place
};

extern const Capability reads_capability;

}  // namespace startex::exercise
