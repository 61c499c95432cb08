// Moments of an exercise as its people say them: the day since its start, and the time of day there. `start` is the
// exercise's first moment as the wire has it, with its offset.

const DAY_MS = 24 * 60 * 60_000;

// Minutes east of Greenwich.
export function offsetOf(start: string): number {
  const found = /([+-])(\d{2}):(\d{2})$/.exec(start);
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

function midnightOf(start: string): number {
  const local = Date.parse(start) + offsetOf(start) * 60_000;
  return Math.floor(local / DAY_MS) * DAY_MS;
}

export function dayAndTime(ms: number, start: string): { day: number; time: string } {
  const local = ms + offsetOf(start) * 60_000;
  return {
    day: Math.floor((local - midnightOf(start)) / DAY_MS),
    time: new Date(local).toISOString().slice(11, 16),
  };
}

export function momentOf(day: number, time: string, start: string): number | undefined {
  const found = /^(\d{1,2}):(\d{2})/.exec(time);
  if (!found || !Number.isInteger(day)) return undefined;
  const local = midnightOf(start) + day * DAY_MS + (Number(found[1]) * 60 + Number(found[2])) * 60_000;
  return local - offsetOf(start) * 60_000;
}
