// How teams are told apart: by place in the scenario, each a colour, a shape and letters, never colour alone.

export const SHAPES = ['■', '▲', '●', '◆', '✚', '★', '⬟', '▼'] as const;

let order: readonly string[] = [];

// The teams of the exercise on the screen, in the scenario's order.
export function setTeams(ids: readonly string[]): void {
  order = ids;
}

export function markOf(team: string): { index: number; shape: string; letters: string } {
  const at = order.indexOf(team);
  const index = (at < 0 ? [...team].reduce((sum, c) => sum + c.charCodeAt(0), 0) : at) % SHAPES.length;
  return { index, shape: SHAPES[index] ?? '■', letters: team.toUpperCase() };
}
