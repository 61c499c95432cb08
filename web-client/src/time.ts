// Exercise time on screens.

interface ClockFacts {
  phase: string;
  at: string;
  wall: string;
  pace: number;
}

// The exercise time in ms at this wall time, from what the clock last said of itself.
export function exerciseTime(clock: ClockFacts, wallNow: number): number {
  const base = Date.parse(clock.at);
  if (Number.isNaN(base)) return 0;
  if (clock.phase !== 'running') return base;
  return base + Math.max(0, wallNow - Date.parse(clock.wall)) * clock.pace;
}
