// The record of one viewer: read as it comes, and looked at as of any event.
import { apply, emptyView, type View } from '../fold';
import { localised } from '../localised';
import type { Event, Refusal } from '../protocol';
import { Journal } from './journal';
import { chunksOf, readLog } from './log';
import { Slice } from './slices';
import { Times } from './times';

export type ReadingState =
  | { is: 'loading' }
  | { is: 'failed'; text: string; closed: boolean } // closed: the server does not show it yet
  | { is: 'read' };

// Where a record comes from: the server, or the page that it is part of.
export type Source = (as: string, signal: AbortSignal) => Promise<AsyncIterable<string>>;

export const fromServer =
  (fetched: (as: string, signal: AbortSignal) => Promise<Response>): Source =>
  async (as, signal) => {
    const { body } = await fetched(as, signal);
    return body ? chunksOf(body) : (async function* () {})();
  };

export class Reading {
  state = $state.raw<ReadingState>({ is: 'loading' });
  count = $state(0); // events read so far, told now and then
  whole = $state.raw<View>(emptyView()); // after the last event
  events = $state.raw<readonly Event[]>([]); // in the reader's language
  times = $state.raw(new Times());
  private log: Event[] = [];
  private journal = $state.raw(new Journal<View, Event>(emptyView(), apply));
  private language = 'en';
  private stop = new AbortController();

  // The state right after event `n`; of use until the next look at this record.
  at(n: number): View {
    return this.journal.at(n);
  }

  // Answers what ends the reading.
  open(source: Source, as: string, language: string): () => void {
    this.stop.abort();
    const { signal } = (this.stop = new AbortController());
    this.log = [];
    this.language = language;
    void this.work(signal, async (take) => {
      const chunks = await source(as, signal);
      await readLog(
        chunks,
        (event) => {
          this.log.push(event);
          take(event);
        },
        signal,
      );
    });
    return () => this.stop.abort();
  }

  // The reader has chosen another language: the scenario's texts are read anew.
  speak(language: string): void {
    if (this.state.is !== 'read' || language === this.language) return;
    this.language = language;
    this.stop.abort();
    const { signal } = (this.stop = new AbortController());
    void this.work(signal, async (take) => {
      const slice = new Slice();
      for (const event of this.log) {
        take(event);
        if (slice.over()) await slice.rest();
        signal.throwIfAborted();
      }
    });
  }

  private async work(signal: AbortSignal, read: (take: (event: Event) => void) => Promise<void>): Promise<void> {
    const journal = new Journal<View, Event>(emptyView(this.language), apply);
    const whole = emptyView(this.language);
    const times = new Times();
    const events: Event[] = [];
    this.state = { is: 'loading' };
    this.count = 0;
    try {
      await read((event) => {
        const said = localised(event, this.language);
        journal.push(said);
        apply(whole, said);
        times.push(event);
        events.push(said);
        if (events.length % 1000 === 0) this.count = events.length;
      });
    } catch (error) {
      if (signal.aborted) return;
      const { code, hint } = error as Refusal;
      const closed = !['unreachable', 'unavailable', 'unauthorised', undefined].includes(code);
      this.state = { is: 'failed', text: hint ?? '', closed };
      return;
    }
    Object.assign(this, { whole, times, events, journal, count: events.length });
    this.state = { is: 'read' };
  }
}
