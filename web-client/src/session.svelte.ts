// An exercise as the screens see it. Live: the connection, and the fold of what it has brought.
import { api } from './api';
import { Connection, type SocketLike, type Status } from './connection';
import { apply, emptyView, foldAll, type View } from './fold';
import { i18n, t } from './i18n/i18n.svelte';
import { Refusal, type ClockSignal, type Event, type Present, type Viewer } from './protocol';
import { exerciseTime } from './time';

// What the screens need: of a live exercise, or of a moment of a record (review/past.svelte.ts).
export interface Session {
  readonly exercise: string;
  readonly as?: string; // control, looking as this viewer
  readonly looks: boolean; // another's screen, or one of then: nothing can be done on it
  readonly playing: boolean; // the exercise runs, and things can be done
  readonly view: View;
  readonly events: readonly Event[];
  readonly viewer: Viewer | undefined;
  readonly present: readonly Present[];
  readonly status: Status;
  readonly unsent: number;
  readonly wallNow: number; // ms by the server's clock
  readonly exerciseNow: number; // ms
  call(method: string, params?: Record<string, unknown>): Promise<Event[]>;
  // The reader has chosen another language: the scenario's texts are read anew.
  speak(language: string): void;
}

export class LiveSession implements Session {
  view = $state<View>(emptyView(i18n.language));
  events = $state.raw<readonly Event[]>([]);
  viewer = $state.raw<Viewer | undefined>();
  present = $state.raw<readonly Present[]>([]);
  status = $state<Status>('connecting');
  unsent = $state(0);
  ready = $state(false); // has caught up at least once
  wallNow = $state(Date.now()); // ticking
  exerciseNow = $state(0);

  // Called with each event that comes while the screen is up, after it has been folded.
  onEvent: ((event: Event) => void) | undefined;

  private readonly connection: Connection;
  private caught: View = emptyView(i18n.language); // folded while catching up, so that the screen is drawn once
  private log: Event[] = [];
  private clock: ClockSignal | undefined;
  private skew = 0; // the server's wall clock less ours
  private readonly ticking: ReturnType<typeof setInterval>;

  // `as`: control, seeing exactly what that viewer sees, and doing nothing.
  constructor(
    readonly exercise: string,
    readonly as?: string,
  ) {
    this.connection = new Connection({
      exercise,
      as,
      open: (path) =>
        new WebSocket(
          `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`,
          'startex.v1',
        ) as unknown as SocketLike,
      storage: as === undefined ? sessionStorage : undefined,
      stillSignedIn: () => api.signedIn(),
      onEvents: (events, caughtUp) => this.take(events, caughtUp),
      onReset: () => this.reset(),
      onSignal: (signal) => {
        if (signal.signal === 'clock') this.setClock(signal);
        if (signal.signal === 'presence') this.present = signal.present;
      },
      onViewer: (viewer) => (this.viewer = viewer),
      onStatus: (status, unsent) => {
        this.status = status;
        this.unsent = unsent;
      },
    });
    this.ticking = setInterval(() => this.tick(), 250);
    addEventListener('online', this.wake);
    document.addEventListener('visibilitychange', this.wake);
    this.connection.start();
  }

  get looks(): boolean {
    return this.as !== undefined;
  }

  get playing(): boolean {
    return !this.looks && this.view.phase === 'running';
  }

  call(method: string, params: Record<string, unknown> = {}): Promise<Event[]> {
    if (this.looks) return Promise.reject(new Refusal('looking', t('see.looking')));
    return this.connection.call(method, params);
  }

  // A question that leaves no trace: its whole result.
  ask(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    return this.connection.ask(method, params);
  }

  speak(language: string): void {
    if (this.ready && this.view.language !== language) this.view = foldAll(this.log, emptyView(language));
  }

  close(): void {
    clearInterval(this.ticking);
    removeEventListener('online', this.wake);
    document.removeEventListener('visibilitychange', this.wake);
    this.connection.stop();
  }

  private readonly wake = () => this.connection.wake();

  private take(events: Event[], caughtUp: boolean): void {
    this.log.push(...events);
    if (!this.ready) for (const event of events) apply(this.caught, event);
    else
      for (const event of events) {
        apply(this.view, event);
        this.onEvent?.(event);
      }
    if (!caughtUp) return;
    this.events = [...this.log];
    if (this.ready) return;
    this.view = this.caught;
    this.ready = true;
    this.tick();
  }

  private reset(): void {
    this.caught = emptyView(i18n.language);
    this.log = [];
    this.ready = false;
  }

  private setClock(signal: ClockSignal): void {
    this.clock = signal;
    this.skew = Date.parse(signal.wall) - Date.now();
    this.tick();
  }

  private tick(): void {
    this.wallNow = Date.now() + this.skew;
    this.exerciseNow = exerciseTime(this.clock ?? this.view, this.wallNow);
  }
}
