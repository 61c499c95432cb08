// Which notices this person has put away, in this browser: a page that is loaded anew does not show them again.
const place = (exercise: string) => `startex.notices.${exercise}`;

export function readDismissed(exercise: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place(exercise)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

export function keepDismissed(exercise: string, keys: readonly string[]): void {
  try {
    localStorage.setItem(place(exercise), JSON.stringify(keys.slice(-200)));
  } catch {
    // A browser that keeps nothing shows them again.
  }
}
