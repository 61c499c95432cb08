// What can be done with an inject as it stands: the one list behind its menu, its details and its keys.
import { t } from '../i18n/i18n.svelte';
import { lastChange } from '../msel/fold';
import type { Desk } from './desk.svelte';
import MoveDialog from './MoveDialog.svelte';
import { isOpen, type InjectRow } from './msel';
import { canUndo, duplicate, reschedule, undo } from './mselActs';
import TickDialog from './TickDialog.svelte';

export interface InjectAct {
  key: string;
  press?: string; // the letter that does it
  text: string;
  disabled: boolean;
  run: () => void;
}

const STEPS = [5, 15, 60] as const;

// Held and with nothing that would let it go at once: it can go by its plan again.
export function canUnhold(desk: Desk, row: InjectRow): boolean {
  return (
    row.state === 'held' && (row.when !== undefined || row.plannedAt === undefined || row.plannedAt > desk.exerciseNow)
  );
}

export const openMove = (desk: Desk, row: InjectRow) => desk.show(MoveDialog, { row });
export const openTick = (desk: Desk, row: InjectRow) => desk.show(TickDialog, { row });

export function injectActs(desk: Desk, row: InjectRow): InjectAct[] {
  if (desk.ended) return row.expectedAction ? [tickAct(desk, row)] : [];
  const busy = desk.busy(row.id);
  const acts: InjectAct[] = [];
  const add = (key: string, press: string | undefined, text: string, run: () => void, disabled = false) =>
    acts.push({ key, press, text, run, disabled: disabled || busy });
  if (isOpen(row)) {
    add('release', 'f', t('control.msel.release'), () => desk.openRelease(row), !desk.begun);
    if (row.state !== 'held') add('hold', 'h', t('control.msel.hold'), () => void desk.hold(row));
    else if (canUnhold(desk, row)) add('unhold', undefined, t('control.msel.unhold'), () => void desk.unhold(row));
    if (row.state !== 'skipped') add('skip', 's', t('control.msel.skip'), () => desk.openSkip(row));
    add('edit', 'e', t('control.msel.edit'), () => desk.openInjectEdit(row));
    add('retarget', 'r', t('msel.retarget'), () => desk.openInjectEdit(row));
    add('move', 'm', t('msel.moveTo'), () => openMove(desk, row));
    const at = row.plannedAt;
    if (at !== undefined && row.when === undefined)
      for (const minutes of STEPS)
        add(
          `+${minutes}`,
          undefined,
          t('msel.later', { minutes }),
          () => void reschedule(desk, row, at + minutes * 60_000),
          at + minutes * 60_000 <= desk.exerciseNow,
        );
  }
  add('duplicate', 'd', t('msel.duplicate'), () => void duplicate(desk, row));
  const change = lastChange(desk.view, row.id);
  if (change && canUndo(desk, row)) add('undo', 'u', t('msel.undo', { what: change.kind }), () => void undo(desk, row));
  if (row.expectedAction && desk.begun) acts.push(tickAct(desk, row));
  return acts;
}

function tickAct(desk: Desk, row: InjectRow): InjectAct {
  return { key: 'tick', press: 'y', text: t('msel.tick'), disabled: false, run: () => openTick(desk, row) };
}
