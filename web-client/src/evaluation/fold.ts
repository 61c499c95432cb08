// Objectives with their guides, what evaluators have rated, what control has concluded, and what everybody has been told.
import type { Handlers } from '../handlers';
import type { By, Event } from '../protocol';

export const GRADES = ['P', 'S', 'M', 'U'] as const;
export type Grade = (typeof GRADES)[number];

export interface Task {
  id: string;
  title: string;
  measure?: string;
}

// Teams know the titles after ENDEX; evaluators and control know capability and guide from the start.
export interface Objective {
  id: string;
  title: string;
  capability?: string;
  eeg?: { target: string; tasks: Task[] };
}

export interface Rating {
  id: string;
  n: number;
  objective: string;
  task?: string;
  grade: Grade;
  note: string;
  moment: string; // of the exercise, that it is about
  author: string; // a participant, or "control"
  by: By;
  at: string;
  evidence: number[]; // this viewer's own numbers
  revised: boolean;
}

export interface Conclusion {
  grade: Grade;
  note: string;
  at: string;
}

export interface EvaluationSlice {
  objectives: Objective[];
  ratings: Record<string, Rating>;
  conclusions: Record<string, Conclusion>; // by objective
  publishedRatings?: Record<string, Conclusion>; // by objective: what everybody has been told
}

export const emptyEvaluation = (): EvaluationSlice => ({ objectives: [], ratings: {}, conclusions: {} });

function rated(view: EvaluationSlice, event: Event): void {
  const { evaluation, objective, task, rating, note, moment, author, evidence } = event.data;
  view.ratings[evaluation] = {
    id: evaluation,
    n: event.n,
    objective,
    task,
    grade: rating,
    note,
    moment,
    author,
    by: event.by,
    at: event.at,
    evidence: event.control?.evidence ?? evidence,
    revised: event.type === 'evaluation.revised',
  };
}

export const evaluationHandlers: Handlers<EvaluationSlice> = {
  'evaluation.opened': (view, event) => {
    view.objectives = event.data.objectives;
  },
  'evaluation.recorded': rated,
  'evaluation.revised': rated,
  'evaluation.withdrawn': (view, event) => {
    delete view.ratings[event.data.evaluation];
  },
  'evaluation.concluded': (view, event) => {
    const { objective, rating, note } = event.data;
    view.conclusions[objective] = { grade: rating, note, at: event.at };
  },
  'evaluation.published': (view, event) => {
    view.publishedRatings = {};
    for (const { objective, rating, note } of event.data.objectives)
      view.publishedRatings[objective] = { grade: rating, note, at: event.at };
  },
};

// The standing ratings of an objective, or of one of its tasks, in the order in which they were given.
export function ratingsOf(view: EvaluationSlice, objective: string, task?: string): Rating[] {
  return Object.values(view.ratings)
    .filter((one) => one.objective === objective && (task === undefined || one.task === task))
    .sort((a, b) => a.n - b.n);
}

// How often each grade has been given.
export function tally(ratings: readonly Rating[]): Record<Grade, number> {
  const counts = { P: 0, S: 0, M: 0, U: 0 };
  for (const one of ratings) counts[one.grade]++;
  return counts;
}
