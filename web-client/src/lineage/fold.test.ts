import { expect, it } from 'vitest';
import { emptyView, foldAll } from '../fold';
import type { Event } from '../protocol';

const forked = (control?: object): Event =>
  ({
    n: 1,
    at: '2025-01-28T09:00:00+09:00',
    wall: '2026-11-25T08:00:00Z',
    type: 'exercise.forked',
    by: { role: 'control' },
    data: { exercise: 'child', title: 'What if' },
    ...(control ? { control } : {}),
  }) as Event;

it('gives the exercise its own name, and tells control alone where it went out', () => {
  expect(emptyView().forks).toEqual([]);
  const control = foldAll([forked({ from: 'parent', at: 42, head: 'abc' })]);
  expect([control.exercise, control.title]).toEqual(['child', 'What if']);
  expect(control.forks).toEqual([{ from: 'parent', at: 42, n: 1 }]);
  expect(foldAll([forked()]).forks).toEqual([]);
});
