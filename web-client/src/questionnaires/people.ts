// Whom a questionnaire asks, among those who have joined, as far as control knows.
import type { Person, View } from '../fold';
import type { Questionnaire } from './fold';

export function askedOf(view: View, questionnaire: Questionnaire): Person[] {
  const to = new Set(questionnaire.to);
  return Object.values(view.people).filter(
    (person) =>
      person.role === 'participant' &&
      !person.removed &&
      (to.has('all') || to.has(person.team ?? '') || to.has(person.seat ?? '')),
  );
}
