import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { tick } from 'svelte';
import { apply, emptyView } from '../fold';
import { Refusal, type Event } from '../protocol';
import { Desk } from './desk.svelte';
import { Activity } from './people';
import QueuePane from './QueuePane.svelte';
import './words';

const WALL = Date.UTC(2026, 0, 1, 10);

class Room {
  view = $state(emptyView());
  readonly asked: { method: string; params: Record<string, unknown> }[] = [];
  readonly failures: unknown[] = [];
  answer: Promise<unknown> = Promise.resolve();
  private n = 0;

  readonly desk = new Desk(
    {
      view: this.view,
      present: [],
      name: '',
      exerciseNow: 0,
      wallNow: WALL,
      activity: new Activity(),
      ask: () => Promise.resolve(),
      call: (method, params) => {
        this.asked.push({ method, params });
        return this.answer;
      },
    },
    (error) => this.failures.push(error),
  );

  async happens(type: string, data: Record<string, unknown>): Promise<void> {
    const event: Event = {
      n: ++this.n,
      at: '2025-01-28T09:00:00+09:00',
      wall: new Date(WALL).toISOString(),
      type,
      by: { team: 'jp', seat: 'jp.head', name: 'Sato' },
      data,
    };
    apply(this.view, event);
    await tick();
  }

  held(message: string): Promise<void> {
    return this.happens('message.held', { message, channel: 'press', body: `text of ${message}`, mode: 'held' });
  }

  sent(message: string): Promise<void> {
    return this.happens('message.sent', { message, channel: 'press', body: `text of ${message}` });
  }
}

const texts = () => screen.queryAllByRole('listitem').map((item) => /text of (\w+)/.exec(item.textContent ?? '')?.[1]);

afterEach(cleanup);

describe('what waits for control, on the screen', () => {
  it('keeps what was dealt with in its place while the pointer is there, and lets it go after', async () => {
    const room = new Room();
    const { container } = render(QueuePane, { desk: room.desk });
    const pane = container.querySelector('section') as HTMLElement;
    await room.held('a');
    await room.held('b');
    await fireEvent.pointerEnter(pane);
    await room.sent('a');
    await room.held('c');
    expect(texts()).toEqual(['a', 'b', 'c']);
    const first = screen.getAllByRole('listitem')[0] as HTMLElement;
    expect(within(first).queryByRole('button', { name: 'Return' })).toBeNull();
    await fireEvent.pointerLeave(pane);
    expect(texts()).toEqual(['b', 'c']);
  });

  it('leaves the focus where it is when something new comes', async () => {
    const room = new Room();
    render(QueuePane, { desk: room.desk });
    await room.held('a');
    const button = screen.getAllByRole('button', { name: 'Approve' })[0] as HTMLElement;
    button.focus();
    await room.held('b');
    expect(document.activeElement).toBe(button);
  });

  it('shows an act as pending until the answer is there, and does it once', async () => {
    const room = new Room();
    let answer = (): void => undefined;
    room.answer = new Promise<void>((resolve) => (answer = resolve));
    render(QueuePane, { desk: room.desk });
    await room.held('a');
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Approve' });
    await fireEvent.click(button);
    await fireEvent.click(button);
    expect(button.disabled).toBe(true);
    expect(room.asked).toEqual([{ method: 'message.approve', params: { message: 'a' } }]);
    answer();
    await room.answer;
    await tick();
    expect(button.disabled).toBe(false);
  });

  it('says what the server refused, and lets control try again', async () => {
    const room = new Room();
    const refusal = new Refusal('conflict', 'This message has already been sent.');
    room.answer = Promise.reject(refusal);
    render(QueuePane, { desk: room.desk });
    await room.held('a');
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Approve' });
    await fireEvent.click(button);
    await room.answer.catch(() => undefined);
    await tick();
    expect(room.failures).toEqual([refusal]);
    expect(button.disabled).toBe(false);
  });
});
