// Where things stand on the MSEL's timeline: lanes of recipients, a scale of pixels an exercise hour, and clusters where
// there is no room. Pure, so that it is the same for three injects and three thousand.
import type { InjectRow } from './msel';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = 60_000;

export const SCALE_MIN = 0.05; // pixels an exercise hour
export const SCALE_MAX = 2400;
export const WIDTH_MAX = 200_000; // of the whole strip in pixels
export const ITEM_MIN = 30; // a place on the strip

export interface Range {
  from: number; // exercise time in ms
  to: number;
}

export interface Placed {
  id: string;
  at: number;
}

export function same(a: readonly Placed[], b: readonly Placed[]): boolean {
  return a.length === b.length && a.every((one, i) => one.id === b[i]?.id && one.at === b[i]?.at);
}

export interface Item {
  ids: string[]; // more than one: a cluster
  x: number;
  room: number; // pixels until the next one
}

export const EVERYBODY = 'all';

// The lanes in which an inject stands: everybody's, or those of the delegations that get it.
export function lanesOf(to: readonly string[], teams: readonly string[]): string[] {
  if (to.includes('all') || to.includes('public')) return [EVERYBODY];
  return teams.filter((team) => to.some((place) => place === team || place.startsWith(`${team}.`)));
}

// When a row stands on the timeline; nothing for one that has no time yet.
export function timeOf(row: Pick<InjectRow, 'releasedAt' | 'plannedAt'>): number | undefined {
  return row.releasedAt ?? row.plannedAt;
}

// From the start of the exercise to past the last thing on it, with a little room on both sides.
export function rangeOf(times: readonly number[], start: number, now: number): Range {
  const all = [...times, start, now];
  let from = Infinity;
  let to = -Infinity;
  for (const at of all) {
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  const room = Math.max(2 * HOUR, (to - from) * 0.04);
  return { from: from - room / 4, to: to + room };
}

export function clampScale(scale: number, range: Range): number {
  const hours = (range.to - range.from) / HOUR;
  return Math.min(Math.max(scale, SCALE_MIN), SCALE_MAX, WIDTH_MAX / Math.max(1, hours));
}

// The scale at which the whole range fills this width.
export function fitting(range: Range, width: number): number {
  return clampScale(width / Math.max(1, (range.to - range.from) / HOUR), range);
}

export const xOf = (at: number, range: Range, scale: number): number => ((at - range.from) / HOUR) * scale;
export const atOf = (x: number, range: Range, scale: number): number => range.from + (x / scale) * HOUR;

// Steps in which a drag moves at this scale: the smallest that is at least three pixels.
export function stepOf(scale: number): number {
  const steps = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, DAY];
  return steps.find((step) => (step / HOUR) * scale >= 3) ?? DAY;
}

export function snapped(at: number, scale: number): number {
  const step = Math.min(stepOf(scale), HOUR);
  return Math.round(at / step) * step;
}

// What stands in one lane, whole. `placed` is in the order of time; what would stand too close together is one cluster.
export function itemsOf(placed: readonly Placed[], range: Range, scale: number): Item[] {
  const items: Item[] = [];
  for (const { id, at } of placed) {
    const x = xOf(at, range, scale);
    const last = items.at(-1);
    if (last && x - last.x < ITEM_MIN) last.ids.push(id);
    else {
      if (last) last.room = x - last.x;
      items.push({ ids: [id], x, room: Infinity });
    }
  }
  return items;
}

export function within(items: readonly Item[], left: number, right: number): Item[] {
  return items.filter((item) => item.x >= left && item.x <= right);
}

export interface Tick {
  x: number;
  at: number;
  day: boolean;
}

// Lines of the axis between two places, about a hundred pixels apart, on whole hours and days of the exercise's own clock.
export function ticksOf(range: Range, scale: number, left: number, right: number, offsetMinutes: number): Tick[] {
  const steps = [MINUTE * 15, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 30 * DAY, 90 * DAY];
  const step = steps.find((one) => (one / HOUR) * scale >= 90) ?? 90 * DAY;
  const offset = offsetMinutes * MINUTE;
  const ticks: Tick[] = [];
  let local = Math.ceil((atOf(left, range, scale) + offset) / step) * step;
  for (; ; local += step) {
    const x = xOf(local - offset, range, scale);
    if (x > right) break;
    ticks.push({ x, at: local - offset, day: local % DAY === 0 });
  }
  return ticks;
}

export interface Band {
  id: string;
  title: string;
  x: number;
  width: number;
}

// Moves that have begun, or whose start is planned, each until the next.
export function bandsOf(
  moves: readonly { id: string; title: string; start?: string }[],
  started: Readonly<Record<string, string>>,
  range: Range,
  scale: number,
): Band[] {
  const begun = moves.flatMap((move) => {
    const at = started[move.id] ?? move.start;
    return at === undefined ? [] : [{ ...move, at: Math.max(range.from, Date.parse(at)) }];
  });
  return begun.map((move, i) => {
    const x = xOf(move.at, range, scale);
    const end = begun[i + 1]?.at ?? range.to;
    return { id: move.id, title: move.title, x, width: Math.max(0, xOf(end, range, scale) - x) };
  });
}
