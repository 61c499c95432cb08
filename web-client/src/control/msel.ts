// The MSEL as control reads it: one row an inject, with its state and how long until it is due.
import type { Condition, Fact } from '../effects/fold';
import type { Inject, View } from '../fold';
import type { Attachment } from '../media/fold';
import type { InjectType } from '../protocol';
import { seatsOf } from './people';
import { offsetMs } from './spans';

export const DUE_SOON_MS = 2 * 60_000; // of wall time

export interface InjectRow {
  id: string;
  order: number;
  number: string;
  title: string;
  body: string;
  type: InjectType;
  from: string;
  to: readonly string[];
  state: 'scheduled' | 'due' | 'conditional' | 'held' | 'released' | 'skipped' | 'manual';
  when: Condition | undefined; // what releases it by itself
  contingency: boolean;
  because: readonly Fact[] | undefined; // why it went out by itself
  plannedAt: number | undefined; // exercise time in ms at which it is, or would be, released by itself
  afterMove: { move: string; offset: string } | undefined; // its move has not begun
  leftMs: number | undefined; // wall time until it is due, while it is scheduled and the clock runs or stands
  releasedAt: number | undefined;
  releasedWallMs: number | undefined; // the latest time
  expectedAction: string | undefined;
  attachments: Attachment[];
  objective: string | undefined;
  variants: readonly { to: readonly string[]; title?: string; body: string }[];
  seats: readonly string[]; // who can acknowledge it
  acknowledged: readonly string[];
  responses: readonly { n: number; seat: string; body: string; at: string }[];
}

// The state as a screen marks it: who is done with it, and what is there for when a team stalls, stand out.
export type Mark = InjectRow['state'] | 'acknowledged' | 'contingency';

export const MARKS: readonly Mark[] = [
  'scheduled',
  'due',
  'conditional',
  'contingency',
  'manual',
  'held',
  'released',
  'acknowledged',
  'skipped',
];

export function markOf(row: InjectRow): Mark {
  if (row.state === 'released')
    return row.seats.length > 0 && row.seats.every((seat) => row.acknowledged.includes(seat))
      ? 'acknowledged'
      : 'released';
  return row.contingency && (row.state === 'conditional' || row.state === 'manual') ? 'contingency' : row.state;
}

// What is asked for beside the state; '' asks nothing.
export interface Narrowing {
  team: string;
  type: InjectType | '';
  objective: string;
}

export const ALL_OF_IT: Narrowing = { team: '', type: '', objective: '' };

export function narrowedTo(row: InjectRow, { team, type, objective }: Narrowing): boolean {
  return (
    (type === '' || row.type === type) &&
    (objective === '' || row.objective === objective) &&
    (team === '' || row.to.some((place) => place === 'all' || place === team || place.startsWith(`${team}.`)))
  );
}

export const MSEL_FILTERS = ['open', 'held', 'released', 'all'] as const;
export type MselFilter = (typeof MSEL_FILTERS)[number];

export function isOpen(row: InjectRow): boolean {
  return row.state !== 'released';
}

// A row but for what passes with time: see `timed`. Its lists are copies, which thousands of rows are read from faster than
// from a view that is watched.
export function plannedRow(view: View, inject: Inject): InjectRow {
  const begun = inject.move === undefined ? undefined : view.moveStarts[inject.move];
  const offset = offsetMs(inject.offset ?? '');
  const first = inject.releases[0];
  const last = inject.releases.at(-1);
  return {
    id: inject.id,
    order: inject.order,
    number: inject.number ?? '',
    title: inject.title,
    body: inject.body,
    type: inject.type,
    from: inject.from,
    to: [...inject.to],
    state: inject.state,
    plannedAt:
      inject.at !== undefined
        ? Date.parse(inject.at)
        : begun !== undefined && offset !== undefined
          ? Date.parse(begun) + offset
          : undefined,
    afterMove:
      inject.move !== undefined && begun === undefined ? { move: inject.move, offset: inject.offset ?? '' } : undefined,
    leftMs: undefined,
    releasedAt: first === undefined ? undefined : Date.parse(first.at),
    releasedWallMs: last === undefined ? undefined : Date.parse(last.wall),
    expectedAction: inject.expectedAction,
    attachments: (inject.attachments ?? []).flatMap((id) => view.media[id] ?? []),
    objective: inject.objective,
    when: inject.when,
    contingency: inject.contingency,
    because: inject.because,
    variants: inject.variants,
    seats: seatsOf(view.teams, inject.to),
    acknowledged: inject.acknowledged.map((one) => one.seat),
    responses: [...inject.responses],
  };
}

// With how long it is until it is due; the row itself where nothing is to come.
export function timed(row: InjectRow, { phase, pace }: Pick<View, 'phase' | 'pace'>, exerciseNow: number): InjectRow {
  if (row.state !== 'scheduled' || row.plannedAt === undefined || phase === 'ended') return row;
  const leftMs = (row.plannedAt - exerciseNow) / pace;
  return { ...row, leftMs, state: leftMs <= DUE_SOON_MS ? 'due' : row.state };
}

export function rowsOf(view: View, exerciseNow: number): InjectRow[] {
  return Object.values(view.injects).map((inject) => timed(plannedRow(view, inject), view, exerciseNow));
}

const FILTERED: Record<MselFilter, (row: InjectRow) => boolean> = {
  open: (row) => row.state !== 'released' && row.state !== 'skipped',
  held: (row) => row.state === 'held',
  released: (row) => row.state === 'released',
  all: () => true,
};

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

export function shownIn(row: InjectRow, filter: MselFilter, search: string): boolean {
  if (!FILTERED[filter](row)) return false;
  if (search === '') return true;
  return folded([row.number, row.title, row.body, row.from, row.to.join(' ')].join('\n')).includes(
    folded(search).trim(),
  );
}

export function countsOf(rows: readonly InjectRow[]): Record<MselFilter, number> {
  const count = (filter: MselFilter) => rows.filter(FILTERED[filter]).length;
  return { open: count('open'), held: count('held'), released: count('released'), all: count('all') };
}

const LATER = { conditional: 1e16, held: 2e16, manual: 3e16, released: 4e16, skipped: 5e16 };

// What is to come stands in the order of its time, then what waits for its condition, then for a hand; what was released, latest first; all,
// as planned.
export function ordered(rows: readonly InjectRow[], filter: MselFilter): InjectRow[] {
  if (filter === 'all') return [...rows].sort((a, b) => a.order - b.order);
  if (filter === 'released')
    return [...rows].sort((a, b) => (b.releasedAt ?? 0) - (a.releasedAt ?? 0) || b.order - a.order);
  const rank = (row: InjectRow) =>
    row.state === 'scheduled' || row.state === 'due' ? (row.plannedAt ?? 1e15) : LATER[row.state];
  return [...rows].sort((a, b) => rank(a) - rank(b) || a.order - b.order);
}

// The scheduled injects that a jump to this exercise time releases.
export function dueBy(rows: readonly InjectRow[], atMs: number): InjectRow[] {
  return rows.filter(
    (row) => (row.state === 'scheduled' || row.state === 'due') && row.plannedAt !== undefined && row.plannedAt <= atMs,
  );
}
