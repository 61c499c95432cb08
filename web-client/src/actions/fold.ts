// Actions that this viewer sees: what was argued, what was estimated, how it was decided.
import type { Handlers } from '../handlers';
import type { By, Event } from '../protocol';

export interface Argument {
  id: string;
  side: 'for' | 'against';
  body: string;
  team: string;
  by: By;
}

export interface Adjudication {
  method: 'ruling' | 'odds' | 'estimate';
  outcome: 'success' | 'partial' | 'failure';
  odds?: number;
  roll?: number;
  narrative: string;
  at: string;
  n: number;
}

export interface Action {
  id: string;
  n: number;
  team: string;
  title: string;
  body: string;
  intent: string;
  reasons: string[];
  open: boolean;
  by: By;
  at: string;
  wall: string;
  state: 'submitted' | 'adjudicated' | 'withdrawn';
  called: boolean;
  arguments: Argument[];
  estimates: Record<string, number>; // who → per cent, as far as this viewer is told
  adjudication?: Adjudication;
}

export interface Report {
  id: string;
  n: number;
  narrative: string;
  at: string;
}

export interface ActionsSlice {
  actions: Record<string, Action>;
  reports: Report[];
}

export const emptyActions = (): ActionsSlice => ({ actions: {}, reports: [] });

const known =
  (act: (action: Action, event: Event) => void) =>
  (view: ActionsSlice, event: Event): void => {
    const action = view.actions[event.data.action];
    if (action) act(action, event);
  };

export const actionHandlers: Handlers<ActionsSlice> = {
  'action.submitted': (view, event) => {
    const { action, title, body, intent, reasons, open, team } = event.data;
    view.actions[action] = {
      id: action,
      n: event.n,
      team,
      title,
      body,
      intent,
      reasons,
      open,
      by: event.by,
      at: event.at,
      wall: event.wall,
      state: 'submitted',
      called: false,
      arguments: [],
      estimates: {},
    };
  },
  'action.argued': known((action, event) => {
    const { argument, side, body, team } = event.data;
    action.arguments.push({ id: argument, side, body, team, by: event.by });
  }),
  'action.called': known((action) => (action.called = true)),
  // Control is told who; a seat is told only of its own people, by name.
  'action.estimated': known((action, event) => {
    action.estimates[event.control?.voter ?? event.by.name ?? ''] = event.data.probability;
  }),
  'action.withdrawn': known((action) => (action.state = 'withdrawn')),
  'action.adjudicated': known((action, event) => {
    const { method, outcome, odds, roll, narrative } = event.data;
    action.state = 'adjudicated';
    action.adjudication = { method, outcome, odds, roll, narrative, at: event.at, n: event.n };
  }),
  'action.reported': (view, event) => {
    view.reports.push({ id: event.data.report, n: event.n, narrative: event.data.narrative, at: event.at });
  },
};
