// What the keys of the MSEL and of the clock do at the desk.
import type { Desk } from './desk.svelte';
import HoldAllDialog from './HoldAllDialog.svelte';
import { openMove, openTick } from './injectActs';
import type { KeyAct } from './keys';
import { isOpen } from './msel';
import { canUndo, duplicate, undo } from './mselActs';
import ShiftDialog from './ShiftDialog.svelte';

type MselKey = Extract<
  KeyAct,
  'move' | 'undo' | 'duplicate' | 'tick' | 'board' | 'view' | 'jump' | 'next-move' | 'hold-all' | 'shift'
>;

export function mselKeys(desk: Desk): Record<MselKey, () => void> {
  const row = desk.inject;
  return {
    move: () => row && isOpen(row) && !desk.ended && openMove(desk, row),
    // Of the chosen inject; where it has no change, the last of all.
    undo: () => {
      if (row && canUndo(desk, row)) void undo(desk, row);
      else if (canUndo(desk)) void undo(desk);
    },
    duplicate: () => row && !desk.ended && void duplicate(desk, row),
    tick: () => row?.expectedAction && (desk.begun || desk.ended) && openTick(desk, row),
    board: () => (desk.wide = !desk.wide),
    view: () => {
      desk.mselView = desk.mselView === 'table' ? 'timeline' : 'table';
      if (desk.mselView === 'timeline') desk.wide = true;
    },
    jump: () => desk.begun && (desk.asking = { what: 'jump' }),
    'next-move': () => desk.begun && desk.nextMove && (desk.asking = { what: 'move' }),
    'hold-all': () => !desk.ended && desk.show(HoldAllDialog),
    shift: () => !desk.ended && desk.show(ShiftDialog),
  };
}
