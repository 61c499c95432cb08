// Questionnaires: for control from the start, for those who are asked once they are open.
import type { Handlers } from '../handlers';
import type { Event } from '../protocol';

export interface Question {
  id: string;
  text: string;
  kind: 'likert' | 'choice' | 'text';
  required: boolean;
  labels?: { text: string }[];
  options?: { text: string }[];
}

export interface Result {
  question: string;
  kind: Question['kind'];
  counts?: number[];
  texts?: string[];
}

export interface Outcome {
  answers: number;
  results: Result[];
  withheld?: boolean; // too few for nobody to be known by their answers
  unreadable?: number; // sealed in another copy of this exercise
}

export interface Answer {
  question: string;
  value?: number;
  text?: string;
}

export interface Questionnaire {
  id: string;
  n: number;
  title: string;
  when: 'before' | 'hotwash' | 'after';
  to: string[]; // for control
  anonymous: boolean;
  questions: Question[];
  stage: 'planned' | 'open' | 'closed';
  answered: string[]; // participants, as far as this viewer is told
  outcome?: Outcome; // for control once it is closed; for the others once it is published
  published: boolean;
}

export interface QuestionnairesSlice {
  questionnaires: Record<string, Questionnaire>;
}

export const emptyQuestionnaires = (): QuestionnairesSlice => ({ questionnaires: {} });

function known(view: QuestionnairesSlice, event: Event, stage: Questionnaire['stage']): void {
  const { questionnaire, title, when, to, anonymous, questions } = event.data;
  const before = view.questionnaires[questionnaire];
  view.questionnaires[questionnaire] = {
    id: questionnaire,
    n: event.n,
    title,
    when,
    to: to ?? before?.to ?? [],
    anonymous,
    questions,
    stage,
    answered: [],
    published: false,
  };
}

export const questionnaireHandlers: Handlers<QuestionnairesSlice> = {
  'questionnaire.planned': (view, event) => known(view, event, 'planned'),
  'questionnaire.opened': (view, event) => known(view, event, 'open'),
  'questionnaire.answered': (view, event) => {
    const found = view.questionnaires[event.data.questionnaire];
    if (found && !found.answered.includes(event.data.participant)) found.answered.push(event.data.participant);
  },
  'questionnaire.closed': (view, event) => {
    const found = view.questionnaires[event.data.questionnaire];
    if (found) Object.assign(found, { stage: 'closed', outcome: event.control ?? found.outcome });
  },
  'questionnaire.published': (view, event) => {
    const found = view.questionnaires[event.data.questionnaire];
    const { answers, results } = event.data;
    if (found) Object.assign(found, { published: true, outcome: { ...found.outcome, answers, results } });
  },
};

// Those that wait for this participant's answer, the oldest first.
export function unanswered(view: QuestionnairesSlice, participant: string | undefined): Questionnaire[] {
  if (participant === undefined) return [];
  return Object.values(view.questionnaires)
    .filter((one) => one.stage === 'open' && !one.answered.includes(participant))
    .sort((a, b) => a.n - b.n);
}
