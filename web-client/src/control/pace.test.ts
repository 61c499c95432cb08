import { describe, expect, it } from 'vitest';
import { classMinutesAt, daysPlanned, paceOfClass, paceWithinLimits, worthOfMinute } from './pace';

describe('the class length helper', () => {
  it('turns days and minutes into a pace and back', () => {
    expect(paceOfClass(60, 90)).toBe(960);
    expect(classMinutesAt(960, 60)).toBe(90);
  });

  it('has no answer for a class that cannot be played', () => {
    expect(paceOfClass(0, 90)).toBeUndefined();
    expect(paceOfClass(60, 0)).toBeUndefined();
    expect(paceOfClass(60_000, 1)).toBeUndefined();
    expect(paceWithinLimits(Number.NaN)).toBeUndefined();
    expect(paceWithinLimits(0.05)).toBeUndefined();
  });

  it('says what one minute in the room is worth', () => {
    expect(worthOfMinute(960)).toEqual({ value: 16, unit: 'hour' });
    expect(worthOfMinute(1440)).toEqual({ value: 1, unit: 'day' });
    expect(worthOfMinute(2.5)).toEqual({ value: 2.5, unit: 'minute' });
  });

  it('reads from a scenario how many days it covers', () => {
    const document = {
      clock: { moves: [{ id: 'a', start: 'D+0 09:00' }] },
      injects: [{ at: 'D+58 10:15', body: 'D+400 is only talked about' }, { at: { move: 'a', after: '26:30' } }, {}],
    };
    expect(daysPlanned(document)).toBe(59);
    expect(daysPlanned(undefined)).toBe(1);
  });
});
