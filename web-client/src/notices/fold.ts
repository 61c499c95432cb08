// What control tells people outside the play: notices, and the freeze that covers every screen.
import type { Handlers } from '../handlers';

export interface Notice {
  key: string; // the same on every screen that has it, whatever its number there
  body: string;
  wall: string;
  audience?: string[]; // for control: who has it
}

export interface NoticesSlice {
  notices: Notice[]; // oldest first
  frozen?: string; // the notice that covers the screens
}

export const emptyNotices = (): NoticesSlice => ({ notices: [] });

export const noticeHandlers: Handlers<NoticesSlice> = {
  'notice.sent': (view, event) => {
    view.notices.push({
      key: `${event.wall} ${String(event.data.body).slice(0, 40)}`,
      body: event.data.body,
      wall: event.wall,
      ...(event.audience === undefined ? {} : { audience: event.audience }),
    });
  },
  'exercise.frozen': (view, event) => {
    view.frozen = event.data.notice;
  },
  'exercise.unfrozen': (view) => {
    view.frozen = undefined;
  },
};
