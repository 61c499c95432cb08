// What somebody has begun to write of an agreement, as a value that is kept over a reload: a new one, or an amendment.
import { draft, keepDraft } from '../play/drafts';
import type { Clause } from './fold';

export interface WantedCommitment {
  dimension: string;
  level: string;
  sense: 'atLeast' | 'atMost' | 'is';
  by?: string;
}

export interface NewAgreement {
  title: string;
  parties: string[];
  clauses: string[];
  commitments: WantedCommitment[];
  annex: { title: string; text: string; to: string[] };
  disclosure: 'confidential' | 'public';
  private: boolean;
}

export interface Amendment {
  title?: string;
  texts: Record<string, string | null>; // clause → another text; null: struck
  added: { after: string | null; text: string }[];
  commitments: WantedCommitment[];
  removed: string[]; // commitments
  note: string;
}

export const emptyAgreement = (): NewAgreement => ({
  title: '',
  parties: [],
  clauses: [''],
  commitments: [],
  annex: { title: '', text: '', to: [] },
  disclosure: 'confidential',
  private: false,
});

export const emptyAmendment = (): Amendment => ({ texts: {}, added: [], commitments: [], removed: [], note: '' });

export function keptDraft<T extends object>(exercise: string, place: string, empty: () => T): T {
  try {
    return { ...empty(), ...(JSON.parse(draft(exercise, place) || '{}') as Partial<T>) };
  } catch {
    return empty();
  }
}

export function keep(exercise: string, place: string, value: object | undefined): void {
  keepDraft(exercise, place, value === undefined ? '' : JSON.stringify(value));
}

// The params of `agreement.draft`; what was left empty is left out.
export function draftParams(wanted: NewAgreement, team: string): Record<string, unknown> {
  const { title, text, to } = wanted.annex;
  const annexed = title.trim() !== '' && text.trim() !== '' && to.length > 0;
  return {
    title: wanted.title.trim(),
    parties: [team, ...wanted.parties],
    clauses: wanted.clauses.map((one) => one.trim()).filter((one) => one !== ''),
    disclosure: wanted.disclosure,
    ...(wanted.commitments.length > 0 ? { commitments: wanted.commitments } : {}),
    ...(annexed ? { annexes: [{ title: title.trim(), text: text.trim(), to }] } : {}),
    ...(wanted.private ? { private: true } : {}),
  };
}

// The changes of `agreement.amend` against these clauses. A text for a clause that is gone meanwhile becomes a new one,
// so that nothing that was written is lost.
export function changesOf(amendment: Amendment, clauses: readonly Clause[]): Record<string, unknown>[] {
  const there = new Map(clauses.map((one) => [one.clause, one.text]));
  const changes: Record<string, unknown>[] = [];
  if (amendment.title !== undefined && amendment.title.trim() !== '') changes.push({ title: amendment.title.trim() });
  for (const [clause, text] of Object.entries(amendment.texts)) {
    if (!there.has(clause)) {
      if (text !== null && text.trim() !== '') changes.push({ text: text.trim() });
    } else if (text === null) changes.push({ clause, text: null });
    else if (text.trim() !== '' && text.trim() !== there.get(clause)) changes.push({ clause, text: text.trim() });
  }
  for (const { after, text } of amendment.added)
    if (text.trim() !== '')
      changes.push({ text: text.trim(), after: after !== null && there.has(after) ? after : null });
  for (const commitment of amendment.removed) changes.push({ commitment, removed: true });
  for (const commitment of amendment.commitments) changes.push({ ...commitment });
  return changes;
}
