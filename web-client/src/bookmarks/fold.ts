// Bookmarks and notes of the hotwash: one's own, and those that others share.
import type { Handlers } from '../handlers';
import type { By, Event } from '../protocol';

export interface Bookmark {
  id: string;
  order: number; // the number under which it was first told
  kind: 'bookmark' | 'hotwash';
  title: string;
  note?: string;
  moment: string;
  n?: number; // the event that it is about: this viewer's own number
  sense?: 'strength' | 'improvement';
  objective?: string;
  author: string; // a participant, or "control"
  by: By;
  shared: boolean;
}

export interface BookmarksSlice {
  bookmarks: Record<string, Bookmark>;
}

export const emptyBookmarks = (): BookmarksSlice => ({ bookmarks: {} });

function told(view: BookmarksSlice, event: Event): void {
  const { bookmark, kind, title, note, moment, n, sense, objective, author, shared } = event.data;
  const before = view.bookmarks[bookmark];
  view.bookmarks[bookmark] = {
    id: bookmark,
    order: before?.order ?? event.n,
    kind,
    title,
    note,
    moment,
    n: event.control?.seq ?? before?.n ?? n,
    sense,
    objective,
    author,
    by: event.by,
    shared,
  };
}

export const bookmarkHandlers: Handlers<BookmarksSlice> = {
  'bookmark.added': told,
  'bookmark.shared': told,
  'bookmark.removed': (view, event) => {
    delete view.bookmarks[event.data.bookmark];
  },
};

// The latest moment first.
export function bookmarksOf(view: BookmarksSlice, kind: Bookmark['kind']): Bookmark[] {
  return Object.values(view.bookmarks)
    .filter((one) => one.kind === kind)
    .sort((a, b) => Date.parse(b.moment) - Date.parse(a.moment) || b.order - a.order);
}
