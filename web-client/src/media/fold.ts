// Files that injects carry: what control has put in, and what a released inject brings along.
import type { Handlers } from '../handlers';

export interface Attachment {
  media: string;
  name: string;
  type: string;
  bytes: number;
}

export interface MediaSlice {
  media: Record<string, Attachment>; // for control: every file of the exercise
}

export const emptyMedia = (): MediaSlice => ({ media: {} });

export const mediaHandlers: Handlers<MediaSlice> = {
  'media.added': (view, event) => {
    const { media, name, type, bytes } = event.data;
    view.media[media] = { media, name, type, bytes };
  },
};
