// The recorded play of the server's own tests, folded here: every type of event that there is, as the server writes it.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textOf } from './agreements/fold';
import { emptyView, foldAll } from './fold';
import type { Event } from './protocol';

interface Stored extends Omit<Event, 'n' | 'at' | 'wall'> {
  seq: number;
  at: number;
  wall: number;
}

// As control receives it.
const log: Event[] = readFileSync(resolve(__dirname, '../../tests/golden/log.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => {
    const { seq, at, wall, ...rest } = JSON.parse(line) as Stored;
    return { ...rest, n: seq, at: new Date(at).toISOString(), wall: new Date(wall).toISOString() };
  });

// What one team's viewer receives of it.
const seenBy = (...places: string[]) =>
  log
    .filter((event) => event.audience?.some((place) => place === 'public' || places.includes(place)))
    .map(({ control: _, ...event }) => event);

describe('the recorded play', () => {
  const view = foldAll(log);

  it('leaves every agreement where the server left it', () => {
    const [pact, withdrawn, annulled] = Object.values(view.agreements).sort((a, b) => a.n - b.n);
    expect(pact?.state).toBe('denounced');
    expect(pact?.deposited).toBe(true);
    expect(pact?.versions.map((one) => one.version)).toEqual([1, 2, 3]);
    expect(textOf(pact!).clauses.map((one) => one.text)).toEqual([
      'We review it yearly',
      'We meet',
      'We share in real time',
      'It ends in a year',
    ]);
    expect(pact?.signatures.map((one) => [one.team, one.name, one.version])).toEqual([
      ['a', 'Ann', 3],
      ['b', 'Bob', 3],
    ]);
    expect(pact?.annexes.map((one) => one.title)).toEqual(['Map', 'List']);
    expect(pact?.reservations).toEqual([expect.objectContaining({ team: 'b', lifted: true })]);
    expect(Object.values(pact!.standing).some((one) => one.breaches.length > 0)).toBe(true);
    expect(withdrawn?.state).toBe('withdrawn');
    expect(annulled?.state).toBe('annulled');
  });

  it('keeps the author of every clause and its earlier texts', () => {
    const document = Object.values(view.documents).find((one) => one.title === 'Communiqué')!;
    expect(document.state).toBe('published');
    expect(document.clauses[0]).toMatchObject({ text: 'We met in Seoul', version: 3, by: { name: 'Bob' } });
    expect(document.clauses[0]?.earlier.map((one) => one.text)).toEqual(['We have met', 'We have met in Seoul']);
    expect(document.published?.signatures).toHaveLength(2);
    expect(document.suggestions).toEqual([]);
  });

  it('knows what became of requests, actions, polls, statements and channels', () => {
    expect(Object.values(view.rfis).map((one) => one.state)).toEqual(['answered', 'withdrawn', 'asked']);
    expect(Object.values(view.actions).map((one) => one.adjudication?.method)).toEqual(['estimate', 'odds', undefined]);
    expect(Object.values(view.polls)[0]?.result).toMatchObject({ counts: [1, 0], votes: 1, option: 0 });
    expect(Object.values(view.statements).map((one) => one.state)).toEqual(['published', 'published', 'rejected']);
    expect(Object.values(view.channels).find((one) => one.back)?.closed).toBe(false);
  });

  it('knows where posture and indicators stand, and why', () => {
    expect(view.dimensions['b.secret']?.level).toBe('one');
    expect(view.dimensions['b.face']).toMatchObject({ level: 'ready', declared: 'alarm' });
    expect(view.dimensions['a.pact']?.level).toBe('some');
    expect(view.dimensions['a.pact']?.history.at(-1)).toMatchObject({ by: { name: 'Ann' }, why: 'For a start' });
    expect(view.indicators['a-b.trust']?.value).toBe(8);
    expect(view.effects['pact-trust']?.firings[0]?.because[0]?.holds).toBe(true);
    expect(Object.values(view.injects).find((one) => one.id === 'pact-signed')?.because).toBeDefined();
  });

  it('gives a team what it was sent and no more', () => {
    const third = foldAll(seenBy('c', 'c.head'));
    const known = Object.values(third.agreements);
    expect(known.map((one) => one.deposited)).toContain(true);
    expect(known.find((one) => one.deposited)?.versions).toHaveLength(1);
    expect(third.dimensions['b.face']?.level).toBeUndefined();
    expect(third.rfis).toEqual({});
    expect(foldAll(seenBy('b', 'b.head')).publications).toHaveLength(1);
  });

  it('folds in whatever order and however little of it arrives', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(log), (events) => {
        foldAll(events, emptyView());
      }),
      { numRuns: 300 },
    );
  });
});
