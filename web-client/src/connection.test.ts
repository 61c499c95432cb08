import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Connection, newCommandId, type SocketLike } from './connection';
import type { Event } from './protocol';

class FakeSocket implements SocketLike {
  onopen: SocketLike['onopen'] = null;
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  sent: any[] = [];
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.onclose?.({ code: 1005 });
  }
  say(frame: Record<string, unknown>): void {
    this.onmessage?.({ data: JSON.stringify({ jsonrpc: '2.0', ...frame }) });
  }
  subscribed(head: number, after: number, seat = 'jp.foreign'): void {
    this.say({ id: 'subscribe', result: { head, after, viewer: { role: 'participant', team: 'jp', seat } } });
  }
  events(...numbers: number[]): void {
    this.say({ method: 'events', params: { events: numbers.map(event) } });
  }
  get commands() {
    return this.sent.filter((frame) => frame.method !== 'exercise.subscribe');
  }
  get subscriptions() {
    return this.sent.filter((frame) => frame.method === 'exercise.subscribe').map((frame) => frame.params);
  }
}

const event = (n: number): Event => ({ n, at: '', wall: '', type: 'brief.issued', by: {}, data: {} });

function memory(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

function rig(options: { storage?: ReturnType<typeof memory>; signedIn?: boolean } = {}) {
  const sockets: FakeSocket[] = [];
  const seen: number[] = [];
  const states: string[] = [];
  let resets = 0;
  const connection = new Connection({
    exercise: 'ex1',
    open: () => {
      sockets.push(new FakeSocket());
      return sockets.at(-1)!;
    },
    storage: options.storage ?? memory(),
    stillSignedIn: async () => options.signedIn ?? true,
    onEvents: (events) => seen.push(...events.map((one) => one.n)),
    onReset: () => {
      resets += 1;
      seen.length = 0;
    },
    onSignal: () => undefined,
    onViewer: () => undefined,
    onStatus: (status, unsent) => states.push(`${status} ${unsent}`),
    random: () => 1,
  });
  const live = (head = 3): FakeSocket => {
    const socket = sockets.at(-1)!;
    socket.onopen?.();
    socket.subscribed(head, 0);
    socket.events(...Array.from({ length: head }, (_, index) => index + 1));
    return socket;
  };
  connection.start();
  return { connection, sockets, seen, states, live, resets: () => resets };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a connection', () => {
  test('asks for everything at first, and is live once it has caught up', () => {
    const { sockets, seen, states, live } = rig();
    live();
    expect(sockets[0]!.subscriptions).toEqual([{ after: 0 }]);
    expect(seen).toEqual([1, 2, 3]);
    expect(states.at(-1)).toBe('live 0');
  });

  test('comes back after the last number it has, as the same viewer', async () => {
    const { sockets, seen, states, live } = rig();
    live().onclose?.({ code: 1006 });
    expect(states.at(-1)).toBe('reconnecting 0');
    await vi.advanceTimersByTimeAsync(1_000);
    const again = sockets[1]!;
    again.onopen?.();
    expect(again.subscriptions).toEqual([{ after: 3, viewer: 'jp.foreign' }]);
    again.subscribed(5, 3);
    again.events(4, 5);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(states.at(-1)).toBe('live 0');
  });

  test('drops what it has already, and asks again where a number is missing', () => {
    const { seen, live } = rig();
    const socket = live();
    socket.events(2, 3);
    socket.events(5);
    expect(seen).toEqual([1, 2, 3]);
    expect(socket.subscriptions.at(-1)).toEqual({ after: 3, viewer: 'jp.foreign' });
    socket.subscribed(5, 3);
    socket.events(4, 5);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  test('begins a new numbering when it sees with another seat', () => {
    const { seen, live, resets } = rig();
    const socket = live();
    socket.say({ method: 'signal', params: { signal: 'viewer', viewer: { role: 'participant', seat: 'jp.defence' } } });
    expect(resets()).toBe(1);
    expect(socket.subscriptions.at(-1)).toEqual({ after: 0 });
    socket.subscribed(1, 0, 'jp.defence');
    socket.events(1);
    expect(seen).toEqual([1]);
  });

  test('begins anew when the server began at 1, because the seat changed while away', async () => {
    const { sockets, live, resets, seen } = rig();
    live().onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(1_000);
    const again = sockets[1]!;
    again.onopen?.();
    again.subscribed(2, 0, 'jp.defence');
    again.events(1, 2);
    expect(resets()).toBe(1);
    expect(seen).toEqual([1, 2]);
  });

  test('does not ask without end when it is refused from the beginning', async () => {
    const { sockets } = rig();
    sockets[0]!.onopen?.();
    sockets[0]!.say({ id: 'subscribe', error: { code: -32000, message: '', data: { code: 'unavailable' } } });
    expect(sockets[0]!.subscriptions).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(2);
  });
});

describe('a command', () => {
  test('resolves with its events', async () => {
    const { connection, live } = rig();
    const socket = live();
    const done = connection.call('message.send', { body: 'x' });
    const [request] = socket.commands;
    expect(request.params.commandId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    socket.say({ id: request.id, result: { events: [event(4)] } });
    await expect(done).resolves.toEqual([event(4)]);
  });

  test('rejects with the stable code and what to do', async () => {
    const { connection, live } = rig();
    const socket = live();
    const done = connection.call('message.send', { body: 'x' });
    const error = { code: -32000, message: 'no', data: { code: 'not_running', hint: 'Wait for STARTEX.' } };
    socket.say({ id: socket.commands[0].id, error });
    await expect(done).rejects.toMatchObject({ code: 'not_running', hint: 'Wait for STARTEX.' });
  });

  test('that was not answered goes out again under the same commandId, after the catch-up', async () => {
    const { connection, sockets, states, live } = rig();
    const first = live();
    void connection.call('message.send', { body: 'x' });
    first.onclose?.({ code: 1012 });
    expect(states.at(-1)).toBe('reconnecting 1');
    await vi.advanceTimersByTimeAsync(2_000);
    const again = sockets[1]!;
    again.onopen?.();
    again.subscribed(4, 3);
    expect(again.commands).toEqual([]);
    again.events(4);
    expect(again.commands.map((one) => one.params)).toEqual(first.commands.map((one) => one.params));
  });

  test('outlives a reload of the page, and is forgotten once answered', () => {
    const storage = memory();
    const before = rig({ storage });
    void before.connection.call('message.send', { body: 'x' });
    const after = rig({ storage });
    const socket = after.live();
    expect(socket.commands).toHaveLength(1);
    socket.say({ id: socket.commands[0].id, result: { events: [] } });
    expect(storage.getItem('startex.unanswered.ex1')).toBeNull();
  });

  test('ids are all different', () => {
    expect(new Set(Array.from({ length: 1_000 }, newCommandId)).size).toBe(1_000);
  });
});

describe('after a lost connection', () => {
  test('one that was too slow comes back at once', async () => {
    const { sockets, live } = rig();
    live().onclose?.({ code: 4008 });
    await vi.advanceTimersByTimeAsync(0);
    expect(sockets).toHaveLength(2);
  });

  test('the pauses double, up to fifteen seconds', async () => {
    const { sockets, states } = rig();
    for (const pause of [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]) {
      const tried = sockets.length;
      sockets.at(-1)!.onclose?.({ code: 1006 });
      await vi.advanceTimersByTimeAsync(pause - 1);
      expect(sockets).toHaveLength(tried);
      await vi.advanceTimersByTimeAsync(1);
      expect(sockets).toHaveLength(tried + 1);
    }
    expect(states.at(-1)).toBe('offline 0');
  });

  test('the page coming back does not wait out the pause', async () => {
    const { connection, sockets, live } = rig();
    live().onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(0);
    connection.wake();
    expect(sockets).toHaveLength(2);
  });

  test('somebody who was signed out stays out', async () => {
    const removed = rig();
    removed.live().onclose?.({ code: 4001 });
    const refused = rig({ signedIn: false });
    refused.sockets[0]!.onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(60_000);
    for (const one of [removed, refused]) {
      expect(one.sockets).toHaveLength(1);
      expect(one.states.at(-1)).toBe('signedOut 0');
    }
  });

  test('a page that was left does not connect again', async () => {
    const { connection, sockets, live } = rig();
    const socket = live();
    connection.stop();
    socket.onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
  });
});
