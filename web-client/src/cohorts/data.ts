// Runs of one scenario side by side, as the server compares them.
import { Refusal } from '../protocol';

export interface Summary {
  group: string;
  n: number;
  mean: number | null;
  median: number | null;
  low: number | null;
  high: number | null;
}

export interface Compared {
  measure: string;
  item: string;
  team: string;
  unit: string;
  values: { run: string; value: number | null }[];
  groups: Summary[];
  difference?: { value: number; low: number | null; high: number | null; method: string };
}

export interface Cohort {
  runs: {
    exercise: string;
    title: string;
    version: string;
    group: string;
    created: string;
    ended: boolean;
    participants: number;
  }[];
  groups: string[];
  rows: Compared[];
}

export interface Choice {
  a: string[];
  b: string[];
}

export function cohortUrl(choice: Choice, format: string, pseudonymised = false): string {
  const asked = new URLSearchParams({ format });
  if (choice.a.length > 0) asked.set('a', choice.a.join(','));
  if (choice.b.length > 0) asked.set('b', choice.b.join(','));
  if (pseudonymised) asked.set('pseudonymised', '1');
  return `/api/cohorts?${asked}`;
}

export async function loadCohort(choice: Choice): Promise<Cohort> {
  const response = await fetch(cohortUrl(choice, 'json'), { credentials: 'same-origin' }).catch(() => undefined);
  if (response === undefined) throw new Refusal('unreachable', '');
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(body.code ?? 'invalid', body.hint ?? '', undefined);
  return body as Cohort;
}
