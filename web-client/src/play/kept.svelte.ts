// A form's values, kept from keystroke to keystroke over a reload, until what they say has been sent.
import { keep, keptDraft } from '../agreements/draft';

export class Kept<T extends object> {
  value = $state() as T;

  constructor(
    private readonly exercise: string,
    private readonly place: string,
    private readonly empty: () => T,
  ) {
    this.value = keptDraft(exercise, place, empty);
    $effect(() => keep(this.exercise, this.place, $state.snapshot(this.value) as object));
  }

  clear(): void {
    this.value = this.empty();
    keep(this.exercise, this.place, undefined);
  }
}
