import { describe, expect, test } from 'vitest';
import { exerciseTime } from './time';

const clock = { phase: 'running', at: '2031-02-03T10:00:00+09:00', wall: '2026-11-23T08:00:00.000Z', pace: 60 };
const wall = Date.parse(clock.wall);
const iso = (ms: number) => new Date(ms).toISOString();

describe('the exercise clock', () => {
  test('runs by its pace: a wall minute at pace 60 is an exercise hour', () => {
    expect(iso(exerciseTime(clock, wall + 60_000))).toBe('2031-02-03T02:00:00.000Z');
  });
  test('stands still unless the exercise runs', () => {
    for (const phase of ['lobby', 'paused', 'ended'])
      expect(iso(exerciseTime({ ...clock, phase }, wall + 3_600_000))).toBe('2031-02-03T01:00:00.000Z');
  });
  test('never goes behind what the server said, even when our wall clock is slow', () => {
    expect(iso(exerciseTime(clock, wall - 5_000))).toBe('2031-02-03T01:00:00.000Z');
  });
  test('is zero before anything is known', () => {
    expect(exerciseTime({ ...clock, at: '' }, wall)).toBe(0);
  });
});
