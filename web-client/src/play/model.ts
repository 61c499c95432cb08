// What the participant's screens show, as plain functions of the view.
import type { Channel, Inject, Message, View } from '../fold';
import type { Viewer } from '../protocol';

const TABS = ['evaluation', 'inbox', 'talk', 'posture', 'texts', 'desk', 'press', 'brief', 'notes'] as const;
export type Tab = (typeof TABS)[number];

// Evaluators rate; everybody else has all but that.
export const tabsOf = (viewer: Viewer | undefined): Tab[] =>
  TABS.filter((one) => one !== 'evaluation' || viewer?.role === 'evaluator');

// The key that goes to a tab after "g".
export const TAB_KEYS: Readonly<Record<string, Tab>> = {
  e: 'evaluation',
  i: 'inbox',
  t: 'talk',
  p: 'posture',
  x: 'texts',
  d: 'desk',
  n: 'press',
  b: 'brief',
  o: 'notes',
};

export interface InboxItem {
  id: string;
  inject: Inject;
  n: number;
  waits: boolean;
}

// What has reached this seat, the latest first; what it has not acknowledged waits.
export function inboxOf(view: View, seat: string | undefined): InboxItem[] {
  return Object.values(view.injects)
    .filter((inject) => inject.releases.length > 0)
    .map((inject) => ({
      id: inject.id,
      inject,
      n: inject.releases.at(-1)?.n ?? inject.order,
      waits: seat !== undefined && !inject.acknowledged.some((one) => one.seat === seat),
    }))
    .sort((a, b) => b.n - a.n);
}

export function messagesOf(view: View, channel: Channel | undefined): Message[] {
  return (channel?.messages ?? [])
    .map((id) => view.messages[id])
    .filter((message) => message !== undefined)
    .sort((a, b) => a.n - b.n);
}

// How many messages of a channel came after the last that was on the screen, one's own not counted.
export function unreadOf(view: View, channel: Channel, readUpTo: number, viewer: Viewer | undefined): number {
  return messagesOf(view, channel).filter(
    (message) =>
      message.n > readUpTo &&
      message.state === 'sent' &&
      !(message.by.seat !== undefined && message.by.seat === viewer?.seat),
  ).length;
}

// Whether this viewer writes in the channel at all.
export function isMember(channel: Channel, viewer: Viewer | undefined): boolean {
  return [viewer?.team, viewer?.seat].some((place) => place !== undefined && channel.members.includes(place));
}
