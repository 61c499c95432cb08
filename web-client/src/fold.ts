// The one reducer: a screen is the fold of the events that its viewer may see. Live play and review use the same.
// `apply` never fails: an event that is not known changes nothing but the count.
import { actionHandlers, emptyActions, type ActionsSlice } from './actions/fold';
import { agreementHandlers, emptyAgreements, type AgreementsSlice } from './agreements/fold';
import { bookmarkHandlers, emptyBookmarks, type BookmarksSlice } from './bookmarks/fold';
import { controlTeamHandlers, emptyControlTeam, type ControlTeamSlice } from './control_team/fold';
import { documentHandlers, emptyDocuments, type DocumentsSlice } from './documents/fold';
import { effectHandlers, emptyEffects, type Condition, type EffectsSlice, type Fact } from './effects/fold';
import { emptyEngagement, engagementHandlers, type EngagementSlice } from './engagement/fold';
import { emptyEvaluation, evaluationHandlers, type EvaluationSlice } from './evaluation/fold';
import type { Handlers } from './handlers';
import { emptyIndicators, indicatorHandlers, type IndicatorsSlice } from './indicators/fold';
import { emptyLineage, lineageHandlers, type LineageSlice } from './lineage/fold';
import { localised } from './localised';
import { emptyMedia, mediaHandlers, type Attachment, type MediaSlice } from './media/fold';
import { emptyMsel, mselHandlers, noteChange, type MselSlice } from './msel/fold';
import { emptyNotices, noticeHandlers, type NoticesSlice } from './notices/fold';
import { emptyPolls, pollHandlers, type PollsSlice } from './polls/fold';
import { emptyPosture, postureHandlers, type PostureSlice } from './posture/fold';
import { emptyPress, pressHandlers, type PressSlice } from './press/fold';
import type { By, Entity, Event, InjectType, Mode, Move, Phase, Role, Team } from './protocol';
import { emptyQuestionnaires, questionnaireHandlers, type QuestionnairesSlice } from './questionnaires/fold';
import { emptyReads, readHandlers, type ReadsSlice } from './reads/fold';
import { emptyRequests, requestHandlers, type RequestsSlice } from './requests/fold';

export interface Brief {
  id: string;
  title: string;
  body: string;
}

export interface Person {
  id: string;
  name: string;
  role: Role;
  team?: string;
  seat?: string;
  removed: boolean;
}

export interface Channel {
  id: string;
  title: string;
  members: string[];
  mode: Mode;
  delaySeconds?: number;
  messages: string[]; // ids, in the order in which they came
  back: boolean; // opened by a seat
  closed: boolean; // cut by control
  reason?: string; // of the cut
}

export interface Message {
  id: string;
  n: number;
  channel: string;
  body: string;
  by: By;
  at: string;
  wall: string;
  state: 'sent' | 'held' | 'rejected';
  mode?: 'held' | 'delayed';
  edited?: string; // what control made of it
  reason?: string;
  replyTo?: string;
  duePlayedMs?: number;
}

export interface InjectVariant {
  to: string[];
  title?: string;
  body: string;
}

export interface Inject {
  id: string;
  order: number;
  number?: string;
  title: string;
  body: string;
  type: InjectType;
  from: string;
  to: string[];
  state: 'scheduled' | 'manual' | 'conditional' | 'held' | 'released' | 'skipped';
  when?: Condition; // for control: what releases it
  contingency: boolean; // for when a team stalls
  because?: Fact[]; // for control: why it was released by itself
  at?: string; // when it is due, as planned
  move?: string;
  offset?: string;
  expectedAction?: string;
  objective?: string;
  variants: InjectVariant[];
  attachments?: string[]; // for control: the files that go with it
  releases: {
    n: number;
    at: string;
    wall: string;
    title: string;
    body: string;
    audience?: string[];
    attachments?: Attachment[];
  }[];
  acknowledged: { seat: string; n: number; at: string; wall: string }[];
  responses: { n: number; seat: string; body: string; at: string; name?: string }[];
}

