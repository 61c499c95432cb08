// The keys of the dashboard: single letters, only where nobody is typing, and never anything that cannot be taken back
// without a second key.

export type KeyAct =
  | 'pause'
  | 'next'
  | 'previous'
  | 'release'
  | 'hold'
  | 'skip'
  | 'edit'
  | 'compose'
  | 'approve'
  | 'return'
  | 'take'
  | 'alert'
  | 'mark'
  | 'to-queue'
  | 'to-msel'
  | 'to-messages'
  | 'to-side'
  | 'search'
  | 'move'
  | 'undo'
  | 'duplicate'
  | 'tick'
  | 'board'
  | 'view'
  | 'jump'
  | 'next-move'
  | 'hold-all'
  | 'shift'
  | 'help';

const ACTS: Record<string, KeyAct> = {
  ' ': 'pause',
  j: 'next',
  k: 'previous',
  f: 'release',
  h: 'hold',
  s: 'skip',
  e: 'edit',
  i: 'compose',
  a: 'approve',
  x: 'return',
  t: 'take',
  '!': 'alert',
  b: 'mark',
  r: 'edit',
  m: 'move',
  u: 'undo',
  d: 'duplicate',
  y: 'tick',
  w: 'board',
  v: 'view',
  g: 'jump',
  n: 'next-move',
  o: 'hold-all',
  z: 'shift',
  '1': 'to-queue',
  '2': 'to-msel',
  '3': 'to-messages',
  '4': 'to-side',
  '/': 'search',
  '?': 'help',
};

// As the list of keys shows them, with the word of each.
export const KEYS = [
  ['Space', 'control.keys.space'],
  ['j k', 'control.keys.move'],
  ['f', 'control.keys.release'],
  ['h', 'control.keys.hold'],
  ['s', 'control.keys.skip'],
  ['e r', 'control.keys.edit'],
  ['m', 'msel.keys.move'],
  ['d', 'msel.keys.duplicate'],
  ['u', 'msel.keys.undo'],
  ['y', 'msel.keys.tick'],
  ['i', 'control.keys.compose'],
  ['w', 'msel.keys.board'],
  ['v', 'msel.keys.view'],
  ['g', 'msel.keys.jump'],
  ['n', 'msel.keys.nextMove'],
  ['o', 'msel.keys.holdAll'],
  ['z', 'msel.keys.shift'],
  ['a', 'control.keys.approve'],
  ['x', 'control.keys.return'],
  ['t', 'control.keys.take'],
  ['!', 'control.keys.alert'],
  ['b', 'notes.key'],
  ['1', 'control.keys.queue'],
  ['2', 'control.keys.msel'],
  ['3', 'control.keys.messages'],
  ['4', 'control.keys.side'],
  ['/', 'control.keys.search'],
  ['?', 'control.keys.help'],
] as const;

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  isComposing: boolean;
  keyCode?: number;
}

// Where a letter belongs to what is being written, or a key to the control it stands on.
function takesKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (
    target.closest(
      'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="alertdialog"], [role="menu"], dialog',
    )
  )
    return true;
  return key === ' ' && target.closest('button, a, summary, [role="tab"], [role="option"]') !== null;
}

export function actOf(press: Press, target: EventTarget | null): KeyAct | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing || press.keyCode === 229) return undefined;
  const act = ACTS[press.key];
  if (act === undefined || takesKey(target, press.key)) return undefined;
  if (press.repeat && act !== 'next' && act !== 'previous') return undefined;
  return act;
}
