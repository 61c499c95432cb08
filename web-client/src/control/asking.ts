// What the desk can be asked: the one dialog that is open. A part with a dialog of its own opens it with `desk.show`.
import type { Component } from 'svelte';
import type { InjectRow } from './msel';
import type { Person } from './people';
import type { WaitingItem } from './queue';

export type Asking =
  | { what: 'start' | 'end' | 'pause' | 'move' | 'jump' | 'review' | 'share' | 'keys' }
  | { what: 'compose' }
  | { what: 'edit-inject' | 'release' | 'skip'; row: InjectRow }
  | { what: 'edit' | 'return'; item: WaitingItem }
  | { what: 'agreement'; agreement: string }
  | { what: 'remove'; person: Person }
  | { what: 'dialog'; dialog: Component<Record<string, unknown>>; props: Record<string, unknown> };
