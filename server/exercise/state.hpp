// Everything that an exercise remembers: one slice a capability. It is a fold over the events and nothing else.
#pragma once

#include <algorithm>

#include "exercise/actions.hpp"
#include "exercise/agreements.hpp"
#include "exercise/back_channels.hpp"
#include "exercise/bookmarks.hpp"
#include "exercise/clock.hpp"
#include "exercise/control_team.hpp"
#include "exercise/consent.hpp"
#include "exercise/documents.hpp"
#include "exercise/effects.hpp"
#include "exercise/engagement.hpp"
#include "exercise/evaluation.hpp"
#include "exercise/indicators.hpp"
#include "exercise/injects.hpp"
#include "exercise/lifecycle.hpp"
#include "exercise/lineage.hpp"
#include "exercise/media.hpp"
#include "exercise/messages.hpp"
#include "exercise/notices.hpp"
#include "exercise/polls.hpp"
#include "exercise/posture.hpp"
#include "exercise/press.hpp"
#include "exercise/questionnaires.hpp"
#include "exercise/reads.hpp"
#include "exercise/report.hpp"
#include "exercise/requests.hpp"
#include "exercise/scripted.hpp"
#include "exercise/seats.hpp"
#include "exercise/sight.hpp"

namespace startex::exercise {

struct State {
  std::uint64_t seq = 0;                              // events applied
  calendar::Millis at = 0, wall = 0;                  // of the last one
  std::map<std::string, calendar::Millis> last_acts;  // team → exercise time at which it last did something
  Sight sight;                                        // what each viewer has been shown
  Lifecycle lifecycle;
  ControlTeam control_team;
  Lineage lineage;
  Clock clock;
  Seats seats;
  Notices notices;
  Consents consents;
  Messages messages;
  BackChannels back_channels;
  Indicators indicators;
  Postures posture;
  Agreements agreements;
  Documents documents;
  Requests requests;
  Actions actions;
  Polls polls;
  Press press;
  Evaluation evaluation;
  Questionnaires questionnaires;
  Bookmarks bookmarks;
  Engagements engagements;
  Effects effects;
  Injects injects;
  Reads reads;
  Media media;
  Scripted scripted;
  Report report;

  // The exercise time that has been reached, as far as events tell.
  calendar::Millis moment() const { return std::max(at, clock.at(wall)); }
  // The wall time for what is due at an exercise time: never before what has already happened. The clock must run.
  calendar::Millis wall_of(calendar::Millis exercise_time) const {
    return std::max(wall, clock.wall_at(exercise_time).value_or(wall));
  }
};

}  // namespace startex::exercise
