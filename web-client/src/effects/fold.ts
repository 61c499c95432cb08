// The scenario's rules as control sees them: which wait, which have fired, why, and what they did.
import type { Handlers } from '../handlers';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Condition = Record<string, any>; // the forms: docs/authoring.md

export interface Fact {
  condition: Condition;
  holds: boolean;
  value?: number | string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Deed = Record<string, any>;

export interface Firing {
  n: number;
  at: string;
  wall: string;
  because: Fact[];
  did: Deed[];
}

export interface Effect {
  id: string;
  title: string;
  when: Condition;
  then: Deed[];
  again: { after?: string; limit?: number } | null;
  firings: Firing[];
  armed: boolean;
}

export interface EffectsSlice {
  effects: Record<string, Effect>;
}

export const emptyEffects = (): EffectsSlice => ({ effects: {} });

export const effectHandlers: Handlers<EffectsSlice> = {
  'effect.planned': (view, event) => {
    const { effect, title, when, then, again } = event.data;
    view.effects[effect] = { id: effect, title, when, then, again, firings: [], armed: true };
  },
  'effect.fired': (view, event) => {
    const found = view.effects[event.data.effect];
    if (!found) return;
    const { because, did } = event.data;
    found.firings.push({ n: event.n, at: event.at, wall: event.wall, because, did });
    found.armed = false;
  },
  'effect.rested': (view, event) => {
    const found = view.effects[event.data.effect];
    if (found) found.armed = true;
  },
};
