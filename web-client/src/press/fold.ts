// Public statements, and one's own team's that wait for control.
import type { Handlers } from '../handlers';
import type { By } from '../protocol';

export interface Statement {
  id: string;
  n: number;
  title: string;
  body: string;
  team?: string;
  by: By;
  replyTo?: string;
  at: string;
  wall: string;
  state: 'published' | 'held' | 'rejected';
  reason?: string;
}

export interface PressSlice {
  statements: Record<string, Statement>;
}

export const emptyPress = (): PressSlice => ({ statements: {} });

export const pressHandlers: Handlers<PressSlice> = {
  'press.held': (view, event) => {
    const { statement, title, body, team, replyTo } = event.data;
    view.statements[statement] = {
      id: statement,
      n: event.n,
      title,
      body,
      team: team ?? event.by.team,
      by: event.by,
      replyTo,
      at: event.at,
      wall: event.wall,
      state: 'held',
    };
  },
  'press.published': (view, event) => {
    const { statement, title, body, team, replyTo } = event.data;
    view.statements[statement] = {
      id: statement,
      n: event.n,
      title,
      body,
      team,
      by: event.by,
      replyTo,
      at: event.at,
      wall: event.wall,
      state: 'published',
    };
  },
  'press.rejected': (view, event) => {
    const found = view.statements[event.data.statement];
    if (found) Object.assign(found, { state: 'rejected', reason: event.data.reason });
  },
};
