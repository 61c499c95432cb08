// What seats have had before their eyes, as far as this viewer is told: its own side, and all for control.
import type { Handlers } from '../handlers';

export interface Read {
  seat: string;
  at: string;
  wall: string;
}

export interface ReadsSlice {
  injectReads: Record<string, Read[]>; // by inject
  channelReads: Record<string, Record<string, Read & { message: string }>>; // by seat and channel: up to that message
}

export const emptyReads = (): ReadsSlice => ({ injectReads: {}, channelReads: {} });

export const readHandlers: Handlers<ReadsSlice> = {
  'inject.read': (view, { data, at, wall }) => {
    view.injectReads[data.inject] = [...(view.injectReads[data.inject] ?? []), { seat: data.seat, at, wall }];
  },
  'channel.read': (view, { data, at, wall }) => {
    const { seat, channel, message } = data;
    (view.channelReads[seat] ??= {})[channel] = { seat, message, at, wall };
  },
};
