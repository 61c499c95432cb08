import { describe, expect, it } from 'vitest';
import { emptyView, foldAll } from '../fold';
import type { Event } from '../protocol';
import { HAND_MS, handOn } from './fold';

const WALL = Date.UTC(2026, 0, 1, 10);

function log(...events: [type: string, data: Record<string, unknown>, facilitator?: string][]): Event[] {
  return events.map(([type, data, facilitator], i) => ({
    n: i + 1,
    at: '2025-01-28T09:00:00+09:00',
    wall: new Date(WALL).toISOString(),
    type,
    by: { role: 'control' },
    data,
    ...(facilitator === undefined ? {} : { control: { facilitator } }),
  }));
}

const item = { kind: 'message', id: 'm' };

describe('control as several people', () => {
  it('has an item in one hand at a time, for ten minutes', () => {
    const view = foldAll(log(['control.handled', { ...item, facilitator: 'Kim' }]));
    expect(handOn(view, 'message', 'm', WALL)?.facilitator).toBe('Kim');
    expect(handOn(view, 'message', 'm', WALL + HAND_MS)).toBeUndefined();
    foldAll(log(['control.handed_over', { ...item, facilitator: 'Lee', from: 'Kim' }]), view);
    expect(handOn(view, 'message', 'm', WALL)?.facilitator).toBe('Lee');
    foldAll(log(['control.released', item]), view);
    expect(handOn(view, 'message', 'm', WALL)).toBeUndefined();
  });

  it('gives an area to whoever took it last, and to nobody once it is left', () => {
    const view = foldAll(
      log(
        ['control.area_taken', { area: 'teams', facilitator: 'Kim' }],
        ['control.area_taken', { area: 'teams', facilitator: 'Lee', from: 'Kim' }],
        ['control.area_taken', { area: 'msel', facilitator: 'Kim' }],
        ['control.area_left', { area: 'msel', facilitator: 'Kim' }],
      ),
    );
    expect(view.areas).toEqual({ teams: 'Lee' });
  });

  it('keeps notes with who wrote them and what they are about', () => {
    const view = foldAll(
      log(['control.noted', { body: 'Lunch' }], ['control.noted', { body: 'Wait', ...item }, 'Kim']),
      emptyView(),
    );
    expect(view.controlNotes).toMatchObject([
      { by: '', body: 'Lunch' },
      { by: 'Kim', about: item },
    ]);
  });
});
