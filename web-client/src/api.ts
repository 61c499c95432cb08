// HTTP calls to the server. A browser's session is a cookie that no script sees.
import { Refusal } from './protocol';

export interface Me {
  role: 'facilitator' | 'participant' | 'observer' | 'evaluator' | 'control';
  exercise?: string;
  team?: string;
  seat?: string;
  name?: string;
  participant?: string;
}

export interface ScenarioSummary {
  id: string;
  title: string;
  summary: string;
  version: string;
  languages: string[];
  teams: { id: string; name: string; seats: number }[];
  clock: { start: string; timeZone: string; pace: number; pacings?: Pacing[] };
  injects: number;
  scripted?: number; // seats that people of the scenario hold
  faults?: Fault[];
}
// A pace that a scenario offers to whoever makes an exercise.
export interface Pacing {
  id: string;
  title: string;
  minutes: number;
}
export interface Fault {
  pointer: string;
  message: string;
  severity: 'error' | 'warning';
}

export interface ExerciseSummary {
  id: string;
  title: string;
  scenario: string;
  phase: 'lobby' | 'running' | 'paused' | 'ended';
  created: string;
  participants: number;
  reviewOpen?: boolean;
  archived?: boolean;
  class?: string;
  forkedFrom?: { exercise: string; after: number };
  joinCodes?: Record<string, string>;
}

// `body` is sent as JSON; bytes of another kind as they are, with their media type.
export async function request(
  method: string,
  path: string,
  body?: unknown,
  type?: string,
  signal?: AbortSignal,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'Content-Type': type ?? 'application/json' },
      body: body === undefined ? undefined : type === undefined ? JSON.stringify(body) : (body as BodyInit),
      signal,
    });
  } catch {
    throw new Refusal('unreachable', '');
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Refusal(problem.code ?? 'invalid', problem.hint ?? '', undefined);
}

export async function json<T>(method: string, path: string, body?: unknown): Promise<T> {
  return (await request(method, path, body)).json() as Promise<T>;
}

export const api = {
  signIn: (token: string, name = '') =>
    json<Me>('POST', '/api/sessions', { token, cookie: true, ...(name === '' ? {} : { name }) }),
  sayName: (name: string) => json<Me>('POST', '/api/sessions/current', { name }),
  // Without a name for a personal code, which brings its own.
  join: (joinCode: string, name?: string) => json<Me>('POST', '/api/sessions', { joinCode, name, cookie: true }),
  me: () => json<Me>('GET', '/api/sessions/current'),
  signOut: () => request('DELETE', '/api/sessions/current').then(() => undefined),
  // False only when the server says so: a server that cannot be reached has not signed anybody out.
  signedIn: () =>
    api.me().then(
      () => true,
      (refusal: Refusal) => refusal.code !== 'unauthorised',
    ),
  scenarios: () => json<{ scenarios: ScenarioSummary[] }>('GET', '/api/scenarios').then((body) => body.scenarios),
  scenario: (id: string) => json<unknown>('GET', `/api/scenarios/${encodeURIComponent(id)}`),
  guide: (id: string) =>
    request('GET', `/api/exercises/${encodeURIComponent(id)}/guide`).then((answer) => answer.text()),
  exercises: () => json<{ exercises: ExerciseSummary[] }>('GET', '/api/exercises').then((body) => body.exercises),
  exercise: (id: string) => json<ExerciseSummary>('GET', `/api/exercises/${encodeURIComponent(id)}`),
  createExercise: (wanted: { scenario: string; title?: string; pace?: number; pacing?: string }) =>
    json<{ id: string; joinCodes: Record<string, string> }>('POST', '/api/exercises', wanted),
  rehearse: (wanted: { scenario: string; seed: number; nobody: boolean }) =>
    json<{ rehearsal: string }>('POST', '/api/rehearsals', wanted).then((body) => body.rehearsal),
  rehearsal: (id: string) => json<unknown>('GET', `/api/rehearsals/${encodeURIComponent(id)}`),
  cancelRehearsal: (id: string) => request('DELETE', `/api/rehearsals/${encodeURIComponent(id)}`).then(() => undefined),
  logUrl: (id: string, format: 'jsonl' | 'csv', as?: string) =>
    `/api/exercises/${encodeURIComponent(id)}/log?format=${format}${as ? `&as=${encodeURIComponent(as)}` : ''}`,
  replayUrl: (id: string, as: string) =>
    `/api/exercises/${encodeURIComponent(id)}/replay.html?as=${encodeURIComponent(as)}`,
  recordUrl: (id: string) => `/api/exercises/${encodeURIComponent(id)}/record`,
  log: (id: string, as: string, signal?: AbortSignal) =>
    request('GET', api.logUrl(id, 'jsonl', as), undefined, undefined, signal),
};
