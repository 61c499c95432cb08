import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply, emptyView, foldAll } from '../fold';
import type { Event } from '../protocol';
import { copyView } from './copy';
import { Timeline } from './timeline';

function log(length: number): Event[] {
  // Everything that the fold changes in place: lists of a channel, of an inject, of a dimension.
  const types = [
    'message.held',
    'message.sent',
    'inject.released',
    'inject.acknowledged',
    'posture.changed',
    'message.edited',
  ];
  return Array.from({ length }, (_, i) => ({
    n: i + 1,
    at: new Date(Date.UTC(2025, 0, 28, 0, i)).toISOString(),
    wall: '2026-01-01T00:00:00.000Z',
    type: i === 0 ? 'channel.opened' : i === 1 ? 'posture.opened' : (types[i % types.length] as string),
    by: { team: 'jp', name: 'Sato' },
    data: {
      channel: 'press',
      title: 'Press',
      members: [],
      mode: 'open',
      message: `m${i % 4}`,
      body: `${i}`,
      inject: 'memo',
      seat: `jp.${i}`,
      dimension: 'sites',
      level: `${i}`,
    },
  }));
}

const fold = { empty: emptyView, apply, copy: copyView };

describe('a look at the log as of any event', () => {
  it('is the same as folding from the start, in whatever order one looks', () => {
    const events = log(40);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.integer({ min: -5, max: 50 })), (every, looks) => {
        const timeline = new Timeline(events, fold, every);
        for (const count of looks)
          expect(timeline.at(count)).toEqual(foldAll(events.slice(0, Math.max(0, Math.min(40, count)))));
      }),
      { verbose: true },
    );
  });

  it('is not changed by what its reader does to an earlier look', () => {
    const timeline = new Timeline(log(10), fold, 3);
    timeline.at(6).messages = {};
    expect(Object.keys(timeline.at(6).messages)).toHaveLength(
      Object.keys(foldAll(log(10).slice(0, 6)).messages).length,
    );
  });

  it('folds fewer than a keyframe apart once the log has been walked', () => {
    let folded = 0;
    const counting = {
      empty: () => ({ n: 0 }),
      apply: (state: { n: number }) => void (folded++, state.n++),
      copy: (state: { n: number }) => ({ ...state }),
    };
    const timeline = new Timeline(log(2100), counting);
    expect(timeline.at(2100).n).toBe(2100);
    folded = 0;
    expect(timeline.at(1999).n).toBe(1999);
    expect(folded).toBeLessThan(500);
  });
});
