// Search in all that a record says. What an event says is made plain once; then a search is one walk over the texts.
import type { Event } from '../protocol';
import { plain, textOf } from './filter';
import { Slice } from './slices';

export class Search {
  private readonly texts: string[] = [];

  constructor(private readonly events: readonly Event[]) {}

  // Makes all texts plain, before anybody asks.
  async prepare(signal: AbortSignal): Promise<void> {
    const slice = new Slice();
    for (let i = this.texts.length; i < this.events.length && !signal.aborted; i = this.texts.length) {
      this.text(i);
      if (slice.over()) await slice.rest();
    }
  }

  // For each event whether it says every one of the words; nothing when `signal` says that nobody waits for it.
  async find(typed: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
    const wanted = plain(typed)
      .split(/\s+/)
      .filter((word) => word !== '');
    const found = new Uint8Array(this.events.length);
    const slice = new Slice();
    for (let i = 0; i < found.length; i++) {
      const text = this.text(i);
      if (wanted.every((word) => text.includes(word))) found[i] = 1;
      if (i % 256 === 0 && slice.over()) await slice.rest();
      if (signal.aborted) return undefined;
    }
    return found;
  }

  private text(i: number): string {
    return (this.texts[i] ??= textOf(this.events[i]!));
  }
}
