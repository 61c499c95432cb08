// Requests for information: one's own team's with their answers, and what was told to this viewer without a question.
import type { Handlers } from '../handlers';
import type { By, Event } from '../protocol';

export interface Rfi {
  id: string;
  n: number;
  team: string;
  to: string; // "control" or an entity
  body: string;
  by: By;
  at: string;
  wall: string;
  state: 'asked' | 'answered' | 'withdrawn';
  claimed: boolean;
  claimedBy?: string; // control's own name for who took it
  overdue: boolean;
  answer?: { n: number; body: string; by: By; at: string };
}

export interface Publication {
  id: string;
  n: number;
  body: string;
  by: By;
  at: string;
}

export interface RequestsSlice {
  rfis: Record<string, Rfi>;
  publications: Publication[];
}

export const emptyRequests = (): RequestsSlice => ({ rfis: {}, publications: [] });

const known =
  (act: (rfi: Rfi, event: Event) => void) =>
  (view: RequestsSlice, event: Event): void => {
    const rfi = view.rfis[event.data.rfi];
    if (rfi) act(rfi, event);
  };

export const requestHandlers: Handlers<RequestsSlice> = {
  'rfi.asked': (view, event) => {
    const { rfi, to, body, team } = event.data;
    view.rfis[rfi] = {
      id: rfi,
      n: event.n,
      team,
      to,
      body,
      by: event.by,
      at: event.at,
      wall: event.wall,
      state: 'asked',
      claimed: false,
      overdue: false,
    };
  },
  'rfi.claimed': known((rfi, event) => {
    rfi.claimed = true;
    rfi.claimedBy = event.control?.name ?? event.control?.facilitator;
  }),
  'rfi.overdue': known((rfi) => (rfi.overdue = true)),
  'rfi.withdrawn': known((rfi) => (rfi.state = 'withdrawn')),
  'rfi.answered': known((rfi, event) => {
    rfi.state = 'answered';
    rfi.answer = { n: event.n, body: event.data.body, by: event.by, at: event.at };
  }),
  'rfi.published': (view, event) => {
    view.publications.push({
      id: event.data.publication,
      n: event.n,
      body: event.data.body,
      by: event.by,
      at: event.at,
    });
  },
};
