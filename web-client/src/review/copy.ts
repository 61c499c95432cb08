import type { View } from '../fold';

// A copy that the fold can go on from without touching the original. A view is plain data; its texts are shared.
export function copyView(view: View): View {
  return copy(view) as View;
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  const made: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) made[key] = copy(part);
  return made;
}
