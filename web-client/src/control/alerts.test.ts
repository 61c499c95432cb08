import { beforeAll, describe, expect, it } from 'vitest';
import { foldAll } from '../fold';
import type { By, Event } from '../protocol';
import { alertsOf, type Situation } from './alerts';
import { rowsOf } from './msel';
import { holds, missing, type Circumstances } from './nearness';
import { Absences, Activity, peopleOf } from './people';
import { waitingOf } from './queue';
import { defaultThresholds, readThresholds } from './thresholds';

const START = '2025-01-28T09:00:00+09:00';
const WALL = Date.UTC(2026, 0, 1, 10);
const MINUTE = 60_000;
const sato: By = { team: 'jp', seat: 'jp.head', name: 'Sato' };

type Happening = [type: string, data: Record<string, unknown>, rest?: Partial<Event> & { minute?: number }];

function log(...happened: Happening[]): Event[] {
  return happened.map(([type, data, { minute = 0, ...rest } = {}], i) => ({
    n: i + 1,
    at: START,
    wall: new Date(WALL + minute * MINUTE).toISOString(),
    type,
    by: { role: 'control' },
    data,
    ...rest,
  }));
}

const level = (id: string) => ({ id, title: id.toUpperCase() });
const created: Happening = [
  'exercise.created',
  {
    exercise: 'x',
    title: 'Strait',
    clock: { start: START, timeZone: 'Asia/Seoul', pace: 60, moves: [] },
    teams: [
      { id: 'jp', name: 'Japan', seats: [{ id: 'jp.head', title: 'Head' }] },
      { id: 'us', name: 'United States', seats: [{ id: 'us.head', title: 'Head' }] },
    ],
    entities: [],
  },
];
const started: Happening = ['exercise.started', { pace: 60 }];
const inject = (id: string, rest: Record<string, unknown> = {}): Happening => [
  'inject.planned',
  { inject: id, title: id, body: '', type: 'news', from: 'x', to: ['all'], state: 'manual', ...rest },
];
const released = (id: string, minute = 0): Happening => [
  'inject.released',
  { inject: id, title: id, body: '', type: 'news', from: 'x' },
  { minute },
];
const tension: Happening = [
  'indicator.opened',
  { indicator: 'tension', title: 'Tension', min: 0, max: 100, value: 50 },
];
const posture: Happening = [
  'posture.opened',
  {
    dimension: 'd',
    title: 'Data',
    team: 'jp',
    levels: [level('low'), level('high')],
    level: 'low',
    visibility: 'team',
    ruledBy: 'control',
    proposers: [],
  },
];

function situation(events: Event[], minute: number, rest: Partial<Situation> = {}): Situation {
  const view = foldAll(events);
  const activity = new Activity();
  events.forEach((event) => activity.note(event));
  const exerciseNow = Date.parse(START) + minute * MINUTE * view.pace;
  return {
    view,
    injects: rowsOf(view, exerciseNow),
    waiting: waitingOf(view),
    people: peopleOf(view, new Set(), activity),
    absentSince: new Map(),
    activity,
    exerciseNow,
    wallNow: WALL + minute * MINUTE,
    span: (ms) => `${ms / MINUTE}m`,
    ...rest,
  };
}

const kinds = (of: Situation, thresholds = defaultThresholds()) =>
  alertsOf(of, thresholds).map((alert) => [alert.kind, alert.team]);

beforeAll(() => import('./words'));

