// Channels, and what was said in them.
import type { Handlers } from '../handlers';
import type { By, Event, Mode } from '../protocol';

export interface Channel {
  id: string;
  title: string;
  members: string[];
  mode: Mode;
  delaySeconds?: number;
  messages: string[]; // ids, in the order in which they came
  back: boolean; // opened by a seat
  closed: boolean; // cut by control
  reason?: string; // of the cut
}

export interface Message {
  id: string;
  n: number;
  channel: string;
  body: string;
  by: By;
  at: string;
  wall: string;
  state: 'sent' | 'held' | 'rejected';
  mode?: 'held' | 'delayed';
  edited?: string; // what control made of it
  reason?: string;
  replyTo?: string;
  duePlayedMs?: number;
}

export interface MessagesSlice {
  channels: Record<string, Channel>;
  messages: Record<string, Message>;
  heldMessages: Record<string, true>; // those among them that are not yet sent
}

export const emptyMessages = (): MessagesSlice => ({ channels: {}, messages: {}, heldMessages: {} });

function message(view: MessagesSlice, event: Event, state: Message['state']): void {
  const data = event.data;
  const known = view.messages[data.message];
  if (state === 'held') view.heldMessages[data.message] = true;
  else delete view.heldMessages[data.message];
  if (!known) view.channels[data.channel]?.messages.push(data.message);
  view.messages[data.message] = {
    ...known,
    id: data.message,
    n: event.n,
    channel: data.channel,
    body: data.body,
    by: event.by,
    at: event.at,
    wall: event.wall,
    state,
    mode: data.mode,
    replyTo: data.replyTo,
    duePlayedMs: event.control?.duePlayedMs,
  };
}

export const messageHandlers: Handlers<MessagesSlice> = {
  'channel.opened': (view, event) => {
    const data = event.data;
    view.channels[data.channel] = {
      id: data.channel,
      title: data.title,
      members: data.members,
      mode: data.mode,
      delaySeconds: data.delaySeconds,
      messages: [],
      back: data.kind === 'back',
      closed: false,
    };
  },
  'channel.closed': (view, event) => {
    const channel = view.channels[event.data.channel];
    if (channel) Object.assign(channel, { closed: true, reason: event.data.reason });
  },
  'channel.restored': (view, event) => {
    const channel = view.channels[event.data.channel];
    if (channel) Object.assign(channel, { closed: false, reason: undefined });
  },
  'channel.moderation_set': (view, event) => {
    const channel = view.channels[event.data.channel];
    if (channel) Object.assign(channel, { mode: event.data.mode, delaySeconds: event.data.delaySeconds });
  },
  'message.sent': (view, event) => message(view, event, 'sent'),
  'message.held': (view, event) => message(view, event, 'held'),
  'message.edited': (view, event) => {
    const known = view.messages[event.data.message];
    if (known) known.edited = event.data.body;
  },
  'message.rejected': (view, event) => {
    delete view.heldMessages[event.data.message];
    const known = view.messages[event.data.message];
    if (known) Object.assign(known, { state: 'rejected', reason: event.data.reason });
  },
};
