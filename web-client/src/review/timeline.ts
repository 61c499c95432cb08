import type { Event } from '../protocol';

interface Fold<State> {
  empty: () => State;
  apply: (state: State, event: Event) => void; // in place
  copy: (state: State) => State;
}

// A log that can be looked at as of any event, fast: a copy of the state is kept every `every` events, so that a look
// folds fewer than that many.
export class Timeline<State> {
  private readonly keyframes: State[];

  constructor(
    readonly events: readonly Event[],
    private readonly fold: Fold<State>,
    private readonly every = 500,
  ) {
    this.keyframes = [fold.empty()];
  }

  // The state after the first `count` events (0: before anything happened; held within the log), the caller's to keep.
  at(count: number): State {
    const upTo = Math.min(this.events.length, Math.max(0, Math.trunc(count)));
    const frame = Math.min(Math.floor(upTo / this.every), this.keyframes.length - 1);
    const state = this.fold.copy(this.keyframes[frame] as State);
    for (let i = frame * this.every; i < upTo; i++) {
      this.fold.apply(state, this.events[i] as Event);
      if ((i + 1) % this.every === 0) this.keyframes.push(this.fold.copy(state));
    }
    return state;
  }
}
