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

// Sends a record and tells how much of it has gone, 0 to 1. `signal` stops it while it is being sent; what has been sent whole
// is checked by the server, which then takes it in or refuses it.
export function importRecord(file: Blob, sent: (share: number) => void, signal: AbortSignal): Promise<Made> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/exercises/import');
    request.setRequestHeader('Content-Type', 'application/x-ndjson');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => sent(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      const body = (request.response ?? {}) as Partial<Made> & { code?: string; hint?: string };
      if (request.status === 201) done(body as Made);
      else fail(new Refusal(body.code ?? 'invalid', body.hint ?? '', undefined));
    };
    request.onerror = () => fail(new Refusal('unreachable', ''));
    request.onabort = () => fail(signal.reason);
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

export const fork = (exercise: string, at: number, title: string): Promise<Made> =>
  answer(of(exercise, 'fork'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ at, ...(title === '' ? {} : { title }) }),
  });
