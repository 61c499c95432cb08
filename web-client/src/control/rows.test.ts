import { describe, expect, it } from 'vitest';
import { foldAll } from '../fold';
import type { By, Event } from '../protocol';
import { channelsOf, linesOf } from './lines';
import { countsOf, dueBy, ordered, rowsOf, shownIn } from './msel';
import { Activity, peopleOf, teamRows } from './people';
import { groupsOf } from './posture';
import { ageLevel, waitingOf } from './queue';

const START = '2025-01-28T09:00:00+09:00';
const MINUTE = 60_000;
const control: By = { role: 'control' };
const sato: By = { team: 'jp', seat: 'jp.foreign', name: 'Sato' };

// A log as control receives it, a wall second an event, all at the same exercise time unless said otherwise.
function log(...happened: [type: string, data: unknown, rest?: Partial<Event>][]): Event[] {
  return happened.map(([type, data, rest], i) => ({
    n: i + 1,
    at: START,
    wall: new Date(Date.UTC(2026, 0, 1, 10, 0, i)).toISOString(),
    type,
    by: control,
    data,
    ...rest,
  }));
}

const created: [string, unknown] = [
  'exercise.created',
  {
    exercise: 'x',
    title: 'Strait',
    clock: { start: START, timeZone: 'Asia/Seoul', pace: 60, moves: [{ id: 'one', title: 'First' }] },
    teams: [
      { id: 'us', name: 'United States', seats: [{ id: 'us.head', title: 'Head' }] },
      {
        id: 'jp',
        name: 'Japan',
        seats: [
          { id: 'jp.foreign', title: 'Foreign' },
          { id: 'jp.defense', title: 'Defense' },
        ],
      },
    ],
    entities: [{ id: 'press', name: 'World press' }],
  },
];

function inject(id: string, rest: Record<string, unknown> = {}): [string, unknown] {
  return [
    'inject.planned',
    { inject: id, title: id, body: '', type: 'news', from: 'press', to: ['all'], state: 'manual', ...rest },
  ];
}

describe('the MSEL', () => {
  const now = Date.parse(START);

  it('has nothing that is due once the exercise has ended', () => {
    const soon = inject('soon', { state: 'scheduled', at: '2025-01-28T09:01:00+09:00' });
    const begun = foldAll(log(created, ['exercise.started', { pace: 60 }], soon));
    expect(rowsOf(begun, now)[0]).toMatchObject({ state: 'due' });
    const ended = foldAll(log(created, ['exercise.started', { pace: 60 }], soon, ['exercise.ended', {}]));
    expect(rowsOf(ended, now)[0]).toMatchObject({ state: 'scheduled', leftMs: undefined });
  });

  it('says by state when an inject is due, in time of the room', () => {
    const view = foldAll(
      log(
        created,
        inject('far', { state: 'scheduled', at: '2025-01-28T19:00:00+09:00' }),
        inject('near', { state: 'scheduled', at: '2025-01-28T10:00:00+09:00' }),
        inject('later', { state: 'scheduled', move: 'one', offset: '02:00' }),
        inject('hand'),
      ),
    );
    const rows = rowsOf(view, now);
    expect(rows.map((row) => [row.id, row.state, row.leftMs])).toEqual([
      ['far', 'scheduled', 10 * MINUTE],
      ['near', 'due', MINUTE],
      ['later', 'scheduled', undefined],
      ['hand', 'manual', undefined],
    ]);
    expect(rows[2]?.afterMove).toEqual({ move: 'one', offset: '02:00' });
  });

  it('gives an inject of a move its time when the move has begun', () => {
    const view = foldAll(
      log(created, inject('later', { state: 'scheduled', move: 'one', offset: '02:00' }), [
        'move.started',
        { move: 'one', title: 'First', index: 0 },
      ]),
    );
    expect(rowsOf(view, now)[0]?.plannedAt).toBe(now + 120 * MINUTE);
  });

  it('counts who has acknowledged out of every seat that got it', () => {
    const view = foldAll(
      log(
        created,
        inject('memo', { to: ['jp'] }),
        ['inject.released', { inject: 'memo', title: 'memo', body: '', type: 'news', from: 'press' }],
        ['inject.acknowledged', { inject: 'memo', seat: 'jp.foreign' }, { by: sato }],
      ),
    );
    const row = rowsOf(view, now)[0];
    expect(row?.state).toBe('released');
    expect(row?.seats).toEqual(['jp.foreign', 'jp.defense']);
    expect(row?.acknowledged).toEqual(['jp.foreign']);
  });

  it('shows what is to come in the order of its time, and what waits for a hand below', () => {
    const view = foldAll(
      log(
        created,
        inject('hand'),
        inject('second', { state: 'scheduled', at: '2025-01-28T12:00:00+09:00' }),
        inject('first', { state: 'scheduled', at: '2025-01-28T11:00:00+09:00' }),
        inject('gone'),
        ['inject.skipped', { inject: 'gone' }],
        inject('kept'),
        ['inject.held', { inject: 'kept' }],
      ),
    );
    const rows = rowsOf(view, now);
    const open = ordered(rows, 'open').filter((row) => shownIn(row, 'open', ''));
    expect(open.map((row) => row.id)).toEqual(['first', 'second', 'kept', 'hand']);
    expect(countsOf(rows)).toEqual({ open: 4, held: 1, released: 0, all: 5 });
    expect(ordered(rows, 'all').map((row) => row.id)).toEqual(['hand', 'second', 'first', 'gone', 'kept']);
  });

  it('names what a jump of the clock releases', () => {
    const view = foldAll(
      log(
        created,
        inject('a', { state: 'scheduled', at: '2025-01-28T11:00:00+09:00' }),
        inject('b', { state: 'scheduled', at: '2025-01-29T11:00:00+09:00' }),
        inject('c'),
      ),
    );
    expect(dueBy(rowsOf(view, now), Date.parse('2025-01-28T11:00:00+09:00')).map((row) => row.id)).toEqual(['a']);
  });
});

