// Whose probability is still asked for.
import type { View } from '../fold';
import type { Viewer } from '../protocol';

// How many called actions this person has not given a probability for.
export function unestimated(view: View, viewer: Viewer | undefined): number {
  if (!viewer?.seat || view.phase !== 'running') return 0;
  const name = viewer.name ?? '';
  return Object.values(view.actions).filter(
    (one) => one.state === 'submitted' && one.called && one.estimates[name] === undefined,
  ).length;
}
