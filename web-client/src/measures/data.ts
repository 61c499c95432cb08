// The figures of a record as the server computes them, and small sums over their rows.
import { Refusal } from '../protocol';

export interface Row {
  n: number[]; // the events behind it, in the numbering of whose record it is
  [column: string]: unknown;
}

export interface Table {
  name: string;
  columns: { name: string; unit: string }[];
  rows: Row[];
}

export interface Measured {
  viewer: string;
  title: string;
  events: number;
  ended: boolean;
  playedSeconds: number;
  end: string;
  teams: { id: string; name: string; seats: { id: string; title: string }[] }[];
  entities: { id: string; name: string }[];
  measures: Table[];
}

export function measuresUrl(exercise: string, as: string, csv?: string): string {
  const which = csv === undefined ? '' : `&format=csv&measure=${encodeURIComponent(csv)}`;
  return `/api/exercises/${encodeURIComponent(exercise)}/measures?as=${encodeURIComponent(as)}${which}`;
}

export async function loadMeasures(exercise: string, as: string): Promise<Measured> {
  const response = await fetch(measuresUrl(exercise, as), { credentials: 'same-origin' }).catch(() => undefined);
  if (response === undefined) throw new Refusal('unreachable', '');
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(body.code ?? 'invalid', body.hint ?? '', undefined);
  return body as Measured;
}

export const tableOf = (measured: Measured, name: string): Table =>
  measured.measures.find((one) => one.name === name) ?? { name, columns: [], rows: [] };

export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] as number)) / 2;
}

export function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const at = key(item);
    const group = groups.get(at);
    if (group) group.push(item);
    else groups.set(at, [item]);
  }
  return groups;
}

const formats = new Map<string, Intl.NumberFormat>(); // to make one takes as long as to use it a hundred times

function formatOf(locale: string, unit: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${unit} ${digits}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  });
  formats.set(key, made);
  return made;
}

// "42 s", "3 min", "1 h 5 min" in the units of the reader's language.
export function spanText(seconds: number, locale: string): string {
  const unit = (value: number, name: string, digits = 0): string => formatOf(locale, name, digits).format(value);
  if (seconds < 100) return unit(seconds, 'second', seconds < 10 ? 1 : 0);
  if (seconds < 6000) return unit(seconds / 60, 'minute', seconds < 600 ? 1 : 0);
  const hours = Math.floor(seconds / 3600);
  return `${unit(hours, 'hour')} ${unit(Math.round((seconds - hours * 3600) / 60), 'minute')}`;
}

export interface Link {
  from: string;
  to: string;
  messages: number;
  characters: number;
  n: number[];
}

// Who talked to whom in one slice of play, or in all of them together.
export function linksOf(rows: readonly Row[], slice?: number): Link[] {
  const links = new Map<string, Link>();
  for (const row of rows) {
    if (slice !== undefined && row.slice !== slice) continue;
    const key = `${row.sender}\n${row.receiver}`;
    const link = links.get(key) ?? {
      from: String(row.sender),
      to: String(row.receiver),
      messages: 0,
      characters: 0,
      n: [],
    };
    link.messages += Number(row.messages);
    link.characters += Number(row.characters);
    link.n.push(...row.n);
    links.set(key, link);
  }
  return [...links.values()];
}
