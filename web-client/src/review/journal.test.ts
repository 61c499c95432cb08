import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apply, emptyView, foldAll, type View } from '../fold';
import type { Event } from '../protocol';
import { Journal } from './journal';

interface Stored extends Omit<Event, 'n' | 'at' | 'wall'> {
  seq: number;
  at: number;
  wall: number;
}

// The recorded play of the server's own tests: every type of event that there is.
const log: Event[] = readFileSync(resolve(__dirname, '../../../tests/golden/log.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => {
    const { seq, at, wall, ...rest } = JSON.parse(line) as Stored;
    return { ...rest, n: seq, at: new Date(at).toISOString(), wall: new Date(wall).toISOString() };
  });

const copy = (): Event[] => structuredClone(log);
// With the order of keys, which is the order of things on a screen.
const said = (state: unknown) => JSON.stringify(state);

interface Step {
  key: string;
  how: 'set' | 'push' | 'pop' | 'cut' | 'sort' | 'splice' | 'delete' | 'move' | 'merge' | 'anew';
}
type Lists = Record<string, { list: unknown[]; n?: number }>;

function act(state: Lists, { key, how }: Step): void {
  const one = (state[key] ??= { list: [] });
  if (how === 'push') one.list.push({ name: key }, one.list.length);
  if (how === 'pop') one.list.pop();
  if (how === 'cut') one.list.length = Math.min(1, one.list.length);
  if (how === 'sort') one.list.sort((a, b) => said(a).localeCompare(said(b)) * -1);
  if (how === 'splice') one.list.splice(0, 1, ...one.list.slice(1));
  if (how === 'set') one.n = (one.n ?? 0) + 1;
  if (how === 'delete') delete state[key];
  if (how === 'move') state[`${key}${key}`] = one;
  if (how === 'anew') {
    const made = { ...one, n: 0 };
    state[key] = made;
    made.list.push('more');
  }
  if (how === 'merge')
    Object.assign(state, { all: { list: Object.values(state).map((other) => ({ other: { ...other } })) } });
}

describe('a fold that is walked in both directions', () => {
  it('is at every moment what folding from the start gives, in whatever order one looks', () => {
    const steps = fc.array(
      fc.record({
        key: fc.constantFrom('a', 'b', 'c'),
        how: fc.constantFrom<Step['how'][]>(
          'set',
          'push',
          'pop',
          'cut',
          'sort',
          'splice',
          'delete',
          'move',
          'merge',
          'anew',
        ),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, fc.array(fc.integer({ min: -2, max: 14 })), (taken, looks) => {
        const journal = new Journal<Lists, Step>({}, act);
        for (const step of taken) journal.push(step);
        for (const n of looks) {
          const plain: Lists = {};
          for (const step of taken.slice(0, Math.max(0, n))) act(plain, step);
          expect(said(journal.at(n))).toBe(said(plain));
        }
      }),
      { verbose: true },
    );
  });

  it('takes every event that there is, and looks between the events as they come', () => {
    const journal = new Journal<View, Event>(emptyView(), apply);
    const events = copy();
    events.forEach((event, i) => {
      journal.push(event);
      if (i % 7 === 0) journal.at((i * 13) % (i + 1));
    });
    for (let k = 0; k < 200; k++) {
      const n = (k * 7919) % (log.length + 1);
      expect(said(journal.at(n)), `after event ${n}`).toBe(said(foldAll(copy().slice(0, n))));
    }
    expect(said(events)).toBe(said(log));
  });

  it('gives what has changed as another object, and nobody can write into it', () => {
    const journal = new Journal<View, Event>(emptyView(), apply);
    for (const event of copy()) journal.push(event);
    const sent = log.findIndex(({ type }) => type === 'message.held' || type === 'message.sent');
    const { channel } = log[sent]!.data;
    const after = journal.at(sent + 1);
    said(after); // somebody has read all of it
    const [one, other] = [after.channels[channel], Object.values(after.channels).find((some) => some.id !== channel)];
    expect(journal.at(sent + 1)).toBe(after);
    const before = journal.at(sent);
    expect(before).not.toBe(after);
    expect(before.channels[channel]).not.toBe(one);
    expect(before.channels[other!.id]).toBe(other);
    expect(() => (before.title = 'mine')).toThrow();
    expect(() => delete before.channels[channel]).toThrow();
  });
});
