// The record of one viewer: fetched, and looked at as of any event.
import { api } from '../api';
import { apply, emptyView, type View } from '../fold';
import { localised } from '../localised';
import type { Event, Refusal } from '../protocol';
import { copyView } from './copy';
import { readLog } from './log';
import { Timeline } from './timeline';

export type ReadingState =
  | { is: 'loading' }
  | { is: 'failed'; text: string; closed: boolean } // closed: the server does not show it yet
  | { is: 'read' };

export class Reading {
  state = $state.raw<ReadingState>({ is: 'loading' });
  private log = $state.raw<readonly Event[]>([]);
  private language = $state('en');

  private readonly timeline = $derived(
    new Timeline<View>(
      this.log.map((event) => localised(event, this.language)),
      { empty: emptyView, apply, copy: copyView },
    ),
  );

  get events(): readonly Event[] {
    return this.timeline.events;
  }

  at(n: number): View | undefined {
    return this.state.is === 'read' ? this.timeline.at(n) : undefined;
  }

  speak(language: string): void {
    this.language = language;
  }

  // Answers what ends the reading.
  open(id: string, as: string): () => void {
    let stale = false;
    this.state = { is: 'loading' };
    api.log(id, as).then(
      (text) => {
        if (stale) return;
        this.log = readLog(text);
        this.state = { is: 'read' };
      },
      ({ code, hint }: Refusal) => {
        const closed = !['unreachable', 'unavailable', 'unauthorised'].includes(code);
        if (!stale) this.state = { is: 'failed', text: hint, closed };
      },
    );
    return () => (stale = true);
  }
}
