import type { View } from '../fold';

// A copy that the fold can go on from without touching the original. It copies as deep as the fold changes things in
// place: the view, each thing in it, and the lists of each thing; a fraction of the cost of a full clone.
export function copyView(view: View): View {
  return mapValues(view, (part) =>
    Array.isArray(part) ? [...part] : isRecord(part) ? mapValues(part, copyThing) : part,
  );
}

function copyThing(thing: unknown): unknown {
  return isRecord(thing) ? mapValues(thing, (part) => (Array.isArray(part) ? [...part] : part)) : thing;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapValues<T extends object>(record: T, change: (value: unknown) => unknown): T {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) copy[key] = change(value);
  return copy as T;
}
