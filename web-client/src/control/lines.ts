// The message monitor's rows: channels with what has not been read, and the messages in them.
import type { View } from '../fold';

export interface ChannelRow {
  id: string;
  title: string;
  membersText: string;
  mode: 'open' | 'held' | 'delayed';
  delaySeconds: number | undefined;
  unread: number;
  back: boolean; // opened by people of delegations among themselves
  closed: boolean; // cut by control
}

export interface Line {
  key: string;
  n: number;
  channel: string;
  channelTitle: string;
  team: string | undefined;
  who: string; // empty: control
  body: string;
  state: 'sent' | 'held' | 'delayed' | 'returned';
  edited: boolean;
  reason: string;
  atText: string;
  wall: string;
}

export function channelsOf(
  view: View,
  read: ReadonlyMap<string, number>,
  members: (ids: readonly string[]) => string,
): ChannelRow[] {
  return Object.values(view.channels).map((channel) => ({
    id: channel.id,
    title: channel.title,
    membersText: members(channel.members),
    mode: channel.mode,
    delaySeconds: channel.delaySeconds,
    back: channel.back,
    closed: channel.closed,
    unread: Math.max(0, channel.messages.length - (read.get(channel.id) ?? 0)),
  }));
}

// Of one channel or of all (''), oldest first; of each channel no more than the latest so many.
export function linesOf(view: View, channel: string, moment: (at: string) => string, latest = Infinity): Line[] {
  const channels = channel === '' ? Object.values(view.channels) : [view.channels[channel]];
  return channels
    .flatMap((one) => (one === undefined ? [] : one.messages.slice(-latest)))
    .map((id) => view.messages[id])
    .filter((message) => message !== undefined)
    .sort((a, b) => a.n - b.n)
    .map((message) => ({
      key: message.id,
      n: message.n,
      channel: message.channel,
      channelTitle: view.channels[message.channel]?.title ?? message.channel,
      team: message.by.team,
      who: message.by.name ?? '',
      body: message.body,
      state:
        message.state === 'rejected'
          ? 'returned'
          : message.state === 'sent'
            ? 'sent'
            : message.mode === 'delayed'
              ? 'delayed'
              : 'held',
      edited: message.edited !== undefined,
      reason: message.reason ?? '',
      atText: moment(message.at),
      wall: message.wall,
    }));
}

// The entities that can be spoken for, those of the channel first.
export function entitiesOf(view: View, channel: string): readonly { id: string; name: string }[] {
  const members = view.channels[channel]?.members ?? [];
  return [...view.entities].sort((a, b) => Number(members.includes(b.id)) - Number(members.includes(a.id)));
}
