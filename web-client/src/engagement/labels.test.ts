import { describe, expect, it } from 'vitest';
import { placesOf } from './labels';

const site = (x: number, y: number, text: string) => ({ x, y, ring: 2, text });

describe('names of sites', () => {
  it('stand to the right where nothing is in the way', () => {
    expect(placesOf([site(10, 10, 'Busan')], 3, 100)).toEqual([{ x: 12.8, y: 11.05, anchor: 'start' }]);
  });

  it('stand to the left at the right edge', () => {
    expect(placesOf([site(96, 10, 'US west coast')], 3, 100)[0]?.anchor).toBe('end');
  });

  it('do not cover each other where sites lie close together', () => {
    const [first, second] = placesOf([site(30, 20, 'Camp Humphreys'), site(40, 20.5, 'Seongju')], 3, 100);
    expect(first?.anchor).not.toBe('start'); // the second site lies there
    expect(second?.anchor).toBe('start');
    const [corner] = placesOf([site(8, 20, 'Camp Humphreys'), site(18, 20.5, 'Seongju')], 3, 100);
    expect(corner).toMatchObject({ x: 8, anchor: 'start' }); // no room to the left, nor in the middle
  });
});
