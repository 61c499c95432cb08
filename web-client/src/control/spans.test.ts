import { describe, expect, it } from 'vitest';
import { leadTimeMs, offsetMs, shortSpan } from './spans';

const MINUTE = 60_000;

describe('lengths of time at a glance', () => {
  it('names the two largest units', () => {
    expect(shortSpan(52 * 60 * MINUTE, 'en')).toBe('2d 4h');
    expect(shortSpan(48 * 60 * MINUTE, 'en')).toBe('2d');
    expect(shortSpan(65 * MINUTE, 'en')).toBe('1h 5m');
    expect(shortSpan(12.9 * MINUTE, 'en')).toBe('12m');
    expect(shortSpan(40_400, 'en')).toBe('40s');
    expect(shortSpan(-5, 'en')).toBe('0s');
  });

  it('uses the units of the language', () => {
    expect(shortSpan(12 * MINUTE, 'ko')).toBe('12분');
  });

  it('reads the lengths that a scenario writes', () => {
    expect(leadTimeMs('10d')).toBe(10 * 24 * 60 * MINUTE);
    expect(leadTimeMs('90m')).toBe(90 * MINUTE);
    expect(leadTimeMs('soon')).toBeUndefined();
    expect(leadTimeMs(undefined)).toBeUndefined();
    expect(offsetMs('26:30')).toBe((26 * 60 + 30) * MINUTE);
    expect(offsetMs('half past')).toBeUndefined();
  });
});
