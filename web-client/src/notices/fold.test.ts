import { expect, test } from 'vitest';
import { apply, emptyView } from '../fold';
import type { Event } from '../protocol';

const event = (n: number, type: string, data: object): Event => ({
  n,
  at: '2025-02-03T10:15:00+09:00',
  wall: `2026-11-25T08:00:0${n}.000Z`,
  type,
  by: { role: 'control' },
  data,
});

test('notices are kept in the order in which they came', () => {
  const view = emptyView();
  apply(view, event(1, 'notice.sent', { body: 'Coffee' }));
  apply(view, event(2, 'notice.sent', { body: 'Back at ten' }));
  expect(view.notices.map((one) => one.body)).toEqual(['Coffee', 'Back at ten']);
  expect(new Set(view.notices.map((one) => one.key)).size).toBe(2);
});

test('a freeze holds until it is lifted', () => {
  const view = emptyView();
  apply(view, event(1, 'exercise.frozen', { notice: 'NO DUFF: leave the building' }));
  expect(view.frozen).toBe('NO DUFF: leave the building');
  apply(view, event(2, 'exercise.unfrozen', {}));
  expect(view.frozen).toBeUndefined();
});

test('control knows whether the doors are locked', () => {
  const view = emptyView();
  apply(view, event(1, 'doors.locked', {}));
  expect(view.doorsLocked).toBe(true);
  apply(view, event(2, 'doors.unlocked', {}));
  expect(view.doorsLocked).toBe(false);
});