export type { Dimension, Proposal } from './posture/fold';

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
    LineageSlice,
    MediaSlice,
    MselSlice,
    NoticesSlice,
    PollsSlice,
    PostureSlice,
    PressSlice,
    QuestionnairesSlice,
    ReadsSlice,
    RequestsSlice {
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
  people: Record<string, Person>;
  doorsLocked: boolean; // for control: nobody new comes in
  channels: Record<string, Channel>;
  messages: Record<string, Message>;
  heldMessages: Record<string, true>; // those among them that are not yet sent
  injects: Record<string, Inject>;
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
    people: {},
    doorsLocked: false,
    channels: {},
    messages: {},
    heldMessages: {},
    injects: {},
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
    ...emptyLineage(),
    ...emptyMedia(),
    ...emptyMsel(),
    ...emptyNotices(),
    ...emptyPolls(),
    ...emptyPosture(),
    ...emptyPress(),
    ...emptyQuestionnaires(),
    ...emptyReads(),
    ...emptyRequests(),
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

function seat(view: View, event: Event, seatId: string | undefined): void {
  const { participant, name, team } = event.data;
  const known = view.people[participant];
  view.people[participant] = {
    id: participant,
    name: known?.name ?? name,
    role: known?.role ?? 'participant',
    team: team ?? known?.team ?? event.by.team,
    seat: seatId,
    removed: false,
  };
}

function planned(view: View, event: Event): void {
  const data = event.data;
  view.injects[data.inject] = {
    id: data.inject,
    order: event.n,
    number: data.number,
    title: data.title,
    body: data.body,
    type: data.type,
    from: data.from,
    to: data.to,
    state: data.state,
    at: data.at,
    move: data.move,
    offset: data.offset,
    expectedAction: data.expectedAction,
    objective: data.objective,
    when: data.when,
    contingency: data.contingency === true,
    variants: data.variants ?? [],
    attachments: data.attachments,
    releases: [],
    acknowledged: [],
    responses: [],
  };
}

function released(view: View, event: Event): void {
  const data = event.data;
  const inject = (view.injects[data.inject] ??= {
    id: data.inject,
    order: event.n,
    title: data.title,
    body: data.body,
    type: data.type,
    from: data.from,
    to: [],
    state: 'released',
    contingency: false,
    variants: [],
    releases: [],
    acknowledged: [],
    responses: [],
  });
  inject.state = 'released';
  inject.because ??= event.control?.because;
  inject.releases.push({
    n: event.n,
    at: event.at,
    wall: event.wall,
    title: data.title,
    body: data.body,
    audience: event.audience,
    attachments: data.attachments,
  });
}

function edited(view: View, event: Event): void {
  const inject = view.injects[event.data.inject];
  if (!inject) return;
  noteChange(view, event, 'edited');
  const { title, body, type, from, to, expectedAction, attachments } = event.data;
  Object.assign(
    inject,
    Object.fromEntries(
      Object.entries({ title, body, type, from, to, expectedAction, attachments }).filter(
        ([, value]) => value !== undefined,
      ),
    ),
  );
  if (!('at' in event.data)) return;
  inject.move = undefined;
  inject.offset = undefined;
  inject.when = undefined;
  inject.at = event.data.at ?? undefined;
  inject.state = event.data.at === null ? 'manual' : 'scheduled';
}

function message(view: View, event: Event, state: Message['state']): void {
  const data = event.data;
  const known = view.messages[data.message];
  if (state === 'held') view.heldMessages[data.message] = true;
  else delete view.heldMessages[data.message];
  if (!known) view.channels[data.channel]?.messages.push(data.message);
  view.messages[data.message] = {
    ...known,
    id: data.message,
    n: event.n,
    channel: data.channel,
    body: data.body,
    by: event.by,
    at: event.at,
    wall: event.wall,
    state,
    mode: data.mode,
    replyTo: data.replyTo,
    duePlayedMs: event.control?.duePlayedMs,
  };
}

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
  'participant.joined': (view, event) => {
    const { participant, name, role, team, seat: seatId } = event.data;
    view.people[participant] = { id: participant, name, role, team, seat: seatId, removed: false };
  },
  'participant.left': (view, event) => {
    delete view.people[event.data.participant];
  },
  'participant.removed': (view, event) => {
    const person = view.people[event.data.participant];
    if (person) Object.assign(person, { removed: true, seat: undefined });
  },
  'doors.locked': (view) => {
    view.doorsLocked = true;
  },
  'doors.unlocked': (view) => {
    view.doorsLocked = false;
  },
  'seat.claimed': (view, event) => seat(view, event, event.data.seat),
  'seat.assigned': (view, event) => seat(view, event, event.data.seat ?? undefined),
  'seat.released': (view, event) => seat(view, event, undefined),
  'channel.opened': (view, event) => {
    const data = event.data;
    view.channels[data.channel] = {
      id: data.channel,
      title: data.title,
      members: data.members,
      mode: data.mode,
      delaySeconds: data.delaySeconds,
      messages: [],
      back: data.kind === 'back',
      closed: false,
    };
  },
  'channel.closed': (view, event) => {
    const channel = view.channels[event.data.channel];
    if (channel) Object.assign(channel, { closed: true, reason: event.data.reason });
  },
  'channel.restored': (view, event) => {
    const channel = view.channels[event.data.channel];
    if (channel) Object.assign(channel, { closed: false, reason: undefined });
  },
  'channel.moderation_set': (view, event) => {
    const channel = view.channels[event.data.channel];
    if (channel) Object.assign(channel, { mode: event.data.mode, delaySeconds: event.data.delaySeconds });
  },
  'message.sent': (view, event) => message(view, event, 'sent'),
  'message.held': (view, event) => message(view, event, 'held'),
  'message.edited': (view, event) => {
    const known = view.messages[event.data.message];
    if (known) known.edited = event.data.body;
  },
  'message.rejected': (view, event) => {
    delete view.heldMessages[event.data.message];
    const known = view.messages[event.data.message];
    if (known) Object.assign(known, { state: 'rejected', reason: event.data.reason });
  },
  'inject.planned': planned,
  'inject.composed': (view, event) => {
    planned(view, event);
    noteChange(view, event, 'composed');
  },
  'inject.edited': edited,
  'inject.held': (view, event) => {
    const inject = view.injects[event.data.inject];
    if (inject) inject.state = 'held';
    noteChange(view, event, 'held');
  },
  'inject.unheld': (view, event) => {
    const inject = view.injects[event.data.inject];
    if (inject) inject.state = event.data.state;
    noteChange(view, event, 'unheld');
  },
  'inject.skipped': (view, event) => {
    const inject = view.injects[event.data.inject];
    if (inject) inject.state = 'skipped';
    noteChange(view, event, 'skipped');
  },
  'inject.released': released,
  'inject.acknowledged': (view, event) => {
    view.injects[event.data.inject]?.acknowledged.push({
      seat: event.data.seat,
      n: event.n,
      at: event.at,
      wall: event.wall,
    });
  },
  'inject.responded': (view, event) => {
    view.injects[event.data.inject]?.responses.push({
      n: event.n,
      seat: event.data.seat,
      body: event.data.body,
      at: event.at,
      name: event.by.name,
    });
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
  ...lineageHandlers,
  ...mediaHandlers,
  ...mselHandlers,
  ...noticeHandlers,
  ...pollHandlers,
  ...postureHandlers,
  ...pressHandlers,
  ...questionnaireHandlers,
  ...readHandlers,
  ...requestHandlers,
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
