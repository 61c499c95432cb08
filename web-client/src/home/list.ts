// The list of exercises: which are shown, and which belong together.
import type { ExerciseSummary } from '../api';
import type { ClassSummary, Said, World } from './api';

export const STANDINGS = ['current', 'lobby', 'running', 'paused', 'ended', 'archived'] as const;
export type Standing = (typeof STANDINGS)[number];

// "current" is everything that is not archived.
export function isShown(exercise: ExerciseSummary, standing: Standing, search: string): boolean {
  const archived = exercise.archived === true;
  if (archived !== (standing === 'archived')) return false;
  if (standing !== 'current' && standing !== 'archived' && exercise.phase !== standing) return false;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${exercise.title} ${exercise.scenario}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

export type Entry =
  | { kind: 'exercise'; key: string; created: string; exercise: ExerciseSummary }
  | { kind: 'class'; key: string; created: string; group: ClassSummary; exercises: ExerciseSummary[] };

// Exercises and classes, the newest first; of a class only the worlds that are shown, and no class without any.
export function entriesOf(shown: readonly ExerciseSummary[], classes: readonly ClassSummary[]): Entry[] {
  const known = new Set(classes.map((one) => one.id));
  const entries: Entry[] = shown
    .filter((exercise) => exercise.class === undefined || !known.has(exercise.class))
    .map((exercise) => ({ kind: 'exercise', key: exercise.id, created: exercise.created, exercise }));
  for (const group of classes) {
    const exercises = shown.filter((exercise) => exercise.class === group.id);
    if (exercises.length > 0) entries.push({ kind: 'class', key: group.id, created: group.created, group, exercises });
  }
  return entries.sort((a, b) => b.created.localeCompare(a.created));
}

// What can be done with all worlds together: what at least one of them can do.
export function togetherOf(worlds: readonly World[]) {
  const any = (test: (world: World) => boolean) => worlds.some(test);
  return {
    start: any((world) => world.phase === 'lobby' && !world.frozen),
    pause: any((world) => world.phase === 'running'),
    resume: any((world) => world.phase === 'paused' && !world.frozen),
    end: any((world) => world.phase === 'running' || world.phase === 'paused'),
    freeze: any((world) => world.phase !== 'unavailable' && !world.frozen),
    unfreeze: any((world) => world.frozen === true),
    lock: any((world) => world.doorsLocked === false),
    unlock: any((world) => world.doorsLocked === true),
  };
}

export const refusedOf = (said: readonly Said[]): Said[] => said.filter((world) => world.ok !== true);

// Whether it may be deleted as it stands.
export const isDeletable = (exercise: ExerciseSummary): boolean =>
  exercise.archived === true || exercise.phase === 'lobby' || exercise.phase === 'ended';
