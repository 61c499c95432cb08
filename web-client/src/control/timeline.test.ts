import { describe, expect, it } from 'vitest';
import {
  atOf,
  bandsOf,
  clampScale,
  fitting,
  itemsOf,
  lanesOf,
  rangeOf,
  snapped,
  ticksOf,
  WIDTH_MAX,
  within,
  xOf,
} from './timeline';

const HOUR = 3_600_000;
const range = { from: 0, to: 100 * HOUR };

describe('the timeline of the MSEL', () => {
  it('puts an inject into the lane of each delegation that gets it, or of everybody', () => {
    const teams = ['us', 'rok', 'jp'];
    expect(lanesOf(['all'], teams)).toEqual(['all']);
    expect(lanesOf(['jp.head', 'us'], teams)).toEqual(['us', 'jp']);
    expect(lanesOf(['nobody'], teams)).toEqual([]);
  });

  it('finds a time where its place is, at every scale', () => {
    for (const scale of [0.5, 12, 900]) expect(atOf(xOf(17 * HOUR, range, scale), range, scale)).toBeCloseTo(17 * HOUR);
  });

  it('fits all of it into the width, and never grows wider than can be scrolled', () => {
    expect(fitting(range, 500)).toBe(5);
    expect(clampScale(1e9, { from: 0, to: 2000 * HOUR }) * 2000).toBeLessThanOrEqual(WIDTH_MAX);
    const wide = rangeOf([5 * HOUR, 90 * HOUR], 0, 2 * HOUR);
    expect(wide.from).toBeLessThan(0);
    expect(wide.to).toBeGreaterThan(90 * HOUR);
  });

  it('makes one cluster of what has no room, and the same ones wherever it is scrolled', () => {
    const placed = [0, 1, 2, 40, 41, 90].map((hour) => ({ id: `i${hour}`, at: hour * HOUR }));
    const items = itemsOf(placed, range, 10);
    expect(items.map((item) => item.ids)).toEqual([['i0', 'i1', 'i2'], ['i40', 'i41'], ['i90']]);
    expect(items[0]?.room).toBe(400);
    expect(within(items, 350, 500).map((item) => item.ids[0])).toEqual(['i40']);
    const dense = Array.from({ length: 3000 }, (_, i) => ({ id: `${i}`, at: (i / 30) * HOUR }));
    expect(itemsOf(dense, range, 10).length).toBeLessThan(40);
    expect(itemsOf(dense, range, 10).flatMap((item) => item.ids)).toHaveLength(3000);
  });

  it('draws its lines on whole hours of the exercise, days apart from them', () => {
    const ticks = ticksOf(range, 30, 0, 800, 9 * 60);
    expect(ticks.length).toBeGreaterThan(3);
    expect(ticks.every((tick) => tick.at % HOUR === 0)).toBe(true);
    expect(ticks.filter((tick) => tick.day).every((tick) => (tick.at + 9 * HOUR) % (24 * HOUR) === 0)).toBe(true);
  });

  it('drags in steps that can be seen', () => {
    expect(snapped(10 * HOUR + 123_456, 60) % (5 * 60_000)).toBe(0);
    expect(snapped(10 * HOUR + 123_456, 1) % HOUR).toBe(0);
  });

  it('shows a move from where it began or is planned until the next one', () => {
    const iso = (hour: number) => new Date(hour * HOUR).toISOString();
    const moves = [
      { id: 'one', title: 'One' },
      { id: 'two', title: 'Two', start: iso(50) },
      { id: 'three', title: '3' },
    ];
    expect(bandsOf(moves, { one: iso(10) }, range, 2)).toMatchObject([
      { id: 'one', x: 20, width: 80 },
      { id: 'two', x: 100, width: 100 },
    ]);
  });
});
