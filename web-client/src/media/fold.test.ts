import { expect, it } from 'vitest';
import { foldAll } from '../fold';
import type { Event } from '../protocol';

const event = (n: number, type: string, data: object): Event =>
  ({ n, at: '2025-01-28T09:00:00+09:00', wall: '2026-11-25T08:00:00Z', type, by: { role: 'control' }, data }) as Event;

const file = { media: 'm1', name: 'map.png', type: 'image/png', bytes: 1000 };
const inject = { inject: 'i1', title: 'A map', body: 'See', type: 'news', from: 'x' };

it('knows control’s files, and which go with an inject', () => {
  const view = foldAll([
    event(1, 'media.added', { ...file, sha256: 'aa' }),
    event(2, 'inject.composed', { ...inject, to: ['us'], state: 'held', attachments: ['m1'] }),
    event(3, 'inject.edited', { inject: 'i1', attachments: [] }),
  ]);
  expect(view.media.m1).toEqual(file);
  expect(view.injects.i1?.attachments).toEqual([]);
});

it('shows a recipient the files of what was released', () => {
  const view = foldAll([event(1, 'inject.released', { ...inject, attachments: [file] })]);
  expect(view.injects.i1?.releases[0]?.attachments).toEqual([file]);
});