describe('control is alerted', () => {
  it('to a team that has done nothing for so long; time begins when the clock does', () => {
    const events = log(created, started, [
      'message.sent',
      { message: 'm', channel: 'c', body: '' },
      { by: sato, minute: 6 },
    ]);
    expect(kinds(situation(events, 9))).toEqual([]);
    expect(kinds(situation(events, 10))).toEqual([['silent', 'us']]);
    expect(kinds(situation(events, 16)).length).toBe(2);
    expect(kinds(situation(events, 16), { ...defaultThresholds(), silent: 0 })).toEqual([]);
    const paused = log(created, started, ['exercise.paused', {}, { minute: 1 }]);
    expect(kinds(situation(paused, 60))).toEqual([]);
  });

  it('to injects that no seat of a team has taken note of, in one line a team', () => {
    const events = log(created, inject('one'), inject('two'), released('one'), released('two'), [
      'inject.acknowledged',
      { inject: 'one', seat: 'us.head' },
      { by: { team: 'us', seat: 'us.head', name: 'Park' } },
    ]);
    const found = alertsOf(situation(events, 5), defaultThresholds());
    expect(found.map((alert) => [alert.kind, alert.team, alert.text])).toEqual([
      ['unacknowledged', 'jp', 'Japan has not acknowledged 2 injects for 5m: one, two'],
      ['unacknowledged', 'us', 'United States has not acknowledged 1 inject for 5m: two'],
    ]);
    expect(kinds(situation(events, 4))).toEqual([]);
  });

  it('to requests that are overdue before all else that waits', () => {
    const events = log(
      created,
      ['rfi.asked', { rfi: 'r', to: 'control', body: 'Where?', team: 'jp' }, { by: sato, minute: 5 }],
      ['channel.opened', { channel: 'c', title: 'C', members: ['jp'], mode: 'held' }],
      ['message.held', { message: 'm', channel: 'c', body: 'Hm', mode: 'held' }, { by: sato }],
      ['rfi.overdue', { rfi: 'r' }],
    );
    expect(kinds(situation(events, 6))).toEqual([
      ['overdue', 'jp'],
      ['waiting', 'jp'],
    ]);
  });

  it('to who is gone, once for all of a team, and no more when they come back', () => {
    const events = log(
      created,
      started,
      ['participant.joined', { participant: 'a', name: 'Sato', role: 'participant', team: 'jp', seat: 'jp.head' }],
      ['participant.joined', { participant: 'b', name: 'Mori', role: 'participant', team: 'jp' }],
    );
    const absences = new Absences();
    expect(absences.note(['a', 'b'], new Set(['a', 'b']), WALL).size).toBe(0);
    const absentSince = absences.note(['a', 'b'], new Set(), WALL);
    const found = alertsOf(
      situation(events, 2, { absentSince: absences.note(['a', 'b'], new Set(), WALL + MINUTE) }),
      defaultThresholds(),
    );
    expect(absences.note(['a', 'b'], new Set(), WALL + 2 * MINUTE)).toBe(absentSince);
    expect(found.map((alert) => alert.text)).toEqual(['Japan: 2 people are gone, 2m: Sato, Mori']);
    expect(absences.note(['a', 'b'], new Set(['a', 'b']), WALL).size).toBe(0);
  });

  it('to an indicator beyond its bound, anew each time it crosses', () => {
    const thresholds = { ...defaultThresholds(), silent: 0, indicators: { tension: { above: 60 } } };
    const to = (value: number): Happening => ['indicator.changed', { indicator: 'tension', from: 0, value }];
    const key = (...events: Happening[]) =>
      alertsOf(situation(log(created, tension, ...events), 0), thresholds)[0]?.key;
    expect(key(to(60))).toBeUndefined();
    expect(key(to(61))).toBe(key(to(61), to(70)));
    expect(key(to(61), to(10), to(61))).not.toBe(key(to(61)));
  });

  it('to what is about to go by itself, in one line', () => {
    const when = { indicator: 'tension', above: 54 };
    const near = situation(log(created, started, tension, inject('c', { state: 'conditional', when })), 0);
    expect(alertsOf(near, defaultThresholds()).map((alert) => alert.text)).toEqual([
      '“c” is about to happen. Still missing: Tension is above 54',
    ]);
    const two = log(created, started, tension, inject('c', { state: 'conditional', when }), [
      'effect.planned',
      { effect: 'e', title: 'Rule', when, then: [], again: null },
    ]);
    expect(kinds(situation(two, 0))).toEqual([['near', undefined]]);
  });

  it('to breaches first and the notices of rules later, the latest of each first', () => {
    const events = log(
      created,
      posture,
      [
        'agreement.drafted',
        {
          agreement: 'g',
          version: 1,
          title: 'Annex',
          parties: ['jp', 'us'],
          sponsors: ['jp'],
          disclosure: 'confidential',
          clauses: [],
          commitments: [
            {
              commitment: 'c',
              dimension: 'd',
              dimensionTitle: 'Data',
              level: 'high',
              levelTitle: 'HIGH',
              team: 'jp',
              sense: 'atLeast',
            },
          ],
        },
        { by: sato },
      ],
      ['agreement.concluded', { agreement: 'g', version: 1, commitments: [{ commitment: 'c', effectiveAt: '' }] }],
      ['agreement.breached', { agreement: 'g', commitment: 'c', dimension: 'd', level: 'low', team: 'jp' }],
      ['effect.planned', { effect: 'e', title: 'Rule', when: {}, then: [], again: null }],
      ['effect.fired', { effect: 'e', title: 'Rule', firings: 1, because: [], did: [{ notice: 'Look' }] }],
      ['effect.fired', { effect: 'e', title: 'Rule', firings: 2, because: [], did: [{ notice: 'Again' }] }],
    );
    expect(alertsOf(situation(events, 0), defaultThresholds()).map((alert) => alert.text)).toEqual([
      'Japan: Data at LOW breaks the commitment in “Annex”',
      'Again',
      'Look',
    ]);
  });

  it('from thresholds that are kept as far as they make sense', () => {
    localStorage.setItem(
      'startex.alerts.x',
      '{"silent":3,"absent":-1,"points":"many","indicators":{"tension":{"above":"high","below":2}}}',
    );
    expect(readThresholds('x')).toEqual({ ...defaultThresholds(), silent: 3, indicators: { tension: { below: 2 } } });
    localStorage.setItem('startex.alerts.x', 'no');
    expect(readThresholds('x')).toEqual(defaultThresholds());
  });
});

