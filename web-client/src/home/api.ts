// HTTP calls of the list of exercises and its classes.
import { json, request, type ExerciseSummary } from '../api';
import type { Phase } from '../protocol';

export interface ClassSummary {
  id: string;
  title: string;
  scenario: string;
  created: string;
}

// How one world of a class stands.
export interface World {
  id: string;
  title: string;
  phase: Phase | 'unavailable';
  at?: string;
  start?: string;
  pace?: number;
  move?: string;
  frozen?: boolean;
  doorsLocked?: boolean;
  participants?: number;
  waiting?: Record<string, number>; // by team
}

export interface Said {
  id: string;
  title: string;
  ok?: boolean;
  error?: { code: string; hint: string };
}

const of = (id: string) => `/api/exercises/${encodeURIComponent(id)}`;
const ofClass = (id: string) => `/api/classes/${encodeURIComponent(id)}`;

export const rooms = {
  classes: () => json<{ classes: ClassSummary[] }>('GET', '/api/classes').then((body) => body.classes),
  createClass: (wanted: { scenario: string; title: string; worlds: number; pace?: number; pacing?: string }) =>
    json<{ id: string }>('POST', '/api/classes', wanted),
  worlds: (id: string) => json<{ worlds: World[] }>('GET', ofClass(id)).then((body) => body.worlds),
  command: (id: string, method: string, params: Record<string, unknown>) =>
    json<{ worlds: Said[] }>('POST', `${ofClass(id)}/command`, { method, params }).then((body) => body.worlds),
  copy: (id: string) => json<{ id: string }>('POST', `${of(id)}/copy`, {}),
  change: (id: string, to: { title?: string; archived?: boolean }) => json<ExerciseSummary>('PATCH', of(id), to),
  remove: (id: string, confirm: string) => request('DELETE', of(id), { confirm }),
};
