// The one reducer: a screen is the fold of the events that its viewer may see. Live play and review use the same.
// `apply` never fails: an event that is not known changes nothing but the count.
import { actionHandlers, emptyActions, type ActionsSlice } from './actions/fold';
import { agreementHandlers, emptyAgreements, type AgreementsSlice } from './agreements/fold';
import { bookmarkHandlers, emptyBookmarks, type BookmarksSlice } from './bookmarks/fold';
import { controlTeamHandlers, emptyControlTeam, type ControlTeamSlice } from './control_team/fold';
import { documentHandlers, emptyDocuments, type DocumentsSlice } from './documents/fold';
import { effectHandlers, emptyEffects, type EffectsSlice } from './effects/fold';
import { emptyEngagement, engagementHandlers, type EngagementSlice } from './engagement/fold';
import { emptyEvaluation, evaluationHandlers, type EvaluationSlice } from './evaluation/fold';
import type { Handlers } from './handlers';
import { emptyIndicators, indicatorHandlers, type IndicatorsSlice } from './indicators/fold';
import { emptyInjects, injectHandlers, type InjectsSlice } from './injects/fold';
import { emptyLineage, lineageHandlers, type LineageSlice } from './lineage/fold';
import { localised } from './localised';
import { emptyMedia, mediaHandlers, type MediaSlice } from './media/fold';
import { emptyMessages, messageHandlers, type MessagesSlice } from './messages/fold';
import { emptyMsel, mselHandlers } from './msel/fold';
import { emptyNotices, noticeHandlers, type NoticesSlice } from './notices/fold';
import { emptyPolls, pollHandlers, type PollsSlice } from './polls/fold';
import { emptyPosture, postureHandlers, type PostureSlice } from './posture/fold';
import { emptyPress, pressHandlers, type PressSlice } from './press/fold';
import type { Entity, Event, Move, Phase, Team } from './protocol';
import { emptyQuestionnaires, questionnaireHandlers, type QuestionnairesSlice } from './questionnaires/fold';
import { emptyReads, readHandlers, type ReadsSlice } from './reads/fold';
import { emptyRequests, requestHandlers, type RequestsSlice } from './requests/fold';
import { emptySeats, seatHandlers, type SeatsSlice } from './seats/fold';

export interface Brief {
  id: string;
  title: string;
  body: string;
}

export type { Inject, InjectVariant } from './injects/fold';
export type { Channel, Message } from './messages/fold';
export type { Dimension, Proposal } from './posture/fold';
export type { Person } from './seats/fold';

export interface View
  extends
    ActionsSlice,
    AgreementsSlice,
    BookmarksSlice,
    ControlTeamSlice,
    DocumentsSlice,
    EffectsSlice,
    EngagementSlice,
    EvaluationSlice,
    IndicatorsSlice,
    InjectsSlice,
    LineageSlice,
    MediaSlice,
    MessagesSlice,
    NoticesSlice,
    PollsSlice,
    PostureSlice,
    PressSlice,
    QuestionnairesSlice,
    ReadsSlice,
    RequestsSlice,
    SeatsSlice {
  language: string; // the reader's, for the scenario's texts
  n: number;
  exercise: string;
  title: string;
  summary: string;
  marking: string;
  phase: Phase;
  reviewOpen: boolean;
  reviewScope?: 'own' | 'all'; // of the review that is open
  reason?: string; // of the last pause or the end
  cause?: string;
  started?: string; // wall time of STARTEX
  start: string;
  timeZone: string;
  pace: number;
  at: string; // exercise time of the last event that set the clock
  wall: string;
  lastAt: string;
  moves: Move[];
  moveIndex: number; // -1 before the first
  moveStarts: Record<string, string>;
  teams: Team[];
  entities: Entity[];
  briefs: Brief[];
  allows: { backChannels: boolean; openActions: boolean };
  guidance: { actions?: string; agreements?: string; requests?: string }; // for control
}

