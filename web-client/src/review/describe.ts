// An event in a few words: the key of a sentence in the catalog with what goes into it, and the longer text it carries.
import { seatTitle, type View } from '../fold';
import type { Event } from '../protocol';

export interface Said {
  key: string;
  slots: Record<string, string>;
  body: string | undefined;
}

type Data = Record<string, unknown>;

const KNOWN = new Set([
  'exercise.created',
  'exercise.started',
  'exercise.paused',
  'exercise.resumed',
  'exercise.ended',
  'review.opened',
  'clock.pace_set',
  'clock.jumped',
  'move.started',
  'participant.joined',
  'participant.removed',
  'participant.left',
  'seat.claimed',
  'seat.released',
  'seat.assigned',
  'message.sent',
  'message.held',
  'message.edited',
  'message.rejected',
  'channel.opened',
  'channel.moderation_set',
  'brief.issued',
  'inject.planned',
  'inject.composed',
  'inject.edited',
  'inject.held',
  'inject.skipped',
  'inject.released',
  'inject.acknowledged',
  'inject.responded',
  'posture.opened',
  'posture.proposed',
  'posture.ruled',
  'posture.changed',
]);

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

// `view` gives the names: any state of the same viewer in which what the event speaks of is known.
export function describe(event: Event, view: View, moment: (at: string) => string): Said {
  const data = event.data as unknown as Data;
  const slots: Record<string, string> = {};
  for (const [key, value] of Object.entries(data)) slots[key] = text(value);
  if (!KNOWN.has(event.type)) return { key: 'review.what.other', slots: { type: event.type }, body: undefined };
  const dimension = view.dimensions[slots.dimension ?? ''];
  const level = (id: string) => dimension?.levels.find((one) => one.id === id)?.title ?? id;
  if (slots.channel !== undefined) slots.channel = view.channels[slots.channel]?.title ?? slots.channel;
  if (event.type.startsWith('inject.') && slots.title === undefined)
    slots.title = view.injects[slots.inject ?? '']?.title ?? slots.inject ?? '';
  if (slots.level !== undefined) slots.level = level(slots.level);
  else slots.level = '';
  if (slots.dimension !== undefined) slots.dimension = dimension?.title ?? slots.title ?? slots.dimension;
  if (slots.seat !== undefined) slots.seat = slots.seat === '' ? '–' : seatTitle(view, slots.seat);
  else slots.seat = '–';
  if (slots.to !== undefined && event.type === 'clock.jumped') slots.to = moment(slots.to);
  slots.reason ??= 'none';
  if (slots.reason === '') slots.reason = 'none';
  const body = [data.body, data.rationale, data.comment, event.type === 'message.rejected' ? data.reason : undefined]
    .map(text)
    .filter((part) => part !== '')
    .join('\n\n');
  return { key: `review.what.${event.type}`, slots, body: body === '' ? undefined : body };
}

// Who did it, in words that need no translation but two.
export function actor(event: Event, view: View, words: { control: string; system: string }): string {
  const { by } = event;
  if (by.role === 'control') return words.control;
  if (by.role === 'system') return words.system;
  if (by.entity !== undefined) return by.name ?? by.entity;
  const seat = by.seat === undefined ? '' : `, ${seatTitle(view, by.seat)}`;
  return `${by.name ?? ''}${seat}`;
}
