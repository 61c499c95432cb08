// What evaluators, control and teams know of ratings, each from their own events.
import { expect, test } from 'vitest';
import { foldAll } from '../fold';
import type { Event } from '../protocol';
import { Draft } from './draft.svelte';
import { ratingsOf, tally } from './fold';
import { isPlay, matching } from './watch';

const event = (type: string, data: object, more: Partial<Event> = {}): Event => ({
  n: 1,
  at: '2025-01-28T09:00:00+09:00',
  wall: '2026-11-25T08:00:00.000Z',
  type,
  by: { name: 'Eva', role: 'evaluator' },
  data,
  ...more,
});

const opened = event('evaluation.opened', {
  objectives: [
    { id: 'talk', title: 'Talk first', eeg: { target: 'Each asks', tasks: [{ id: 'ask', title: 'Asks' }] } },
  ],
});
const recorded = event('evaluation.recorded', {
  evaluation: 'r1',
  objective: 'talk',
  task: 'ask',
  rating: 'S',
  note: 'Twice',
  moment: '2025-01-28T09:00:00+09:00',
  author: 'p1',
  evidence: [3],
});

test('a rating stands as its evaluator last put it, and goes when it is withdrawn', () => {
  const revised = { ...recorded, type: 'evaluation.revised', data: { ...recorded.data, rating: 'P' } };
  const view = foldAll([opened, recorded, revised]);
  expect(ratingsOf(view, 'talk')).toMatchObject([{ id: 'r1', grade: 'P', revised: true, evidence: [3] }]);
  expect(ratingsOf(view, 'talk', 'listen')).toEqual([]);
  expect(tally(ratingsOf(view, 'talk', 'ask'))).toEqual({ P: 1, S: 0, M: 0, U: 0 });
  expect(ratingsOf(foldAll([opened, recorded, event('evaluation.withdrawn', { evaluation: 'r1' })]), 'talk')).toEqual(
    [],
  );
});

test('control reads evidence by its own numbers, the places in the log', () => {
  const view = foldAll([{ ...recorded, audience: ['evaluator'], control: { evidence: [17] } }]);
  expect(view.ratings.r1?.evidence).toEqual([17]);
});

test('teams learn the objectives at the end and the ratings when they are published', () => {
  const view = foldAll([
    event('exercise.ended', { seed: 's', objectives: [{ id: 'talk', title: 'Talk first' }] }),
    event('evaluation.published', { objectives: [{ objective: 'talk', rating: 'M', note: 'Late' }] }),
  ]);
  expect(view.objectives).toEqual([{ id: 'talk', title: 'Talk first' }]);
  expect(view.publishedRatings?.talk).toMatchObject({ grade: 'M', note: 'Late' });
  expect(view.conclusions).toEqual({});
});

test('a draft keeps what is written while its grade is changed, and says what the server is asked', () => {
  const draft = new Draft();
  draft.begin('talk', 'ask', 'S');
  draft.note = ' They asked ';
  draft.toggle(9);
  draft.toggle(4);
  draft.begin('talk', 'ask', 'P');
  expect(draft.params).toEqual({ objective: 'talk', task: 'ask', rating: 'P', evidence: [4, 9], note: 'They asked' });
  draft.toggle(9);
  draft.begin('talk', undefined, 'M');
  expect(draft.params).toEqual({ objective: 'talk', rating: 'M', evidence: [] });
  draft.revise(foldAll([recorded]).ratings.r1!);
  expect([draft.method, draft.params]).toEqual([
    'evaluation.revise',
    { evaluation: 'r1', rating: 'S', evidence: [3], note: 'Twice' },
  ]);
  draft.clear();
  expect(draft.open).toBe(false);
});

test('evidence is what was played: neither what set the table nor the evaluation itself', () => {
  const created = event('channel.opened', {}, { by: { role: 'control' } });
  const said = event('message.sent', { body: 'Hello' }, { by: { name: 'Ann', team: 'a' } });
  expect([opened, recorded, created, said].filter(isPlay)).toEqual([said]);
  expect(matching([said], { team: 'b', search: '' }, () => '')).toEqual([]);
  expect(matching([said], { team: 'a', search: 'hell' }, (one) => one.data.body)).toEqual([said]);
});
