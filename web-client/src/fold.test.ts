import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply, foldAll } from './fold';
import type { Event } from './protocol';

const by = { team: 'us', seat: 'us.state', name: 'Park' };

function log(parts: readonly (readonly [type: string, data: Record<string, unknown>])[]): Event[] {
  return parts.map(([type, data], index) => ({
    n: index + 1,
    at: `2031-02-03T10:${String(index % 60).padStart(2, '0')}:00+09:00`,
    wall: '2026-11-23T08:00:00Z',
    type,
    by,
    data,
  }));
}

const created = {
  exercise: 'ex1',
  title: 'Strait',
  summary: '',
  marking: 'EXERCISE',
  clock: { start: '2031-02-03T10:00:00+09:00', timeZone: 'Asia/Tokyo', pace: 60, moves: [] },
  teams: [{ id: 'us', name: 'United States', seats: [{ id: 'us.state', title: 'State' }] }],
  entities: [],
};
const opened = { channel: 'tri', title: 'Trilateral', members: ['us'], mode: 'held' };
const posture = {
  dimension: 'us.alert',
  title: 'Alert',
  team: 'us',
  levels: [
    { id: 'low', title: 'Low' },
    { id: 'high', title: 'High' },
  ],
  level: 'low',
  visibility: 'team',
  ruledBy: 'control',
  proposers: ['us.state'],
};

// Any events at all, about few enough things that they meet, also in orders in which no server sends them.
const anything = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...([
          ['exercise.created', created],
          ['exercise.started', { pace: 60 }],
          ['exercise.paused', { reason: 'lunch' }],
          ['exercise.resumed', {}],
          ['exercise.ended', {}],
          ['review.opened', {}],
          ['clock.pace_set', { pace: 5 }],
          ['move.started', { move: 'm1', title: 'One', index: 0 }],
          ['brief.issued', { brief: 'b1', title: 'B', body: 'text' }],
          ['channel.opened', opened],
          ['channel.moderation_set', { channel: 'tri', mode: 'open' }],
          ['posture.opened', posture],
          ['posture.changed', { dimension: 'us.alert', level: 'high' }],
          ['a.type.of.tomorrow', { message: 'm1', channel: 'tri' }],
        ] as const),
      ),
      fc
        .tuple(
          fc.constantFrom('message.held', 'message.sent', 'message.edited', 'message.rejected'),
          fc.constantFrom('m1', 'm2', 'm3'),
        )
        .map(([type, message]) => [type, { message, channel: 'tri', body: type, reason: 'why' }] as const),
      fc
        .tuple(
          fc.constantFrom('planned', 'released', 'held', 'skipped', 'edited', 'acknowledged', 'responded'),
          fc.constantFrom('i1', 'i2'),
        )
        .map(([what, inject]) => {
          const data = {
            inject,
            title: 't',
            body: 'b',
            type: 'news',
            from: 'press',
            seat: 'us.state',
            state: 'manual',
          };
          return [`inject.${what}`, data] as const;
        }),
      fc.tuple(fc.constantFrom('proposed', 'ruled'), fc.constantFrom('p1', 'p2')).map(([what, proposal]) => {
        const data = { proposal, dimension: 'us.alert', level: 'high', ruling: 'approve', effectiveAt: 'later' };
        return [`posture.${what}`, data] as const;
      }),
      fc
        .tuple(
          fc.constantFrom(
            'participant.joined',
            'participant.left',
            'participant.removed',
            'seat.claimed',
            'seat.released',
          ),
          fc.constantFrom('x', 'y'),
        )
        .map(([type, participant]) => {
          const data = { participant, name: participant, role: 'participant', team: 'us', seat: 'us.state' };
          return [type, data] as const;
        }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => log(parts));

describe('the fold', () => {
  test('in two pieces is the fold at once, wherever it is cut, and no event whatever breaks it', () => {
    fc.assert(
      fc.property(anything, fc.nat(60), (events, cut) => {
        const halves = foldAll(events.slice(cut), foldAll(events.slice(0, cut)));
        expect(halves).toEqual(foldAll(events));
      }),
      { verbose: 1 },
    );
  });

  test('does not change the events that it reads: a log can be folded again', () => {
    fc.assert(
      fc.property(anything, (events) => {
        const before = JSON.stringify(events);
        const first = foldAll(events);
        expect(foldAll(events)).toEqual(first);
        expect(JSON.stringify(events)).toBe(before);
      }),
    );
  });

  test('lets an event that it does not know pass, and counts it', () => {
    const [known, unknown] = log([
      ['exercise.created', created],
      ['a.type.of.tomorrow', { anything: 1 }],
    ]);
    const view = foldAll([known!]);
    const before = structuredClone(view);
    apply(view, unknown!);
    expect(view).toEqual({ ...before, n: 2, lastAt: unknown!.at });
  });

  test('keeps a held message in its place when control has edited and sent it', () => {
    const view = foldAll(
      log([
        ['channel.opened', opened],
        ['message.held', { message: 'm1', channel: 'tri', body: 'first', mode: 'held' }],
        ['message.sent', { message: 'm2', channel: 'tri', body: 'second' }],
        ['message.edited', { message: 'm1', channel: 'tri', body: 'mended' }],
        ['message.sent', { message: 'm1', channel: 'tri', body: 'mended' }],
      ]),
    );
    expect(view.channels.tri!.messages).toEqual(['m1', 'm2']);
    expect(view.messages.m1).toMatchObject({ state: 'sent', body: 'mended', edited: 'mended' });
  });

  test('shows a returned message with the reason', () => {
    const view = foldAll(
      log([
        ['channel.opened', opened],
        ['message.held', { message: 'm1', channel: 'tri', body: 'first', mode: 'held' }],
        ['message.rejected', { message: 'm1', channel: 'tri', reason: 'Not for the press.' }],
      ]),
    );
    expect(view.messages.m1).toMatchObject({ state: 'rejected', reason: 'Not for the press.' });
  });

  test('shows an approved change as pending until it takes effect', () => {
    const ruled = { proposal: 'p1', dimension: 'us.alert', ruling: 'approve', level: 'high', effectiveAt: 'D+2' };
    const events = log([
      ['posture.opened', posture],
      [
        'posture.proposed',
        { proposal: 'p1', dimension: 'us.alert', level: 'high', rationale: 'r', visibility: 'team' },
      ],
      ['posture.ruled', ruled],
      ['posture.changed', { dimension: 'us.alert', level: 'high' }],
    ]);
    const waiting = foldAll(events.slice(0, 3)).dimensions['us.alert'];
    expect(waiting).toMatchObject({ level: 'low', pending: { level: 'high', effectiveAt: 'D+2' } });
    expect(foldAll(events).dimensions['us.alert']).toMatchObject({ level: 'high', pending: undefined });
  });

  test('knows an inject by its release alone, as a team does', () => {
    const view = foldAll(
      log([
        ['inject.released', { inject: 'i1', title: 'Cable', body: 'b', type: 'cable', from: 'press' }],
        ['inject.acknowledged', { inject: 'i1', seat: 'us.state' }],
      ]),
    );
    expect(view.injects.i1).toMatchObject({ state: 'released', title: 'Cable' });
    expect(view.injects.i1!.acknowledged.map((one) => one.seat)).toEqual(['us.state']);
  });
});
