// Control as several people, for control's screens: who looks after what, who has what in hand, and their notes.
import type { Handlers } from '../handlers';
import type { Event } from '../protocol';

export interface Hand {
  kind: string;
  id: string;
  facilitator: string;
  since: string; // wall time
}

export interface ControlNote {
  n: number;
  at: string;
  wall: string;
  by: string; // empty: a facilitator who has not said their name
  body: string;
  about?: { kind: string; id: string };
}

export interface ControlTeamSlice {
  areas: Record<string, string>; // area → facilitator
  hands: Record<string, Hand>; // by kind and id
  controlNotes: ControlNote[];
}

export const HAND_MS = 10 * 60_000; // of wall time, after which what is in hand is free again

export const emptyControlTeam = (): ControlTeamSlice => ({ areas: {}, hands: {}, controlNotes: [] });

export const handKey = (kind: string, id: string): string => `${kind} ${id}`;

// Who has an item in hand now.
export function handOn(view: ControlTeamSlice, kind: string, id: string, wallNow: number): Hand | undefined {
  const hand = view.hands[handKey(kind, id)];
  return hand !== undefined && wallNow - Date.parse(hand.since) < HAND_MS ? hand : undefined;
}

// Which facilitator caused an event; empty when they had not said their name, or it was no facilitator.
export const facilitatorOf = (event: Event): string => event.control?.facilitator ?? '';

function inHand(view: ControlTeamSlice, event: Event): void {
  const { kind, id, facilitator } = event.data;
  view.hands[handKey(kind, id)] = { kind, id, facilitator, since: event.wall };
}

export const controlTeamHandlers: Handlers<ControlTeamSlice> = {
  'control.area_taken': (view, event) => {
    view.areas[event.data.area] = event.data.facilitator;
  },
  'control.area_left': (view, event) => {
    delete view.areas[event.data.area];
  },
  'control.handled': inHand,
  'control.handed_over': inHand,
  'control.released': (view, event) => {
    delete view.hands[handKey(event.data.kind, event.data.id)];
  },
  'control.noted': (view, event) => {
    const { body, kind, id } = event.data;
    view.controlNotes.push({
      n: event.n,
      at: event.at,
      wall: event.wall,
      by: facilitatorOf(event),
      body,
      ...(kind === undefined ? {} : { about: { kind, id } }),
    });
  },
};
