// What is different between two texts: words that were put in or taken out, clauses that were added, struck or moved.
import { diffArrays } from 'diff';
import type { Clause, Version } from './fold';

export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

// Words as the language has them: Korean and Japanese have no blanks between all of theirs.
export function wordsOf(text: string, language: string): string[] {
  const words = new Intl.Segmenter(language, { granularity: 'word' });
  return [...words.segment(text)].map((one) => one.segment);
}

export function redline(before: string, after: string, language: string): Piece[] {
  return diffArrays(wordsOf(before, language), wordsOf(after, language)).map((part) => ({
    kind: part.added ? 'added' : part.removed ? 'removed' : 'same',
    text: part.value.join(''),
  }));
}

export interface ClauseChange {
  clause: string;
  kind: 'same' | 'changed' | 'added' | 'struck';
  moved: boolean;
  pieces: Piece[];
}

// The clauses of the later version in their order, each struck one where it stood.
export function clauseChanges(before: readonly Clause[], after: readonly Clause[], language: string): ClauseChange[] {
  const earlier = new Map(before.map((one) => [one.clause, one.text]));
  const kept = after.filter((one) => earlier.has(one.clause)).map((one) => one.clause);
  const order = before.map((one) => one.clause).filter((id) => kept.includes(id));
  const still = new Set(
    diffArrays(order, kept)
      .filter((part) => !part.added && !part.removed)
      .flatMap((part) => part.value),
  );
  const changes: ClauseChange[] = after.map(({ clause, text }) => {
    const was = earlier.get(clause);
    const pieces = redline(was ?? '', text, language);
    const kind = was === undefined ? 'added' : was === text ? 'same' : 'changed';
    return { clause, kind, moved: was !== undefined && !still.has(clause), pieces };
  });
  for (const [index, { clause, text }] of before.entries()) {
    if (after.some((one) => one.clause === clause)) continue;
    const previous = before.slice(0, index).findLast((one) => changes.some((change) => change.clause === one.clause));
    const at = previous ? changes.findIndex((one) => one.clause === previous.clause) + 1 : 0;
    changes.splice(at, 0, { clause, kind: 'struck', moved: false, pieces: [{ kind: 'removed', text }] });
  }
  return changes;
}

export interface CommitmentChange {
  kind: 'same' | 'added' | 'struck';
  commitment: Version['commitments'][number];
}

export function commitmentChanges(before: Version, after: Version): CommitmentChange[] {
  const had = new Set(before.commitments.map((one) => one.commitment));
  const has = new Set(after.commitments.map((one) => one.commitment));
  return [
    ...after.commitments.map((commitment) => ({
      kind: had.has(commitment.commitment) ? ('same' as const) : ('added' as const),
      commitment,
    })),
    ...before.commitments
      .filter((one) => !has.has(one.commitment))
      .map((commitment) => ({ kind: 'struck' as const, commitment })),
  ];
}
