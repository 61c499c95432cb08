// What control has done to the plan: changes that can still be undone, everything held, expected actions ticked.
import type { Condition } from '../effects/fold';
import type { Handlers } from '../handlers';
import type { Event, InjectType } from '../protocol';

export type ChangeKind = 'held' | 'unheld' | 'skipped' | 'edited' | 'composed' | 'shifted';

export interface Change {
  kind: ChangeKind;
  injects: string[];
}

// An expected action as control has ticked it: for all, or for a team.
export interface Tick {
  team?: string;
  done: boolean;
  note?: string;
  at: string;
}

export interface MselSlice {
  changes: Change[]; // the latest last
  allHeld: boolean;
  ticks: Record<string, Tick[]>; // by inject, the latest of each team
}

export const emptyMsel = (): MselSlice => ({ changes: [], allHeld: false, ticks: {} });

// What of an inject these events set.
interface Planned {
  title: string;
  body: string;
  type: InjectType;
  from: string;
  to: string[];
  expectedAction?: string;
  state: string;
  at?: string;
  move?: string;
  offset?: string;
  when?: Condition;
}

type Slice = MselSlice & { injects: Record<string, Planned> };
type Times = Record<string, { at?: string; move?: string; offset?: string }>;

export function noteChange(view: MselSlice, event: Event, kind: ChangeKind): void {
  view.changes.push({ kind, injects: [event.data.inject] });
}

function retime(view: Slice, times: Times): void {
  for (const [id, { at, move, offset }] of Object.entries(times)) {
    const inject = view.injects[id];
    if (inject) Object.assign(inject, { at, move, offset });
  }
}

// A whole change is forgotten when it has been undone; of a shift that was undone for one inject, that one.
function forget(view: MselSlice, kind: ChangeKind, inject: string | undefined, times: Times): void {
  const one = inject ?? Object.keys(times)[0] ?? '';
  const place = view.changes.findLastIndex((change) => change.kind === kind && change.injects.includes(one));
  const change = view.changes[place];
  if (!change) return;
  change.injects = kind === 'shifted' && inject !== undefined ? change.injects.filter((id) => id !== inject) : [];
  if (change.injects.length === 0) view.changes.splice(place, 1);
}

export const mselHandlers: Handlers<Slice> = {
  'inject.shifted': (view, { data }) => {
    retime(view, data.times);
    view.changes.push({ kind: 'shifted', injects: Object.keys(data.times) });
  },
  'inject.undone': (view, { data }) => {
    forget(view, data.change, data.inject, data.times ?? {});
    if (data.times) {
      retime(view, data.times);
      return;
    }
    const inject = view.injects[data.inject];
    if (!inject) return;
    const { title, body, type, from, to, expectedAction, state, at, move, offset, when } = data;
    Object.assign(inject, { title, body, type, from, to, expectedAction, state, at, move, offset, when });
  },
  'inject.all_held': (view) => {
    view.allHeld = true;
  },
  'inject.all_unheld': (view) => {
    view.allHeld = false;
  },
  'inject.expected': (view, { data, at }) => {
    const { team, done, note } = data;
    const others = (view.ticks[data.inject] ?? []).filter((tick) => tick.team !== team);
    view.ticks[data.inject] = [...others, { team, done, note, at }];
  },
};

// The latest change to this inject, or to any that has not been delivered, which an undo takes back.
export function lastChange(view: Slice, inject?: string): Change | undefined {
  return view.changes.findLast((change) =>
    inject === undefined
      ? change.injects.some((id) => view.injects[id]?.state !== 'released')
      : change.injects.includes(inject) && view.injects[inject]?.state !== 'released',
  );
}
