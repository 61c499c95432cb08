// Questionnaires as those who are asked and control know them.
import { expect, test } from 'vitest';
import { foldAll } from '../fold';
import type { Event } from '../protocol';
import { answersOf, choicesOf, missing } from './answers';
import { unanswered, type Question } from './fold';
import { meanOf } from './results';

const event = (n: number, type: string, data: object, more: Partial<Event> = {}): Event => ({
  n,
  at: '2025-01-28T09:00:00+09:00',
  wall: '2026-11-25T08:00:00.000Z',
  type,
  by: { role: 'control' },
  data,
  ...more,
});

const questions: Question[] = [
  { id: 'known', text: 'I know it', kind: 'likert', required: true },
  { id: 'best', text: 'The best', kind: 'choice', required: false, options: [{ text: 'Talks' }, { text: 'Injects' }] },
  { id: 'hope', text: 'Hope', kind: 'text', required: false },
];
const opened = event(1, 'questionnaire.opened', {
  questionnaire: 'q',
  title: 'Before',
  when: 'before',
  anonymous: true,
  questions,
});
const answered = event(2, 'questionnaire.answered', { questionnaire: 'q', participant: 'p1' });

test('one waits for whoever has not answered while it is open', () => {
  expect(unanswered(foldAll([opened]), 'p1').map((one) => one.id)).toEqual(['q']);
  const view = foldAll([opened, answered, answered]);
  expect(view.questionnaires.q?.answered).toEqual(['p1']);
  expect(unanswered(view, 'p1')).toEqual([]);
  expect(unanswered(view, 'p2')).toHaveLength(1);
  expect(unanswered(foldAll([opened, event(3, 'questionnaire.closed', { questionnaire: 'q' })]), 'p2')).toEqual([]);
});

test('control reads the results once it is closed, the others once they are published', () => {
  const results = [{ question: 'known', kind: 'likert', counts: [0, 0, 1, 2, 0] }];
  const closed = event(3, 'questionnaire.closed', { questionnaire: 'q' });
  expect(foldAll([opened, closed]).questionnaires.q?.outcome).toBeUndefined();
  const control = foldAll([opened, { ...closed, control: { answers: 3, results } }]);
  expect(control.questionnaires.q).toMatchObject({
    stage: 'closed',
    published: false,
    outcome: { answers: 3, results },
  });
  const published = event(4, 'questionnaire.published', { questionnaire: 'q', answers: 3, results });
  expect(foldAll([opened, closed, published]).questionnaires.q).toMatchObject({
    published: true,
    outcome: { answers: 3, results },
  });
});

test('answers are sent by kind, blanks not at all, and what must be answered is told', () => {
  expect(answersOf(questions, { known: 4, hope: '  ', best: 0 })).toEqual([
    { question: 'known', value: 4 },
    { question: 'best', value: 0 },
  ]);
  expect(answersOf(questions, { hope: ' Peace ' })).toEqual([{ question: 'hope', text: 'Peace' }]);
  expect(missing(questions, { hope: 'Peace' }).map((one) => one.id)).toEqual(['known']);
});

test('steps count from one, options from nought', () => {
  expect(choicesOf(questions[0]!, ['no', 'yes']).map((one) => one.value)).toEqual([1, 2]);
  expect(choicesOf(questions[1]!, []).map((one) => one.value)).toEqual([0, 1]);
  expect(meanOf([1, 0, 1])).toBe(2);
  expect(meanOf([])).toBe(0);
});
