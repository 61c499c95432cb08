// Every limit on what people and programs may put into an exercise, in one place. Text is counted in code points.
#pragma once

#include <cstddef>
#include <cstdint>

#include "exercise/calendar.hpp"

namespace startex::limits {

inline constexpr std::size_t message_bytes_max = 64 * 1024;  // one frame from a client, and one frame of catch-up
inline constexpr int json_depth_max = 16;
inline constexpr std::size_t scenario_bytes_max = 2 * 1024 * 1024;

inline constexpr std::size_t id_max = 80;
inline constexpr std::size_t name_max = 60;
inline constexpr std::size_t title_max = 200;
inline constexpr std::size_t body_max = 8000;
inline constexpr std::size_t rationale_max = 4000;
inline constexpr std::size_t notice_max = 1000;
inline constexpr std::size_t recipients_max = 64;

inline constexpr std::size_t areas_max = 20;                            // of control
inline constexpr calendar::Millis handling_ms = 10 * calendar::minute;  // wall time until what is in hand is free again

inline constexpr std::size_t participants_max = 500;
inline constexpr int waiting_messages_max = 100;  // held or delayed, of one seat
inline constexpr std::size_t injects_max = 5000;
inline constexpr std::size_t undo_max = 200;                      // changes to the plan that are kept
inline constexpr std::int64_t shift_minutes_max = 100 * 24 * 60;  // by how much what is to come is moved at once
inline constexpr std::size_t preview_events_max = 200;            // told of what a jump would bring
inline constexpr int open_proposals_max = 50;                     // of one seat

inline constexpr std::size_t clause_max = 4000;
inline constexpr std::size_t clauses_max = 40;  // of one agreement with its commitments, or of one document
inline constexpr std::size_t changes_max = 40;
inline constexpr std::size_t agreement_bytes_max = 40 * 1024;  // clauses and reservations, so that one event tells all
inline constexpr std::size_t reservations_max = 40;
inline constexpr int annexes_max = 8;       // of one agreement and delegation
inline constexpr int agreements_max = 100;  // drafted by one delegation
inline constexpr int documents_max = 50;    // that one delegation writes at
inline constexpr std::size_t suggestions_max = 100;
inline constexpr std::int64_t version_max = 1'000'000;
inline constexpr calendar::Millis claim_ms = 3 * calendar::minute;  // wall time until a claim can be taken over
inline constexpr int open_requests_max = 30;                        // of one delegation
inline constexpr int open_actions_max = 30;                         // of one delegation
inline constexpr std::size_t reasons_max = 10;
inline constexpr int arguments_max = 200;
inline constexpr std::size_t options_max = 12;
inline constexpr int open_polls_max = 10;
inline constexpr int back_channels_max = 20;  // opened by one seat
inline constexpr int waiting_statements_max = 20;
inline constexpr double indicator_step_max = 1e6;
inline constexpr calendar::Millis effect_rest_min = 10 * calendar::minute;  // exercise time between two firings
inline constexpr int effect_firings_max = 100;

inline constexpr std::int64_t number_max = 1'000'000'000;  // of an event
inline constexpr std::size_t evidence_max = 50;
inline constexpr int ratings_max = 1000;   // by one evaluator
inline constexpr int bookmarks_max = 500;  // of one person
inline constexpr std::size_t questions_max = 40;
inline constexpr std::size_t answer_max = 2000;
inline constexpr std::size_t answers_bytes_max = 8 * 1024;  // of one person; what is sealed is padded to this
inline constexpr std::size_t anonymous_min = 3;             // answers that must have come before any is shown
inline constexpr std::int64_t media_bytes_max = 5 * 1024 * 1024;  // of one file
inline constexpr std::int64_t media_total_max = 100 * 1024 * 1024;
inline constexpr std::size_t media_max = 500;
inline constexpr std::size_t attachments_max = 8;

inline constexpr std::size_t salvo_groups_max = 40;
inline constexpr std::int64_t salvo_threats_max = 200;
inline constexpr int preview_trials = 100'000;

inline constexpr std::size_t section_max = 16'000;  // of the after-action report
inline constexpr std::size_t plan_rows_max = 60;
inline constexpr std::size_t plan_cell_max = 1000;

inline constexpr double pace_min = 0.1;  // exercise minutes a wall minute
inline constexpr double pace_max = 10000;
inline constexpr std::int64_t delay_seconds_max = 3600;

}  // namespace startex::limits
