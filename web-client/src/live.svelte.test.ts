// A screen that is up follows every event: the view that screens watch says at each moment what the plain fold says.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { apply, emptyView } from './fold';
import type { Event } from './protocol';

const log: (Omit<Event, 'n' | 'at' | 'wall'> & { seq: number; at: number; wall: number })[] = readFileSync(
  resolve(__dirname, '../../tests/golden/log.jsonl'),
  'utf8',
)
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => JSON.parse(line));

const received = (sees: (event: (typeof log)[number]) => boolean): Event[] =>
  log.filter(sees).map(({ seq, at, wall, ...rest }) => ({
    ...rest,
    n: seq,
    at: new Date(at).toISOString(),
    wall: new Date(wall).toISOString(),
  }));

const VIEWERS = {
  control: received(() => true),
  'a team': received((event) => event.audience?.some((place) => ['public', 'a', 'a.head'].includes(place)) === true),
};

it.each(Object.entries(VIEWERS))('what %s watches is what has happened', (_, events) => {
  const plain = emptyView();
  const watched = $state(emptyView());
  for (const event of events) {
    apply(plain, structuredClone(event));
    apply(watched, structuredClone(event));
    // Read whole each time, as screens do: what has once been read must be told of what comes after.
    if (JSON.stringify(watched) !== JSON.stringify(plain)) expect(watched, `${event.n} ${event.type}`).toEqual(plain);
  }
});
