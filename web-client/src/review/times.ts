// When the events of a record were, in exercise time and by the wall, and the moment that somebody types.
import { momentOf } from '../control/moments';
import type { Event } from '../protocol';

export class Times {
  readonly at: number[] = []; // ms; at[i] is of event i + 1, and never before at[i - 1]
  readonly wall: number[] = [];

  push(event: Event): void {
    this.at.push(Math.max(Date.parse(event.at), this.at.at(-1) ?? -Infinity));
    this.wall.push(Math.max(Date.parse(event.wall), this.wall.at(-1) ?? -Infinity));
  }

  get count(): number {
    return this.at.length;
  }

  atOf(n: number): number {
    return this.at[Math.max(1, n) - 1] ?? 0;
  }

  wallOf(n: number): number {
    return this.wall[Math.max(1, n) - 1] ?? 0;
  }
}

// How many of the ascending `times` are not after `ms`: the number of the last event by then.
export function countBy(times: readonly number[], ms: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

// "#5712" or "5712": after that event. "D+12 14:00" or "D+12": exercise time. "10:15" or "10:15:30": by the wall, on the
// day that `near` (ms) falls on, else on the next that has it. Nothing when it is none of these.
export function placeNamed(typed: string, times: Times, start: string, near: number): number | undefined {
  const said = typed.normalize('NFKC').trim();
  const number = /^#?(\d{1,9})$/.exec(said);
  if (number) return Math.min(Number(number[1]), times.count);
  const day = /^D?\s*\+?\s*(\d{1,4})(?:\s+(\d{1,2}:\d{2}))?$/i.exec(said);
  if (day) {
    const ms = momentOf(Number(day[1]), day[2] ?? '00:00', start);
    return ms === undefined ? undefined : countBy(times.at, ms);
  }
  const wall = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(said);
  if (!wall || times.count === 0) return undefined;
  const asked = new Date(near);
  asked.setHours(Number(wall[1]), Number(wall[2]), Number(wall[3] ?? 0), 999);
  if (asked.getTime() < times.wall[0]!) asked.setDate(asked.getDate() + 1);
  return countBy(times.wall, asked.getTime());
}
