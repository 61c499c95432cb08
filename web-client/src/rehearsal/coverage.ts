// What the server tells of a rehearsal, and how it is read on the screen.
import type { Condition } from '../effects/fold';
import { emptyView, type View } from '../fold';

interface Waiting {
  when?: Condition;
}
export interface InjectFate extends Waiting {
  inject: string;
  number: string;
  title: string;
  fate: string;
  at?: string;
}
export interface EffectFate extends Waiting {
  effect: string;
  title: string;
  firings: number;
}
export interface ActFate extends Waiting {
  act: string;
  by: string;
  ask: string;
  fate: 'acted' | 'refused' | 'waiting';
  hint?: string;
}
export interface Silence {
  team: string;
  from: string;
  to: string;
  minutes: number;
}
export interface Coverage {
  seed: number;
  nobody: boolean;
  ended: boolean;
  whole: boolean;
  from: string;
  to: string;
  events: number;
  commands: number;
  counts: Record<string, number>;
  refused: Record<string, number>;
  injects: InjectFate[];
  effects: EffectFate[];
  acts: ActFate[];
  silences: Silence[];
}
export interface Rehearsal {
  rehearsal: string;
  state: 'running' | 'done' | 'cancelled' | 'failed';
  progress: number;
  coverage?: Coverage;
}

// The fates in the order in which they are counted out; those that went out first.
const FATES = [
  'on schedule',
  'by condition',
  'by an effect',
  'by hand',
  'conditional',
  'contingency',
  'effect',
  'manual',
  'missed',
];

export const countedFates = (coverage: Coverage): { fate: string; count: number }[] =>
  FATES.filter((fate) => coverage.counts[fate]).map((fate) => ({ fate, count: coverage.counts[fate]! }));

type Named = Record<string, unknown> & { id: string };

const byId = (list: unknown): Record<string, Named> =>
  Object.fromEntries(((list as Named[] | undefined) ?? []).map((one) => [one.id, one]));

// As much of a play's view as conditions are put into words with, from the scenario alone.
export function viewOfScenario(document: unknown): View {
  const scenario = document as Record<string, unknown> & { clock: { start: string; moves?: unknown } };
  return {
    ...emptyView(),
    start: scenario.clock.start,
    moves: (scenario.clock.moves ?? []) as View['moves'],
    teams: (scenario.teams ?? []) as View['teams'],
    entities: (scenario.entities ?? []) as View['entities'],
    channels: byId(scenario.channels) as unknown as View['channels'],
    injects: byId(scenario.injects) as unknown as View['injects'],
    documents: byId(scenario.documents) as unknown as View['documents'],
    dimensions: byId(scenario.posture) as unknown as View['dimensions'],
    indicators: byId(scenario.indicators) as unknown as View['indicators'],
    model: (scenario.engagement ?? undefined) as View['model'],
  };
}
