// What control writes when it makes or changes an inject, and what of it the server is asked for.

import type { Attachment } from '../media/fold';
import type { InjectType } from '../protocol';

export const INJECT_TYPES: readonly InjectType[] = [
  'news',
  'cable',
  'intelligence',
  'social',
  'call',
  'letter',
  'military',
  'document',
  'information',
];

export type When = 'now' | 'at' | 'hold' | 'manual' | 'as-is';

export interface InjectDraft {
  type: InjectType;
  from: string; // an entity's id, or a name
  to: string[]; // "all", team ids, seat ids
  title: string;
  body: string;
  expectedAction: string;
  attachments: Attachment[];
  when: When;
  atMs: number | undefined; // exercise time, for when "at"
}

export type DraftFault = 'needFrom' | 'needTo' | 'needTitle' | 'needBody' | 'needTime';

export function emptyDraft(): InjectDraft {
  return {
    type: 'news',
    from: '',
    to: [],
    title: '',
    body: '',
    expectedAction: '',
    attachments: [],
    when: 'now',
    atMs: undefined,
  };
}

// The first thing that is missing, in the order of the form.
export function faultOf(draft: InjectDraft, exerciseNowMs: number): DraftFault | undefined {
  if (draft.from.trim() === '') return 'needFrom';
  if (draft.to.length === 0) return 'needTo';
  if (draft.title.trim() === '') return 'needTitle';
  if (draft.body.trim() === '') return 'needBody';
  if (draft.when === 'at' && (draft.atMs === undefined || !(draft.atMs > exerciseNowMs))) return 'needTime';
  return undefined;
}

// A choice of places without doubles: everybody takes the place of all others, a team that of its seats.
export function toggled(to: readonly string[], place: string): string[] {
  if (to.includes(place)) return to.filter((one) => one !== place);
  if (place === 'all') return ['all'];
  const rest = to.filter((one) => one !== 'all' && !one.startsWith(`${place}.`) && one !== place.split('.')[0]);
  return [...rest, place];
}

// An exercise time as the wire has it: ISO 8601 with the exercise's offset.
export function isoAt(ms: number, offsetMinutes: number): string {
  const local = new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const abs = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(abs / 60))}:${two(abs % 60)}`;
}

const mediaOf = (draft: InjectDraft): string[] => draft.attachments.map((one) => one.media);

export function composeParams(draft: InjectDraft, offsetMinutes: number): Record<string, unknown> {
  const params: Record<string, unknown> = {
    title: draft.title.trim(),
    body: draft.body.trim(),
    type: draft.type,
    from: draft.from.trim(),
    to: draft.to,
  };
  if (draft.when === 'at' && draft.atMs !== undefined) params.at = isoAt(draft.atMs, offsetMinutes);
  if (draft.when === 'hold') params.hold = true;
  if (draft.attachments.length > 0) params.attachments = mediaOf(draft);
  return params;
}

// Only what differs from the inject as it stands; undefined when nothing does.
export function editParams(
  inject: string,
  before: InjectDraft,
  after: InjectDraft,
  offsetMinutes: number,
): Record<string, unknown> | undefined {
  const params: Record<string, unknown> = { inject };
  for (const key of ['title', 'body', 'from', 'expectedAction', 'type'] as const) {
    const text = after[key].trim();
    if (text !== before[key].trim() && (text !== '' || key === 'expectedAction')) params[key] = text;
  }
  if ([...after.to].sort().join() !== [...before.to].sort().join()) params.to = after.to;
  if (mediaOf(after).join() !== mediaOf(before).join()) params.attachments = mediaOf(after);
  if (after.when === 'at' && after.atMs !== undefined) params.at = isoAt(after.atMs, offsetMinutes);
  if (after.when === 'manual') params.at = null;
  return Object.keys(params).length > 1 ? params : undefined;
}
