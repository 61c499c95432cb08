import type { Event } from '../protocol';

// What kind of thing an event is, for somebody who reads a log.
export const EVENT_GROUPS = [
  'messages',
  'injects',
  'posture',
  'agreements',
  'requests',
  'press',
  'rules',
  'engagements',
  'people',
  'clock',
  'set-up',
] as const;
export type EventGroup = (typeof EVENT_GROUPS)[number];

const GROUP_OF: Record<string, EventGroup> = {
  message: 'messages',
  inject: 'injects',
  posture: 'posture',
  agreement: 'agreements',
  document: 'agreements',
  rfi: 'requests',
  action: 'requests',
  poll: 'requests',
  press: 'press',
  indicator: 'rules',
  effect: 'rules',
  engagement: 'engagements',
  seat: 'people',
  participant: 'people',
  exercise: 'clock',
  clock: 'clock',
  move: 'clock',
  review: 'clock',
  brief: 'set-up',
  channel: 'set-up',
};

const SET_UP = new Set([
  'exercise.created',
  'inject.planned',
  'posture.opened',
  'indicator.opened',
  'effect.planned',
  'scripted.planned',
  'engagement.opened',
  'engagement.listed',
  'channel.opened',
  'brief.issued',
]);

export function groupOf(type: string): EventGroup {
  if (SET_UP.has(type)) return 'set-up';
  return GROUP_OF[type.slice(0, type.indexOf('.'))] ?? 'set-up';
}

export interface Filter {
  groups: ReadonlySet<EventGroup>; // empty: all
  team: string; // '' : all; 'control': what control did
}

// Width and kana variants and letter case make no difference when searching.
const ASCII = /^[\x00-\x7f]*$/;

export function plain(text: string): string {
  return (ASCII.test(text) ? text : text.normalize('NFKC')).toLowerCase();
}

// Every text in an event's data, for searching.
export function textOf(event: Event): string {
  const parts: string[] = [event.type];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') parts.push(value);
    else if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect(event.by);
  collect(event.data);
  return plain(parts.join('\n'));
}

// An event belongs to a team when one of the team did it, or when it was for the team or one of its seats.
export function concerns(event: Event, team: string): boolean {
  const { by } = event;
  if (team === 'control') return by.role === 'control' || by.entity !== undefined;
  if (by.team === team) return true;
  const audience = event.audience ?? [];
  return audience.some((place) => place === team || place.startsWith(`${team}.`));
}

export function matches(event: Event, filter: Filter): boolean {
  if (filter.groups.size > 0 && !filter.groups.has(groupOf(event.type))) return false;
  return filter.team === '' || concerns(event, filter.team);
}

// Whether somebody else received it, by the audience that control's record names: the rule of the server's may_see.
export function received(event: Event, as: string, team: string | undefined): boolean {
  const audience = event.audience ?? [];
  if (as === 'control') return true;
  if (as === 'evaluator') return audience.length > 0;
  return audience.includes('public') || audience.includes(as) || (team !== undefined && audience.includes(team));
}