describe('a condition', () => {
  const events = log(
    created,
    started,
    posture,
    tension,
    ['channel.opened', { channel: 'c', title: 'C', members: ['jp', 'us'], mode: 'open' }],
    ['message.sent', { message: 'm', channel: 'c', body: '' }, { by: sato }],
    inject('i'),
    released('i'),
    ['inject.responded', { inject: 'i', seat: 'jp.head', body: 'Yes' }, { by: sato }],
  );
  const of: Circumstances = {
    view: foldAll(events),
    exerciseNow: Date.parse(START),
    lastAct: () => Date.parse(START),
    points: 5,
    minutes: 10,
  };

  it.each([
    [{ posture: 'd', atLeast: 'low' }, true],
    [{ posture: 'd', is: 'high' }, false],
    [{ posture: 'd', atMost: 'high' }, true],
    [{ posture: 'none', is: 'high' }, false],
    [{ indicator: 'tension', above: 50 }, false],
    [{ indicator: 'tension', atLeast: 50 }, true],
    [{ indicator: 'tension', below: 51 }, true],
    [{ messages: 'c', atLeast: 1, from: 'jp' }, true],
    [{ messages: 'c', atLeast: 1, from: 'us' }, false],
    [{ statements: 'jp', atLeast: 1 }, false],
    [{ inject: 'i', is: 'released' }, true],
    [{ inject: 'i', is: 'responded', by: 'jp' }, true],
    [{ inject: 'i', is: 'responded', by: 'us' }, false],
    [{ after: 'D+0 09:00' }, true],
    [{ after: 'D+1 09:00' }, false],
    [{ before: '2025-01-28T10:00:00+09:00' }, true],
    [{ silent: 'jp', for: '1h' }, false],
    [{ move: 'none' }, false],
    [{ agreement: 'open' }, false],
    [{ document: 'published' }, false],
    [{ engagement: 'run' }, false],
    [{ not: { document: 'published' } }, true],
    [{ all: [{ after: 'D+0 09:00' }, { not: { move: 'one' } }] }, true],
    [{ any: [{ move: 'one' }, { agreement: 'open' }] }, false],
    [{ weather: 'fine' }, false],
  ])('%j holds: %j', (condition, expected) => {
    expect(holds(condition, of)).toBe(expected);
  });

  it.each([
    [
      'one of its parts is missing',
      { all: [{ posture: 'd', is: 'low' }, { agreement: 'open' }] },
      { agreement: 'open' },
    ],
    ['two are missing', { all: [{ posture: 'd', is: 'high' }, { agreement: 'open' }] }, undefined],
    ['it holds', { posture: 'd', is: 'low' }, undefined],
    ['an indicator is five off', { indicator: 'tension', above: 55 }, { indicator: 'tension', above: 55 }],
    ['an indicator is six off', { indicator: 'tension', above: 56 }, undefined],
    ['its moment is ten minutes off at this pace', { after: 'D+0 19:00' }, { after: 'D+0 19:00' }],
    ['its moment is further off', { after: 'D+0 19:01' }, undefined],
    ['only a far moment is missing', { all: [{ after: 'D+9 09:00' }, { not: { move: 'x' } }] }, undefined],
    ['a team is soon silent for long enough', { silent: 'us', for: '9h' }, { silent: 'us', for: '9h' }],
    ['one message more is needed', { messages: 'c', atLeast: 2 }, { messages: 'c', atLeast: 2 }],
    ['the first is needed', { statements: 'jp', atLeast: 1 }, undefined],
    [
      'one of several is near',
      { any: [{ move: 'x' }, { indicator: 'tension', atLeast: 52 }] },
      { indicator: 'tension', atLeast: 52 },
    ],
  ])('is near or not when %s', (_, condition, expected) => {
    expect(missing(condition, of)).toEqual(expected);
  });
});
