import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAndTime, momentOf, offsetOf } from './moments';

const start = '2025-01-28T09:00:00+09:00';

describe('moments of an exercise', () => {
  it('counts days from the date of the start, not from its hour', () => {
    expect(dayAndTime(Date.parse(start), start)).toEqual({ day: 0, time: '09:00' });
    expect(dayAndTime(Date.parse('2025-01-29T00:30:00+09:00'), start)).toEqual({ day: 1, time: '00:30' });
  });

  it('finds the moment again that it has named', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 1439 }), (day, minute) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const ms = momentOf(day, time, start) as number;
        expect(dayAndTime(ms, start)).toEqual({ day, time });
      }),
      { verbose: true },
    );
  });

  it('knows the offset of the exercise', () => {
    expect(offsetOf(start)).toBe(540);
    expect(offsetOf('2025-01-28T09:00:00-03:30')).toBe(-210);
    expect(offsetOf('2025-01-28T09:00:00Z')).toBe(0);
  });

  it('has no moment for what is no time', () => {
    expect(momentOf(1, 'noon', start)).toBeUndefined();
    expect(momentOf(Number.NaN, '12:00', start)).toBeUndefined();
  });
});
