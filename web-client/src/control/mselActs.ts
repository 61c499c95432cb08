// What control does with the plan, beyond releasing, holding and editing.
import { lastChange } from '../msel/fold';
import { isoAt } from './compose';
import type { Desk } from './desk.svelte';
import { offsetOf } from './moments';
import type { InjectRow } from './msel';

const iso = (desk: Desk, ms: number): string => isoAt(ms, offsetOf(desk.view.start));

// Another time; with all that follows it, by as many minutes.
export function reschedule(desk: Desk, row: InjectRow, at: number, following = false): Promise<boolean> {
  if (following && row.plannedAt !== undefined)
    return desk.act('shift', 'inject.shift', {
      minutes: Math.round((at - row.plannedAt) / 60_000),
      from: iso(desk, row.plannedAt),
    });
  return desk.act(row.id, 'inject.edit', { inject: row.id, at: iso(desk, at) });
}

export function duplicate(desk: Desk, row: InjectRow): Promise<boolean> {
  return desk.act(row.id, 'inject.duplicate', { inject: row.id });
}

// The last change to this inject; without one, to anything that has not been delivered.
export function undo(desk: Desk, row?: InjectRow): Promise<boolean> {
  return desk.act(row?.id ?? 'undo', 'inject.undo', row ? { inject: row.id } : {});
}

export function canUndo(desk: Desk, row?: InjectRow): boolean {
  return !desk.ended && lastChange(desk.view, row?.id) !== undefined;
}

export function shift(desk: Desk, minutes: number): Promise<boolean> {
  return desk.act('shift', 'inject.shift', { minutes });
}

export function holdAll(desk: Desk, held: boolean): Promise<boolean> {
  return desk.act('hold-all', held ? 'inject.hold_all' : 'inject.unhold_all');
}

export function tick(desk: Desk, row: InjectRow, done: boolean, team: string, note: string): Promise<boolean> {
  return desk.act(`tick ${row.id}`, 'inject.expect', {
    inject: row.id,
    done,
    ...(team === '' ? {} : { team }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  });
}

// What is scheduled and has a time, still to come.
export function stillToCome(desk: Desk): InjectRow[] {
  return desk.injects.filter(
    (row) =>
      (row.state === 'scheduled' || row.state === 'due' || row.state === 'conditional' || row.state === 'held') &&
      (row.plannedAt !== undefined || row.afterMove !== undefined),
  );
}

// What goes out at once when nothing is held any more.
export function overdue(desk: Desk): InjectRow[] {
  return desk.injects.filter(
    (row) => row.state === 'due' && row.plannedAt !== undefined && row.plannedAt <= desk.exerciseNow,
  );
}
