// What a participant has answered, kept in this browser while the questionnaire is open: the server tells nobody's answers
// back, so that who shares a seat or a screen learns none.
import type { Answer, Question } from './fold';

export type Filled = Record<string, number | string>; // by question

const key = (exercise: string, questionnaire: string, participant: string) =>
  `startex.answers.${exercise}.${questionnaire}.${participant}`;

export function kept(exercise: string, questionnaire: string, participant: string): Filled {
  try {
    return JSON.parse(localStorage.getItem(key(exercise, questionnaire, participant)) ?? '{}') as Filled;
  } catch {
    return {};
  }
}

export function keep(exercise: string, questionnaire: string, participant: string, filled: Filled): void {
  try {
    localStorage.setItem(key(exercise, questionnaire, participant), JSON.stringify(filled));
  } catch {
    // A full or forbidden storage only means that a reload begins anew.
  }
}

export function forget(exercise: string, questionnaire: string, participant: string): void {
  localStorage.removeItem(key(exercise, questionnaire, participant));
}

const isFilled = (value: number | string | undefined): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');

export function answersOf(questions: readonly Question[], filled: Filled): Answer[] {
  return questions.flatMap((question): Answer[] => {
    const value = filled[question.id];
    if (!isFilled(value)) return [];
    return typeof value === 'number'
      ? [{ question: question.id, value }]
      : [{ question: question.id, text: String(value).trim() }];
  });
}

// The questions that must be answered and are not.
export const missing = (questions: readonly Question[], filled: Filled): Question[] =>
  questions.filter((one) => one.required && !isFilled(filled[one.id]));

// How the choices of a question read, with the value that each stands for. `agreement` is the reader's own five steps.
export function choicesOf(question: Question, agreement: readonly string[]): { value: number; text: string }[] {
  if (question.kind === 'choice') return (question.options ?? []).map(({ text }, value) => ({ value, text }));
  const labels = question.labels?.map(({ text }) => text) ?? agreement;
  return labels.map((text, index) => ({ value: index + 1, text }));
}
