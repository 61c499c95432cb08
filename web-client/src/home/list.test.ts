import { expect, test } from 'vitest';
import type { ExerciseSummary } from '../api';
import type { World } from './api';
import { entriesOf, isDeletable, isShown, refusedOf, togetherOf } from './list';

const exercise = (id: string, more: Partial<ExerciseSummary> = {}): ExerciseSummary => ({
  id,
  title: `Exercise ${id}`,
  scenario: 'first-hour',
  phase: 'lobby',
  created: `2026-11-2${id}T10:00:00Z`,
  participants: 0,
  archived: false,
  ...more,
});

test('the list shows what was asked for, and archived ones only by themselves', () => {
  const running = exercise('1', { phase: 'running', title: 'Autumn seminar' });
  const old = exercise('2', { archived: true });
  expect(isShown(running, 'current', '')).toBe(true);
  expect(isShown(running, 'running', 'autumn FIRST')).toBe(true);
  expect(isShown(running, 'running', 'winter')).toBe(false);
  expect(isShown(running, 'ended', '')).toBe(false);
  expect(isShown(old, 'current', '')).toBe(false);
  expect(isShown(old, 'archived', '')).toBe(true);
  expect(isShown(running, 'archived', '')).toBe(false);
});

test('worlds of a class stand together, among the rest by age', () => {
  const group = { id: 'c', title: 'Class', scenario: 'first-hour', created: '2026-11-22T12:00:00Z' };
  const all = [exercise('1'), exercise('2', { class: 'c' }), exercise('3'), exercise('4', { class: 'gone' })];
  const entries = entriesOf(all, [group]);
  expect(entries.map((one) => one.key)).toEqual(['4', '3', 'c', '1']);
  expect(entries[2]?.kind === 'class' && entries[2].exercises.map((one) => one.id)).toEqual(['2']);
  expect(entriesOf([exercise('1')], [group]).map((one) => one.key)).toEqual(['1']);
});

test('what one world can do is offered for all, and who refuses is named', () => {
  const world = (phase: World['phase'], more: Partial<World> = {}): World => ({
    id: phase,
    title: phase,
    phase,
    ...more,
  });
  const mixed = togetherOf([world('lobby'), world('running', { doorsLocked: false })]);
  expect(mixed).toMatchObject({ start: true, pause: true, resume: false, freeze: true, unfreeze: false, lock: true });
  expect(togetherOf([world('paused', { frozen: true })])).toMatchObject({
    resume: false,
    freeze: false,
    unfreeze: true,
  });
  expect(togetherOf([world('unavailable')])).toMatchObject({ start: false, freeze: false, end: false });
  const error = { code: 'conflict', hint: 'It has started.' };
  expect(
    refusedOf([
      { id: '1', title: 'One', ok: true },
      { id: '2', title: 'Two', error },
    ]),
  ).toHaveLength(1);
});

test('what is being played is not deleted', () => {
  expect(isDeletable(exercise('1'))).toBe(true);
  expect(isDeletable(exercise('1', { phase: 'paused' }))).toBe(false);
  expect(isDeletable(exercise('1', { phase: 'paused', archived: true }))).toBe(true);
});
