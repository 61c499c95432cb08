// Which alerts somebody at this screen has read, kept over a reload.

const KEPT_MAX = 500;

const key = (exercise: string) => `startex.read.${exercise}`;

export function readAlerts(exercise: string): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(exercise)) ?? '[]');
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}

export function keepReadAlerts(exercise: string, keys: readonly string[]): void {
  sessionStorage.setItem(key(exercise), JSON.stringify(keys.slice(-KEPT_MAX)));
}
