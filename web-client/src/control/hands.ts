// What control's people do among themselves: areas, what is in hand, notes.
import { handOn, type Hand } from '../control_team/fold';
import type { Desk } from './desk.svelte';

// The areas that are offered; others can be written.
export const AREAS = ['teams', 'msel', 'moderation', 'adjudication'] as const;

interface Item {
  kind: string;
  id: string;
}

export function handOf(desk: Desk, item: Item): Hand | undefined {
  return handOn(desk.view, item.kind, item.id, desk.wallNow);
}

// Everything that somebody has in hand now, the longest first.
export function handsOf(desk: Desk): Hand[] {
  return Object.values(desk.view.hands)
    .filter((hand) => handOf(desk, hand) !== undefined)
    .sort((a, b) => a.since.localeCompare(b.since));
}

const busyKey = (item: Item) => `hand ${item.kind} ${item.id}`;

export const handBusy = (desk: Desk, item: Item): boolean => desk.busy(busyKey(item));

export function takeInHand(desk: Desk, { kind, id }: Item): Promise<boolean> {
  return desk.act(busyKey({ kind, id }), 'control.handle', { kind, id });
}

export function letGo(desk: Desk, { kind, id }: Item): Promise<boolean> {
  return desk.act(busyKey({ kind, id }), 'control.release', { kind, id });
}

export function handOver(desk: Desk, { kind, id }: Item, to: string): Promise<boolean> {
  return desk.act(busyKey({ kind, id }), 'control.hand_over', { kind, id, to });
}

export function takeArea(desk: Desk, area: string): Promise<boolean> {
  return desk.act(`area ${area}`, 'control.take_area', { area });
}

export function leaveArea(desk: Desk, area: string): Promise<boolean> {
  return desk.act(`area ${area}`, 'control.leave_area', { area });
}

export function writeNote(desk: Desk, body: string, about?: Item): Promise<boolean> {
  return desk.act('note', 'control.note', { body, ...(about ? { kind: about.kind, id: about.id } : {}) });
}
