// What the evaluation's screens need of whoever looks at them.
import type { View } from '../fold';
import type { Event, Viewer } from '../protocol';

export type Call = (method: string, params: Record<string, unknown>) => Promise<unknown>;

export interface EvaluationProps {
  view: View;
  viewer: Viewer | undefined;
  events: readonly Event[]; // events[i].n is i + 1: evidence is chosen from them
  call: Call | undefined; // where nothing can be done, there is none
}

// What a screen writes ratings down as: one's participant, or "control".
export function authorOf(viewer: Viewer | undefined): string {
  return viewer?.role === 'control' ? 'control' : (viewer?.participant ?? '');
}
