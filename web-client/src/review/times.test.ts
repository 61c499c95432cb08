import { describe, expect, it } from 'vitest';
import type { Event } from '../protocol';
import { countBy, placeNamed, Times } from './times';

const start = '2025-01-28T09:00:00+09:00';
const times = new Times();
// An event an hour of exercise time, a minute of wall time.
for (let i = 0; i < 72; i++)
  times.push({
    at: new Date(Date.parse(start) + i * 3_600_000).toISOString(),
    wall: new Date(2026, 10, 23, 10, i).toISOString(),
  } as Event);
const named = (typed: string) => placeNamed(typed, times, start, times.wallOf(1));

describe('a moment that somebody types', () => {
  it('is a log number, a day and time of the exercise, or a time by the wall', () => {
    expect(named('#12')).toBe(12);
    expect(named('99999')).toBe(72);
    expect(named('D+0 09:00')).toBe(1);
    expect(named('d+1 12:30')).toBe(28);
    expect(named('Ｄ＋２')).toBe(40);
    expect(named('10:05')).toBe(6);
    expect(named('11:00:30')).toBe(61);
    expect(named('D+900 09:00')).toBe(72);
  });

  it('is nowhere when it is none of these', () => {
    for (const typed of ['', 'soon', 'D+x', '#', '-4', 'D+1 noon', '10:1']) expect(named(typed)).toBeUndefined();
  });
});

it('the last event by a moment is found among many at the same one', () => {
  expect([0, 1, 2, 3].map((ms) => countBy([1, 1, 1, 2], ms))).toEqual([0, 3, 4, 4]);
  expect(countBy([], 5)).toBe(0);
});
