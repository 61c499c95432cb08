// Records and forks over HTTP.
import { Refusal } from '../protocol';

export interface Checked {
  ok: boolean;
  events: number;
  head: string;
  checkpoints?: { seq: number; wall: string; key: string }[];
  fault?: { seq?: number; message: string };
}

export interface Made {
  id: string;
  joinCodes: Record<string, string>;
}

async function answer<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch {
    throw new Refusal('unreachable', '');
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(body.code ?? 'invalid', body.hint ?? '', undefined);
  return body as T;
}

const of = (exercise: string, rest: string) => `/api/exercises/${encodeURIComponent(exercise)}/${rest}`;

export const recordUrl = (exercise: string): string => of(exercise, 'record');
export const check = (exercise: string): Promise<Checked> => answer(of(exercise, 'verify'));
export const importRecord = (file: Blob): Promise<Made> =>
  answer('/api/exercises/import', { method: 'POST', headers: { 'Content-Type': 'application/x-ndjson' }, body: file });
export const fork = (exercise: string, at: number, title: string): Promise<Made> =>
  answer(of(exercise, 'fork'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ at, ...(title === '' ? {} : { title }) }),
  });
