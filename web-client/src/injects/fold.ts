// Injects: planned, released, and what came back.
import type { Condition, Fact } from '../effects/fold';
import type { Handlers } from '../handlers';
import type { Attachment } from '../media/fold';
import { noteChange, type MselSlice } from '../msel/fold';
import type { Event, InjectType } from '../protocol';

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

export interface InjectsSlice extends MselSlice {
  injects: Record<string, Inject>;
}

export const emptyInjects = (): Pick<InjectsSlice, 'injects'> => ({ injects: {} });

function planned(view: InjectsSlice, event: Event): void {
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

function released(view: InjectsSlice, event: Event): void {
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

function edited(view: InjectsSlice, event: Event): void {
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

export const injectHandlers: Handlers<InjectsSlice> = {
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
};
