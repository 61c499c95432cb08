// The rows of the MSEL, each made anew only when something about its own inject changes: of thousands, one is one.
import type { View } from '../fold';
import { plannedRow, type InjectRow } from './msel';

class Planned {
  constructor(
    private readonly view: () => View,
    private readonly id: string,
  ) {}

  readonly row = $derived.by(() => {
    const view = this.view();
    const inject = view.injects[this.id];
    return inject && plannedRow(view, inject);
  });
}

export class Plan {
  private readonly planned = new Map<string, Planned>();

  constructor(private readonly view: () => View) {}

  readonly rows: readonly InjectRow[] = $derived.by(() =>
    Object.keys(this.view().injects).flatMap((id) => {
      const known = this.planned.get(id) ?? new Planned(this.view, id);
      this.planned.set(id, known);
      return known.row ?? [];
    }),
  );
}
