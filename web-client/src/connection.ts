// One exercise's WebSocket, kept up: subscribes after the last number it has, asks again where a number is missing,
// repeats what was not answered, and says how it stands. No framework and no screen here.
import { Refusal, type Event, type RpcError, type Signal, type Viewer } from './protocol';

export type Status = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'signedOut' | 'past'; // past: of a record

export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface ConnectionOptions {
  exercise: string;
  as?: string; // control, seeing with this viewer's eyes
  open: (path: string) => SocketLike;
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  // Whether the session still stands: asked when a socket could not be opened at all.
  stillSignedIn: () => Promise<boolean>;
  onEvents: (events: Event[], caughtUp: boolean) => void;
  onReset: () => void;
  onSignal: (signal: Signal) => void;
  onViewer: (viewer: Viewer) => void;
  onStatus: (status: Status, unsent: number) => void;
  random?: () => number;
}

interface Command {
  commandId: string;
  method: string;
  params: Record<string, unknown>;
  resolve?: (result: { events: Event[] }) => void;
  reject?: (refusal: Refusal) => void;
}

const LONGEST_WAIT_MS = 15_000;

// Works without a secure context, which a classroom's plain http is not.
export function newCommandId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export class Connection {
  private socket: SocketLike | undefined;
  private last = 0;
  private head = 0;
  private viewer: string | undefined; // whose numbers `last` counts in
  private tries = 0;
  private opened = false;
  private subscribed = false;
  private ended = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private requests = 0;
  private readonly asked = new Map<string, Command>(); // by JSON-RPC id
  private readonly commands = new Map<string, Command>(); // by commandId, unanswered
  private status: Status = 'connecting';

  constructor(private readonly options: ConnectionOptions) {
    for (const command of this.stored()) this.commands.set(command.commandId, command);
  }

  start(): void {
    this.connect();
  }

  stop(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }

  // Goes out now, or after the next catch-up. Resolves with its events once they are durable.
  async call(method: string, params: Record<string, unknown>): Promise<Event[]> {
    return (await this.ask(method, params)).events;
  }

  // The same, with the whole result.
  ask(method: string, params: Record<string, unknown>): Promise<{ events: Event[] }> {
    return new Promise((resolve, reject) => {
      const command: Command = { commandId: newCommandId(), method, params, resolve, reject };
      this.commands.set(command.commandId, command);
      this.store();
      if (this.subscribed) this.sendCommand(command);
      this.tell();
    });
  }

  // The network or the page is back: do not wait out the pause.
  wake(): void {
    if (this.timer === undefined || this.ended) return;
    clearTimeout(this.timer);
    this.connect();
  }

  private connect(): void {
    this.timer = undefined;
    this.opened = this.subscribed = false;
    const socket = this.options.open(`/ws/${this.options.exercise}`);
    this.socket = socket;
    socket.onopen = () => {
      this.opened = true;
      this.subscribe();
    };
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string') this.take(data);
    };
    socket.onclose = ({ code }) => {
      if (this.socket === socket) void this.closed(code);
    };
  }

  private subscribe(): void {
    this.send({
      id: 'subscribe',
      method: 'exercise.subscribe',
      params: { after: this.last, viewer: this.viewer, as: this.options.as },
    });
  }

  private take(text: string): void {
    const frame = JSON.parse(text);
    if (frame.method === 'event') this.takeEvents([frame.params]);
    else if (frame.method === 'events') this.takeEvents(frame.params.events);
    else if (frame.method === 'signal') this.takeSignal(frame.params);
    else if (frame.id === 'subscribe') this.takeSubscribed(frame);
    else this.takeAnswer(frame);
  }

  private takeSubscribed(frame: { result?: { head: number; after: number; viewer: Viewer }; error?: RpcError }): void {
    if (!frame.result) {
      // Refused from the beginning too: wait as after a lost connection, rather than ask without end.
      if (this.last === 0) {
        this.socket?.close();
        return;
      }
      // The log has fewer events than we believe: another exercise's memory, or a restored server. Begin anew.
      this.reset();
      this.subscribe();
      return;
    }
    // Another seat since we were last here: the numbers begin anew.
    if (frame.result.after < this.last) this.reset();
    this.head = frame.result.head;
    const { seat, team, role } = frame.result.viewer;
    this.viewer = seat ?? team ?? role;
    this.options.onViewer(frame.result.viewer);
    if (this.last >= this.head) this.level();
  }

  private takeEvents(events: Event[]): void {
    const fresh: Event[] = [];
    for (const event of events) {
      if (event.n <= this.last) continue;
      if (event.n !== this.last + 1) {
        this.subscribe();
        break;
      }
      this.last = event.n;
      fresh.push(event);
    }
    const caughtUp = this.last >= this.head;
    if (fresh.length > 0) this.options.onEvents(fresh, caughtUp);
    if (caughtUp && !this.subscribed) this.level();
  }

  // Everything that was missed is here: now what was not answered goes out again.
  private level(): void {
    this.subscribed = true;
    this.tries = 0;
    this.asked.clear();
    for (const command of this.commands.values()) this.sendCommand(command);
    this.tell('live');
  }

  private takeSignal(signal: Signal): void {
    if (signal.signal !== 'viewer') {
      this.options.onSignal(signal);
      return;
    }
    // We see with another seat's eyes from here on, in another numbering.
    this.reset();
    this.subscribed = false;
    this.subscribe();
  }

  private reset(): void {
    this.last = this.head = 0;
    this.viewer = undefined;
    this.options.onReset();
  }

  private takeAnswer(frame: { id: string; result?: { events: Event[] }; error?: RpcError }): void {
    const command = this.asked.get(frame.id);
    if (!command) return;
    this.asked.delete(frame.id);
    const code = frame.error?.data?.code ?? 'invalid';
    if (frame.error && code === 'unavailable') return; // said again after the next catch-up
    this.commands.delete(command.commandId);
    this.store();
    if (frame.result) command.resolve?.(frame.result);
    else
      command.reject?.(
        new Refusal(
          code,
          frame.error?.data?.hint ?? frame.error?.message ?? '',
          frame.error?.data?.pointer,
          frame.error?.data?.current,
        ),
      );
    this.tell();
  }

  private sendCommand(command: Command): void {
    const id = `c${++this.requests}`;
    this.asked.set(id, command);
    this.send({ id, method: command.method, params: { ...command.params, commandId: command.commandId } });
  }

  private send(request: Record<string, unknown>): void {
    this.socket?.send(JSON.stringify({ jsonrpc: '2.0', ...request }));
  }

  private async closed(code: number): Promise<void> {
    this.subscribed = false;
    this.asked.clear();
    if (this.ended) return;
    const signedOut = code === 4001 || (!this.opened && !(await this.options.stillSignedIn()));
    if (this.ended) return; // stopped while asking
    if (signedOut) {
      this.ended = true;
      this.tell('signedOut');
      return;
    }
    this.tell(this.tries === 0 ? 'reconnecting' : 'offline');
    this.timer = setTimeout(() => this.connect(), this.pause(code));
  }

  // Full jitter, so that a class does not come back in the same instant.
  private pause(code: number): number {
    const random = this.options.random ?? Math.random;
    const attempt = this.tries++;
    if (code === 4008 && attempt === 0) return 0;
    if (code === 1012 && attempt === 0) return random() * 2_000;
    return random() * Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** attempt);
  }

  private tell(status: Status = this.status): void {
    this.status = status;
    this.options.onStatus(status, this.commands.size);
  }

  private key(): string {
    return `startex.unanswered.${this.options.exercise}`;
  }

  private stored(): Command[] {
    try {
      return JSON.parse(this.options.storage?.getItem(this.key()) ?? '[]');
    } catch {
      return [];
    }
  }

  private store(): void {
    const kept = [...this.commands.values()].map(({ commandId, method, params }) => ({ commandId, method, params }));
    if (kept.length === 0) this.options.storage?.removeItem(this.key());
    else this.options.storage?.setItem(this.key(), JSON.stringify(kept));
  }
}
