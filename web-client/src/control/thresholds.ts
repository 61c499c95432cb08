// From when on the dashboard alerts, as whoever sits at it has set it: kept in this browser, for each exercise.

export interface Thresholds {
  // Minutes of wall time; 0 is never.
  silent: number;
  unacknowledged: number;
  overdue: number;
  waiting: number;
  absent: number;
  near: number; // a condition's moment
  points: number; // how near an indicator is to what a condition asks; 0: no alert of conditions at all
  indicators: Record<string, { above?: number; below?: number }>;
}

export const MINUTES = ['silent', 'unacknowledged', 'overdue', 'waiting', 'absent', 'near'] as const;
export const MINUTES_MAX = 240;

export const defaultThresholds = (): Thresholds => ({
  silent: 10,
  unacknowledged: 5,
  overdue: 10,
  waiting: 5,
  absent: 1,
  near: 10,
  points: 5,
  indicators: {},
});

const key = (exercise: string) => `startex.alerts.${exercise}`;

const isMinutes = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= MINUTES_MAX && Number.isFinite(value);

// What is kept, as far as it makes sense; the rest is as it comes.
export function readThresholds(exercise: string): Thresholds {
  const thresholds = defaultThresholds();
  try {
    const kept = JSON.parse(localStorage.getItem(key(exercise)) ?? '{}');
    for (const name of [...MINUTES, 'points'] as const) if (isMinutes(kept[name])) thresholds[name] = kept[name];
    for (const [id, bounds] of Object.entries<{ above?: unknown; below?: unknown }>(kept.indicators ?? {})) {
      const { above, below } = bounds;
      thresholds.indicators[id] = {
        ...(typeof above === 'number' ? { above } : {}),
        ...(typeof below === 'number' ? { below } : {}),
      };
    }
  } catch {
    return defaultThresholds();
  }
  return thresholds;
}

export function keepThresholds(exercise: string, thresholds: Thresholds): void {
  localStorage.setItem(key(exercise), JSON.stringify(thresholds));
}
