// An event in a few words: the key of a sentence in the catalog with what goes into it, and the longer text it carries.
import { textOf } from '../agreements/fold';
import { seatTitle, teamName, type View } from '../fold';
import words from '../i18n/en/review.json';
import type { Event } from '../protocol';

export interface Said {
  key: string;
  slots: Record<string, string>;
  body: string | undefined;
}

type Data = Record<string, unknown>;

// What an event is about, by the id that it carries.
const TITLES: Record<string, (view: View, id: string) => string | undefined> = {
  inject: (view, id) => view.injects[id]?.title,
  agreement: (view, id) => {
    const found = view.agreements[id];
    return found && textOf(found).title;
  },
  document: (view, id) => view.documents[id]?.title,
  action: (view, id) => view.actions[id]?.title,
  effect: (view, id) => view.effects[id]?.title,
  press: (view, id) => view.statements[id]?.title,
  questionnaire: (view, id) => view.questionnaires[id]?.title,
};

// What else stands in for a name.
const NAMES: Record<string, (view: View, id: string) => string | undefined> = {
  agreement: TITLES.agreement!,
  asset: (view, id) => view.assets[id]?.title,
  indicator: (view, id) => view.indicators[id]?.title,
  objective: (view, id) => view.objectives.find((one) => one.id === id)?.title,
  team: teamName,
};

const BODIES = ['body', 'rationale', 'comment', 'text', 'note', 'statement', 'narrative', 'intent'] as const;
const WITH_REASON = /^(message|press|agreement|document|channel)\./;

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

// `view` gives the names: any state of the same viewer in which what the event speaks of is known.
export function describe(event: Event, view: View, moment: (at: string) => string): Said {
  const data = event.data as unknown as Data;
  const slots: Record<string, string> = {};
  for (const [key, value] of Object.entries(data)) slots[key] = text(value);
  if (!(`review.what.${event.type}` in words))
    return { key: 'review.what.other', slots: { type: event.type }, body: undefined };
  const dimension = view.dimensions[slots.dimension ?? ''];
  const level = (id: string) => dimension?.levels.find((one) => one.id === id)?.title ?? id;
  if (slots.channel !== undefined) slots.channel = view.channels[slots.channel]?.title ?? slots.channel;
  const head = event.type.slice(0, event.type.indexOf('.'));
  const about = head === 'press' ? slots.statement : slots[head];
  slots.title ??= TITLES[head]?.(view, about ?? '') ?? about ?? '';
  for (const [key, name] of Object.entries(NAMES)) {
    const id = slots[key];
    if (id !== undefined) slots[key] = name(view, id) ?? id;
  }
  slots.team ??= teamName(view, event.by.team);
  slots.parties = Array.isArray(data.parties) ? data.parties.map((id) => teamName(view, text(id))).join(', ') : '';
  if (event.type === 'indicator.opened') slots.indicator = slots.title;
  if (event.type === 'rfi.asked') slots.to = view.entities.find((one) => one.id === slots.to)?.name ?? slots.to ?? '';
  if (head === 'poll') {
    const poll = view.polls[slots.poll ?? ''];
    slots.question ??= poll?.question ?? '';
    const options = (data.options as string[] | undefined) ?? poll?.options ?? [];
    slots.winner = typeof data.option === 'number' ? (options[data.option] ?? String(data.option)) : 'none';
  }
  slots.moment = slots.effectiveAt === undefined ? '' : moment(slots.effectiveAt);
  if (slots.level !== undefined) slots.level = level(slots.level);
  else slots.level = '';
  if (slots.dimension !== undefined) slots.dimension = dimension?.title ?? slots.title ?? slots.dimension;
  if (slots.seat !== undefined) slots.seat = slots.seat === '' ? '–' : seatTitle(view, slots.seat);
  else slots.seat = '–';
  if (slots.to !== undefined && event.type === 'clock.jumped') slots.to = moment(slots.to);
  slots.reason ??= 'none';
  if (slots.reason === '') slots.reason = 'none';
  const parts = [...BODIES.map((key) => data[key]), WITH_REASON.test(event.type) ? data.reason : undefined];
  const body = parts
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