describe('what waits for control', () => {
  const channel: [string, unknown] = [
    'channel.opened',
    { channel: 'us-jp', title: 'US–Japan', members: ['us', 'jp'], mode: 'held' },
  ];
  const dimension: [string, unknown] = [
    'posture.opened',
    {
      dimension: 'jp.sites',
      title: 'Sites',
      team: 'jp',
      levels: [
        { id: 'ships', title: 'Ships only' },
        { id: 'land', title: 'Land battery', leadTime: '10d' },
      ],
      level: 'ships',
      visibility: 'allies',
      ruledBy: 'control',
      proposers: ['jp.foreign'],
    },
  ];
  const held = (message: string, mode = 'held'): [string, unknown, Partial<Event>] => [
    'message.held',
    { message, channel: 'us-jp', body: message, mode },
    { by: sato },
  ];
  const proposed: [string, unknown, Partial<Event>] = [
    'posture.proposed',
    { proposal: 'p', dimension: 'jp.sites', level: 'land', rationale: 'Because.', visibility: 'allies' },
    { by: sato },
  ];

  it('is in one list, oldest first, with what goes out by itself last', () => {
    const view = foldAll(log(created, channel, dimension, held('d', 'delayed'), held('m'), proposed, held('z')));
    expect(waitingOf(view).map((item) => [item.kind, item.id])).toEqual([
      ['message', 'm'],
      ['posture', 'p'],
      ['message', 'z'],
      ['message', 'd'],
    ]);
  });

  it('leaves the list when it has been ruled on', () => {
    const view = foldAll(
      log(
        created,
        channel,
        dimension,
        held('m'),
        proposed,
        ['message.rejected', { message: 'm', channel: 'us-jp', reason: 'No.' }],
        ['posture.ruled', { proposal: 'p', dimension: 'jp.sites', ruling: 'deny' }],
      ),
    );
    expect(waitingOf(view)).toEqual([]);
  });

  it('says from which level to which a proposal goes, and how long it takes', () => {
    const item = waitingOf(foldAll(log(created, dimension, proposed)))[0];
    expect(item).toMatchObject({ fromTitle: 'Ships only', toTitle: 'Land battery', leadTime: '10d', who: 'Sato' });
  });

  it('grows pressing after two minutes and alarming after five', () => {
    expect([MINUTE, 2 * MINUTE, 5 * MINUTE].map(ageLevel)).toEqual(['', 'late', 'alarm']);
  });

  it('shows a proposal on the matrix until it is ruled on, and then what is on its way', () => {
    const words = { shared: 'All', moment: (at: string) => at };
    const open = groupsOf(foldAll(log(created, dimension, proposed)), words)[0];
    expect(open).toMatchObject({
      team: 'jp',
      dimensions: [{ index: 0, proposed: ['Land battery'], wanted: ['land'] }],
    });
    const ruled = foldAll(
      log(created, dimension, proposed, [
        'posture.ruled',
        { proposal: 'p', dimension: 'jp.sites', ruling: 'approve', level: 'land', effectiveAt: START },
      ]),
    );
    expect(groupsOf(ruled, words)[0]?.dimensions[0]).toMatchObject({
      proposed: [],
      pending: { level: 'Land battery', at: START },
    });
  });

  it('keeps a held message in the monitor where it was written, and marks it', () => {
    const view = foldAll(
      log(created, channel, held('m'), ['message.sent', { message: 'n', channel: 'us-jp', body: 'n' }]),
    );
    expect(linesOf(view, 'us-jp', (at) => at).map((line) => [line.key, line.state, line.who])).toEqual([
      ['m', 'held', 'Sato'],
      ['n', 'sent', ''],
    ]);
    expect(channelsOf(view, new Map([['us-jp', 1]]), () => '')[0]?.unread).toBe(1);
  });
});

describe('who is where', () => {
  it('puts people into their seats, with who is here and when they last did something', () => {
    const events = log(
      created,
      [
        'participant.joined',
        { participant: 'a', name: 'Sato', team: 'jp', role: 'participant' },
        { by: { team: 'jp', name: 'Sato' } },
      ],
      ['seat.claimed', { participant: 'a', name: 'Sato', seat: 'jp.foreign' }, { by: { team: 'jp', name: 'Sato' } }],
      [
        'participant.joined',
        { participant: 'b', name: 'Mori', team: 'jp', role: 'participant' },
        { by: { team: 'jp', name: 'Mori' } },
      ],
      ['participant.removed', { participant: 'c', name: 'Gone' }],
    );
    const activity = new Activity();
    events.forEach((event) => activity.note(event));
    const view = foldAll(events);
    const people = peopleOf(view, new Set(['a']), activity);
    const japan = teamRows(view.teams, people)[1];
    expect(japan?.seats[0]?.people).toMatchObject([
      { name: 'Sato', here: true, lastMs: Date.parse(events[2]?.wall ?? '') },
    ]);
    expect(japan?.unseated).toMatchObject([{ name: 'Mori', here: false }]);
    expect(japan).toMatchObject({ here: 1, people: 2 });
  });
});