export function emptyView(language = 'en'): View {
  return {
    language,
    n: 0,
    exercise: '',
    title: '',
    summary: '',
    marking: '',
    phase: 'lobby',
    reviewOpen: false,
    start: '',
    timeZone: 'UTC',
    pace: 1,
    at: '',
    wall: '',
    lastAt: '',
    moves: [],
    moveIndex: -1,
    moveStarts: {},
    teams: [],
    entities: [],
    briefs: [],
    allows: { backChannels: false, openActions: false },
    guidance: {},
    ...emptyActions(),
    ...emptyAgreements(),
    ...emptyBookmarks(),
    ...emptyControlTeam(),
    ...emptyDocuments(),
    ...emptyEffects(),
    ...emptyEngagement(),
    ...emptyEvaluation(),
    ...emptyIndicators(),
    ...emptyInjects(),
    ...emptyLineage(),
    ...emptyMedia(),
    ...emptyMessages(),
    ...emptyMsel(),
    ...emptyNotices(),
    ...emptyPolls(),
    ...emptyPosture(),
    ...emptyPress(),
    ...emptyQuestionnaires(),
    ...emptyReads(),
    ...emptyRequests(),
    ...emptySeats(),
  };
}

type Handler = Handlers<View>[string];

const clockSet: Handler = (view, event) => {
  view.at = event.at;
  view.wall = event.wall;
  if (typeof event.data.pace === 'number') view.pace = event.data.pace;
};

const enter =
  (phase: Phase): Handler =>
  (view, event) => {
    clockSet(view, event);
    view.phase = phase;
    view.reason = event.data.reason;
    view.cause = event.data.cause;
  };

const handlers: Handlers<View> = {
  'exercise.created': (view, event) => {
    const data = event.data;
    Object.assign(view, {
      exercise: data.exercise,
      title: data.title,
      summary: data.summary,
      marking: data.marking,
      start: data.clock.start,
      timeZone: data.clock.timeZone,
      pace: data.clock.pace,
      moves: data.clock.moves,
      teams: data.teams,
      entities: data.entities,
      objectives: event.control?.objectives ?? [],
      guidance: event.control?.guidance ?? {},
      allows: { backChannels: false, openActions: false, ...data.allows },
      at: event.at,
      wall: event.wall,
    });
  },
  'exercise.started': (view, event) => {
    enter('running')(view, event);
    view.started = event.wall;
  },
  'exercise.paused': enter('paused'),
  'exercise.resumed': enter('running'),
  'exercise.ended': (view, event) => {
    enter('ended')(view, event);
    if (view.objectives.length === 0) view.objectives = event.data.objectives ?? [];
  },
  'review.opened': (view, event) => {
    view.reviewOpen = true;
    view.reviewScope = event.data.scope ?? 'own';
  },
  'clock.pace_set': clockSet,
  'clock.jumped': clockSet,
  'move.started': (view, event) => {
    clockSet(view, event);
    view.moveIndex = event.data.index;
    view.moveStarts[event.data.move] = event.at;
  },
  'brief.issued': (view, event) => {
    const brief = { id: event.data.brief, title: event.data.title, body: event.data.body };
    view.briefs = [...view.briefs.filter((one) => one.id !== brief.id), brief];
  },
  ...actionHandlers,
  ...agreementHandlers,
  ...bookmarkHandlers,
  ...controlTeamHandlers,
  ...documentHandlers,
  ...effectHandlers,
  ...engagementHandlers,
  ...evaluationHandlers,
  ...indicatorHandlers,
  ...injectHandlers,
  ...lineageHandlers,
  ...mediaHandlers,
  ...messageHandlers,
  ...mselHandlers,
  ...noticeHandlers,
  ...pollHandlers,
  ...postureHandlers,
  ...pressHandlers,
  ...questionnaireHandlers,
  ...readHandlers,
  ...requestHandlers,
  ...seatHandlers,
};

// Folds one event into the view, in place.
export function apply(view: View, event: Event): void {
  view.n = event.n;
  view.lastAt = event.at;
  handlers[event.type]?.(view, localised(event, view.language));
}

export function foldAll(events: readonly Event[], view: View = emptyView()): View {
  for (const event of events) apply(view, event);
  return view;
}

// How an entity or another sender is called.
export function nameOfSender(view: Pick<View, 'entities'>, from: string): string {
  return view.entities.find((entity) => entity.id === from)?.name ?? from;
}

export function seatTitle(view: View, seatId: string | undefined): string {
  for (const team of view.teams) for (const one of team.seats) if (one.id === seatId) return one.title;
  return seatId ?? '';
}

export function teamName(view: View, teamId: string | undefined): string {
  return view.teams.find((team) => team.id === teamId)?.name ?? teamId ?? '';
}
