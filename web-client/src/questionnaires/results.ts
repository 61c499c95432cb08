// Figures of a question's answers.

// The mean of steps that count from 1.
export function meanOf(counts: readonly number[]): number {
  const sum = counts.reduce((all, count) => all + count, 0);
  return sum === 0 ? 0 : counts.reduce((all, count, index) => all + count * (index + 1), 0) / sum;
}
