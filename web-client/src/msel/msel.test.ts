import { describe, expect, it } from 'vitest';
import { foldAll } from '../fold';
import type { Event } from '../protocol';
import { lastChange } from './fold';

function log(...happened: [type: string, data: unknown][]): Event[] {
  return happened.map(([type, data], i) => ({
    n: i + 1,
    at: '2025-01-28T09:00:00+09:00',
    wall: '2026-01-01T00:00:00.000Z',
    type,
    by: { role: 'control' },
    data,
  }));
}

const planned = (inject: string, rest = {}): [string, unknown] => [
  'inject.planned',
  { inject, title: inject, body: 'As planned', type: 'news', from: 'x', to: ['all'], state: 'manual', ...rest },
];
const TEN = '2025-01-28T10:00:00+09:00';
const HALF = '2025-01-28T10:30:00+09:00';

describe('what control does with the plan', () => {
  it('gives what is shifted its new times, and its old ones when that is undone', () => {
    const shifted = log(
      planned('a', { state: 'scheduled', at: TEN }),
      planned('b', { state: 'scheduled', move: 'two', offset: '01:00' }),
      ['inject.shifted', { minutes: 30, times: { a: { at: HALF }, b: { move: 'two', offset: '01:30' } } }],
    );
    const view = foldAll(shifted);
    expect([view.injects['a']?.at, view.injects['b']?.offset]).toEqual([HALF, '01:30']);
    expect(lastChange(view, 'b')?.kind).toBe('shifted');
    const one = foldAll([
      ...shifted,
      ...log(['inject.undone', { change: 'shifted', inject: 'a', times: { a: { at: TEN } } }]),
    ]);
    expect(one.injects['a']?.at).toBe(TEN);
    expect(lastChange(one, 'a')).toBeUndefined();
    expect(lastChange(one, 'b')?.kind).toBe('shifted');
  });

  it('puts an inject back to what it was, and offers no undo for what was delivered', () => {
    const view = foldAll(
      log(
        planned('a'),
        ['inject.edited', { inject: 'a', body: 'Changed', at: TEN }],
        ['inject.held', { inject: 'a' }],
        [
          'inject.undone',
          {
            inject: 'a',
            change: 'held',
            title: 'a',
            body: 'Changed',
            type: 'news',
            from: 'x',
            to: ['jp'],
            state: 'scheduled',
            at: TEN,
          },
        ],
      ),
    );
    expect(view.injects['a']).toMatchObject({ state: 'scheduled', body: 'Changed', at: TEN, to: ['jp'] });
    expect(lastChange(view)?.kind).toBe('edited');
    const gone = foldAll(
      log(planned('a'), ['inject.held', { inject: 'a' }], ['inject.released', { inject: 'a', title: 'a', body: '' }]),
    );
    expect(lastChange(gone, 'a')).toBeUndefined();
    expect(lastChange(gone)).toBeUndefined();
  });

  it('knows that everything is held, and which expected actions are ticked for whom', () => {
    const view = foldAll(
      log(
        planned('a'),
        ['inject.all_held', {}],
        ['inject.expected', { inject: 'a', done: true, team: 'jp' }],
        ['inject.expected', { inject: 'a', done: true }],
        ['inject.expected', { inject: 'a', done: false, team: 'jp', note: 'Taken back' }],
      ),
    );
    expect(view.allHeld).toBe(true);
    expect(view.ticks['a']?.map((tick) => [tick.team, tick.done])).toEqual([
      [undefined, true],
      ['jp', false],
    ]);
    expect(foldAll(log(['inject.all_held', {}], ['inject.all_unheld', {}])).allHeld).toBe(false);
  });
});
