// A rating in the making. What is chosen as evidence in the log goes into the draft that is open.
import type { Grade, Rating } from './fold';

export class Draft {
  objective = $state('');
  task = $state<string>();
  grade = $state<Grade>('S');
  note = $state('');
  evidence = $state<number[]>([]);
  revises = $state<string>(); // the rating that this one takes the place of

  get open(): boolean {
    return this.objective !== '';
  }

  isAt(objective: string, task?: string): boolean {
    return this.objective === objective && this.task === task;
  }

  // A line that is open already only changes its grade: what has been written stays.
  begin(objective: string, task: string | undefined, grade: Grade): void {
    if (!this.isAt(objective, task))
      Object.assign(this, { objective, task, note: '', evidence: [], revises: undefined });
    this.grade = grade;
  }

  revise(rating: Rating): void {
    Object.assign(this, {
      objective: rating.objective,
      task: rating.task,
      grade: rating.grade,
      note: rating.note,
      evidence: [...rating.evidence],
      revises: rating.id,
    });
  }

  toggle(n: number): void {
    this.evidence = this.evidence.includes(n)
      ? this.evidence.filter((one) => one !== n)
      : [...this.evidence, n].sort((a, b) => a - b);
  }

  clear(): void {
    Object.assign(this, { objective: '', task: undefined, note: '', evidence: [], revises: undefined });
  }

  get method(): string {
    return this.revises === undefined ? 'evaluation.record' : 'evaluation.revise';
  }

  get params(): Record<string, unknown> {
    const what =
      this.revises === undefined
        ? { objective: this.objective, ...(this.task === undefined ? {} : { task: this.task }) }
        : { evaluation: this.revises };
    const note = this.note.trim();
    return { ...what, rating: this.grade, evidence: this.evidence, ...(note === '' ? {} : { note }) };
  }
}
