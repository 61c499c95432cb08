// The after-action report as the server drafts it from the record, with what control has written over it.
import { Refusal } from '../protocol';

export interface PlanRow {
  issue: string;
  action: string;
  element: string;
  responsible: string;
  contact: string;
  start: string;
  completion: string;
}

export interface Section {
  section: string;
  title: string;
  text?: string; // Markdown; not of the plan
  rows?: PlanRow[]; // of the plan
  evidence: number[];
  version: number;
  drafted: boolean;
}

export interface Report {
  title: string;
  language: string;
  sections: Section[];
  evidence: { n: number; at: string; who: string; what: string }[];
}

export const ELEMENTS = ['planning', 'organization', 'equipment', 'training', 'exercises'] as const;
export const FORMATS = ['html', 'md', 'xlsx', 'csv', 'jsonl'] as const;

export const reportUrl = (exercise: string, format: string, language: string): string =>
  `/api/exercises/${encodeURIComponent(exercise)}/report?format=${format}&language=${language}`;

export async function loadReport(exercise: string, language: string): Promise<Report> {
  const response = await fetch(reportUrl(exercise, 'json', language), { credentials: 'same-origin' }).catch(
    () => undefined,
  );
  if (response === undefined) throw new Refusal('unreachable', '');
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(body.code ?? 'invalid', body.hint ?? '', undefined);
  return body as Report;
}

// "[#58, #61]" as Markdown links to those moments of the replay.
export function withLinks(text: string, address: (n: number) => string): string {
  return text.replace(/\[(#\d+(?:,\s*#\d+)*)\]/g, (_, inside: string) =>
    inside
      .split(/,\s*/)
      .map((one) => `[${one}](${address(Number(one.slice(1)))})`)
      .join(' '),
  );
}

export const emptyRow = (): PlanRow => ({
  issue: '',
  action: '',
  element: '',
  responsible: '',
  contact: '',
  start: '',
  completion: '',
});
