// Pace in the words of somebody who plans a class. The wire's unit is exercise minutes a wall minute.

export const PACE_MIN = 0.1;
export const PACE_MAX = 10_000;

const MINUTES_A_DAY = 24 * 60;

// The pace at which so many exercise days pass in a class of so many minutes; undefined when it cannot be played.
export function paceOfClass(exerciseDays: number, classMinutes: number): number | undefined {
  if (!(exerciseDays > 0) || !(classMinutes > 0)) return undefined;
  return paceWithinLimits((exerciseDays * MINUTES_A_DAY) / classMinutes);
}

// Rounded as the server keeps it (thousandths); undefined outside what the server takes.
export function paceWithinLimits(pace: number): number | undefined {
  if (!Number.isFinite(pace)) return undefined;
  const rounded = Math.round(pace * 1000) / 1000;
  return rounded >= PACE_MIN && rounded <= PACE_MAX ? rounded : undefined;
}

// How many wall minutes an exercise of so many days takes at this pace.
export function classMinutesAt(pace: number, exerciseDays: number): number {
  return (exerciseDays * MINUTES_A_DAY) / pace;
}

// What one wall minute is worth, in the largest unit that keeps a number of at least one.
export function worthOfMinute(pace: number): { value: number; unit: 'minute' | 'hour' | 'day' } {
  const rounded = (value: number) => Math.round(value * 10) / 10;
  if (pace >= MINUTES_A_DAY) return { value: rounded(pace / MINUTES_A_DAY), unit: 'day' };
  if (pace >= 60) return { value: rounded(pace / 60), unit: 'hour' };
  return { value: rounded(pace), unit: 'minute' };
}

// How many exercise days a scenario means to cover: up to the last scheduled thing it names, at least one.
export function daysPlanned(document: unknown): number {
  const days: number[] = [1];
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      const found = /^D\+(\d{1,4})\b/.exec(value);
      if (found?.[1] !== undefined) days.push(Number(found[1]) + 1);
    } else if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value))
        if (key === 'at' || key === 'start' || key === 'moves' || key === 'injects' || key === 'clock') look(part);
  };
  look(document);
  return Math.max(...days);
}
