// What stands out in a record, by kind, where it is on a line of time, and where nothing happened for long.
import type { Event } from '../protocol';
import type { Times } from './times';

export const MARKS = ['injects', 'messages', 'postures', 'agreements', 'bookmarks'] as const;
export type Mark = (typeof MARKS)[number];

const KIND: Record<string, Mark> = {
  'inject.released': 'injects',
  'message.sent': 'messages',
  'press.published': 'messages',
  'posture.changed': 'postures',
  'posture.declared': 'postures',
  'agreement.circulated': 'agreements',
  'agreement.amended': 'agreements',
  'agreement.signed': 'agreements',
  'agreement.concluded': 'agreements',
  'agreement.breached': 'agreements',
  'agreement.denounced': 'agreements',
  'document.published': 'agreements',
};

export const markOf = (event: Event): Mark | undefined =>
  event.type.startsWith('bookmark.') ? 'bookmarks' : KIND[event.type];

// The numbers of the events of each kind, ascending.
export function marksOf(events: readonly Event[]): Record<Mark, number[]> {
  const found: Record<Mark, number[]> = { injects: [], messages: [], postures: [], agreements: [], bookmarks: [] };
  events.forEach((event, i) => {
    const mark = markOf(event);
    if (mark) found[mark].push(i + 1);
  });
  return found;
}

// Where on the line an event is, 0 to 1.
export function fractionOf(times: Times, ms: number): number {
  const [from, to] = [times.at[0] ?? 0, times.at.at(-1) ?? 0];
  return to > from ? Math.min(1, Math.max(0, (ms - from) / (to - from))) : 0;
}

// How many marks fall into each of `bins` parts of the line.
export function density(numbers: readonly number[], times: Times, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const n of numbers) counts[Math.min(bins - 1, Math.floor(fractionOf(times, times.atOf(n)) * bins))]!++;
  return counts;
}

// Stretches without any event, as fractions, that take more than a fortieth of the line.
export function idle(times: Times, least = 1 / 40): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let i = 1; i < times.count; i++) {
    const [from, to] = [fractionOf(times, times.at[i - 1]!), fractionOf(times, times.at[i]!)];
    if (to - from > least) found.push({ from, to });
  }
  return found;
}

export const before = (numbers: readonly number[], n: number): number | undefined => numbers.findLast((one) => one < n);
export const after = (numbers: readonly number[], n: number): number | undefined => numbers.find((one) => one > n);
