import { describe, expect, it } from 'vitest';
import { foldAll } from '../fold';
import type { Event } from '../protocol';
import { agreementsOf, headlinesOf, HEADLINES_MAX, metersOf, posturesOf, POSTURES_MAX } from './facts';

const log = (...happened: [type: string, data: Record<string, unknown>, by?: Record<string, string>][]): Event[] =>
  happened.map(([type, data, by = { role: 'control' }], i) => ({
    n: i + 1,
    at: '2025-01-28T09:00:00+09:00',
    wall: '2026-01-01T10:00:00Z',
    type,
    by,
    data,
  }));

const news = (id: string): [string, Record<string, unknown>] => [
  'inject.released',
  { inject: id, title: id, body: '', type: 'news', from: 'Wire' },
];
const dimension = (id: string, rest: Record<string, unknown>): [string, Record<string, unknown>] => [
  'posture.opened',
  {
    dimension: id,
    title: id,
    team: null,
    levels: [
      { id: 'low', title: 'Low' },
      { id: 'high', title: 'High' },
    ],
    visibility: 'public',
    ruledBy: 'control',
    proposers: [],
    ...rest,
  },
];

describe('the wall', () => {
  it('has the latest headlines and statements, the newest first, and says how many more there are', () => {
    const many = Array.from({ length: HEADLINES_MAX }, (_, i) => news(`news ${i}`));
    const said: [string, Record<string, unknown>, Record<string, string>] = [
      'press.published',
      { statement: 's', title: 'We regret', body: '', team: 'jp' },
      { team: 'jp' },
    ];
    const { shown, more } = headlinesOf(foldAll(log(...many, said)));
    expect(shown.map((one) => one.title)).toEqual(['We regret', 'news 4', 'news 3', 'news 2', 'news 1']);
    expect(more).toBe(1);
  });

  it('says of a posture that is only declared that it is', () => {
    const view = foldAll(log(dimension('a', { level: 'high' }), dimension('b', { declared: 'low' })));
    expect(posturesOf(view).shown.map((one) => [one.level, one.declared])).toEqual([
      ['High', false],
      ['Low', true],
    ]);
  });

  it('keeps what has changed last, in its place', () => {
    const all = Array.from({ length: POSTURES_MAX + 1 }, (_, i) => dimension(`d${i}`, { level: 'low' }));
    const changed: [string, Record<string, unknown>] = [
      'posture.changed',
      { dimension: `d${POSTURES_MAX}`, level: 'high' },
    ];
    const { shown, more } = posturesOf(foldAll(log(...all, changed)));
    expect(shown.at(-1)?.id).toBe(`d${POSTURES_MAX}`);
    expect([shown.length, more]).toEqual([POSTURES_MAX, 1]);
  });

  it('shows where a meter stands in its range, and which way it went', () => {
    const view = foldAll(
      log(
        ['indicator.opened', { indicator: 't', title: 'Tension', min: 0, max: 50, value: 10 }],
        ['indicator.changed', { indicator: 't', from: 10, value: 25 }],
      ),
    );
    expect(metersOf(view).shown).toMatchObject([{ share: 50, trend: 1 }]);
  });

  it('names agreements once they are deposited', () => {
    const text = {
      agreement: 'g',
      version: 1,
      title: 'Pact',
      parties: ['a', 'b'],
      sponsors: [],
      clauses: [],
      commitments: [],
    };
    const deposited: [string, Record<string, unknown>] = [
      'agreement.deposited',
      { ...text, signatures: [], reservations: [] },
    ];
    expect(agreementsOf(foldAll(log(deposited))).shown).toMatchObject([{ title: 'Pact', parties: 'a · b' }]);
  });
});
