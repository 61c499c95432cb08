// Notes as they are told, shared and taken away.
import { expect, test } from 'vitest';
import { foldAll } from '../fold';
import type { Event } from '../protocol';
import { bookmarksOf } from './fold';

const event = (n: number, type: string, data: object, more: Partial<Event> = {}): Event => ({
  n,
  at: '2025-01-28T09:00:00+09:00',
  wall: '2026-11-25T08:00:00.000Z',
  type,
  by: { name: 'Ann', team: 'a', seat: 'a.head' },
  data,
  ...more,
});
const note = (bookmark: string, moment: string, more: object = {}) => ({
  bookmark,
  kind: 'bookmark',
  title: bookmark,
  moment,
  author: 'p1',
  shared: false,
  ...more,
});

test('the latest moment comes first, and what is removed is gone', () => {
  const events = [
    event(1, 'bookmark.added', note('early', '2025-01-28T09:00:00+09:00')),
    event(2, 'bookmark.added', note('late', '2025-01-28T10:00:00+09:00')),
  ];
  expect(bookmarksOf(foldAll(events), 'bookmark').map((one) => one.id)).toEqual(['late', 'early']);
  expect(bookmarksOf(foldAll(events), 'hotwash')).toEqual([]);
  expect(foldAll([...events, event(3, 'bookmark.removed', { bookmark: 'late' })]).bookmarks.late).toBeUndefined();
});

test('its author keeps the event that it is about when it is shared; control knows it by its own number', () => {
  const added = event(4, 'bookmark.added', note('one', '2025-01-28T09:00:00+09:00', { n: 3 }));
  const shared = event(5, 'bookmark.shared', note('one', '2025-01-28T09:00:00+09:00', { shared: true }));
  expect(foldAll([added, shared]).bookmarks.one).toMatchObject({ shared: true, n: 3, order: 4 });
  expect(foldAll([{ ...added, control: { seq: 40 } }]).bookmarks.one?.n).toBe(40);
  expect(foldAll([shared]).bookmarks.one?.n).toBeUndefined();
});
