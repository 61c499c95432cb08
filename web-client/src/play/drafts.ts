// What somebody has begun to write, kept over a reload of the page.

const key = (exercise: string, place: string) => `startex.draft.${exercise}.${place}`;

export function draft(exercise: string, place: string): string {
  return sessionStorage.getItem(key(exercise, place)) ?? '';
}

export function keepDraft(exercise: string, place: string, text: string): void {
  if (text === '') sessionStorage.removeItem(key(exercise, place));
  else sessionStorage.setItem(key(exercise, place), text);
}
