// Keeps a live list still while somebody is about to click in it. While the list is held, what stood stays where it
// stood, even when it no longer belongs; what is new is added below. When it is let go, the list is as wanted.

// The very same array comes back when nothing has changed.
export function settle(shown: readonly string[], wanted: readonly string[], held: boolean): readonly string[] {
  const standing = new Set(shown);
  const next = held ? [...shown, ...wanted.filter((id) => !standing.has(id))] : wanted;
  const same = next.length === shown.length && next.every((id, i) => id === shown[i]);
  return same ? shown : next;
}

// Where the focus goes in a list when `current` has been dealt with: the next that still waits, else the one before.
export function neighbour(
  shown: readonly string[],
  current: string,
  waits: (id: string) => boolean,
): string | undefined {
  const at = shown.indexOf(current);
  const after = shown.slice(at + 1).find(waits);
  if (after !== undefined) return after;
  return shown.slice(0, Math.max(0, at)).reverse().find(waits);
}

// One step down (+1) or up (-1) from the selected row; from nowhere, the first or the last.
export function step(shown: readonly string[], current: string | undefined, by: 1 | -1): string | undefined {
  if (shown.length === 0) return undefined;
  const at = current === undefined ? -1 : shown.indexOf(current);
  if (at < 0) return by > 0 ? shown[0] : shown[shown.length - 1];
  return shown[Math.min(shown.length - 1, Math.max(0, at + by))];
}
