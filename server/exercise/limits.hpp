// Every limit on what people and programs may put into an exercise, in one place. Text is counted in code points.
#pragma once

#include <cstddef>
#include <cstdint>

namespace startex::limits {

inline constexpr std::size_t message_bytes_max = 64 * 1024;  // one frame from a client, and one frame of catch-up
inline constexpr int json_depth_max = 16;
inline constexpr std::size_t scenario_bytes_max = 2 * 1024 * 1024;

inline constexpr std::size_t id_max = 80;
inline constexpr std::size_t name_max = 60;
inline constexpr std::size_t title_max = 200;
inline constexpr std::size_t body_max = 8000;
inline constexpr std::size_t rationale_max = 4000;
inline constexpr std::size_t recipients_max = 64;

inline constexpr std::size_t participants_max = 500;
inline constexpr int waiting_messages_max = 100;  // held or delayed, of one seat
inline constexpr std::size_t injects_max = 5000;
inline constexpr int open_proposals_max = 50;  // of one seat

inline constexpr double pace_min = 0.1;  // exercise minutes a wall minute
inline constexpr double pace_max = 10000;
inline constexpr std::int64_t delay_seconds_max = 3600;

}  // namespace startex::limits
