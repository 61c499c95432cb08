import { expect, it } from 'vitest';
import type { Event } from '../protocol';
import { after, before, density, idle, marksOf } from './marks';
import { Times } from './times';

const DAY = 86_400_000;
const record: Event[] = ['exercise.created', 'inject.released', 'message.sent', 'message.sent', 'bookmark.added'].map(
  (type, i) =>
    ({
      n: i + 1,
      type,
      at: new Date([0, 1, 1, 2, 10][i]! * DAY).toISOString(),
      wall: new Date(0).toISOString(),
    }) as Event,
);
const times = new Times();
record.forEach((event) => times.push(event));

it('what stands out is found by kind, and the one before and after any moment', () => {
  const marks = marksOf(record);
  expect(marks.injects).toEqual([2]);
  expect(marks.messages).toEqual([3, 4]);
  expect(marks.bookmarks).toEqual([5]);
  expect(after(marks.messages, 3)).toBe(4);
  expect(before(marks.messages, 3)).toBeUndefined();
  expect(after(marks.messages, 4)).toBeUndefined();
});

it('marks are counted where they are on the line of exercise time', () => {
  expect(density([2, 3, 4, 5], times, 10)).toEqual([0, 2, 1, 0, 0, 0, 0, 0, 0, 1]);
});

it('long stretches without an event are idle', () => {
  expect(idle(times, 0.3)).toEqual([{ from: 0.2, to: 1 }]);
});
