import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { tick } from 'svelte';
import { apply, emptyView } from '../fold';
import type { Present } from '../protocol';
import { Desk } from './desk.svelte';
import HandMark from './HandMark.svelte';
import { Activity } from './people';
import './words';

const WALL = Date.UTC(2026, 0, 1, 10);
const item = { kind: 'rfi', id: 'r' };

class Room {
  view = $state(emptyView());
  readonly asked: [string, unknown][] = [];
  readonly desk: Desk;

  constructor(name: string, ...others: string[]) {
    const present: Present[] = [name, ...others].map((one) => ({ role: 'control', name: one }));
    this.desk = new Desk(
      {
        view: this.view,
        present,
        name,
        exerciseNow: 0,
        wallNow: WALL,
        activity: new Activity(),
        ask: () => Promise.resolve(),
        call: (method, params) => {
          this.asked.push([method, params]);
          return Promise.resolve();
        },
      },
      () => undefined,
    );
  }

  async takenBy(facilitator: string): Promise<void> {
    const wall = new Date(WALL).toISOString();
    apply(this.view, {
      ...{ n: 1, at: wall, wall, type: 'control.handled', by: { role: 'control' } },
      data: { ...item, facilitator },
    });
    await tick();
  }
}

afterEach(cleanup);

describe('in whose hands a thing is', () => {
  it('is nothing to whoever works alone and has no name', () => {
    render(HandMark, { desk: new Room('').desk, item });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('can be one’s own: taken, let go, handed over to who is here', async () => {
    const room = new Room('Kim', 'Lee', '');
    render(HandMark, { desk: room.desk, item });
    await fireEvent.click(screen.getByRole('button', { name: 'Take in hand' }));
    await room.takenBy('Kim');
    expect(screen.getByText('You have it')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Let go' }));
    expect(screen.getAllByRole('option', { hidden: true }).map((one) => one.textContent)).toEqual([
      'Hand over…',
      'to Lee',
    ]);
    await fireEvent.change(screen.getByRole('combobox'), { target: { value: 'Lee' } });
    await tick();
    expect(room.asked.map(([method]) => method)).toContain('control.handle');
    expect(room.asked.map(([method]) => method)).toContain('control.release');
  });

  it('is seen by the others, who can take it over', async () => {
    const room = new Room('Lee', 'Kim');
    render(HandMark, { desk: room.desk, item });
    await room.takenBy('Kim');
    expect(screen.getByText('Kim has it')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Let go' })).toBeNull();
    await fireEvent.change(screen.getByRole('combobox'), { target: { value: 'Lee' } });
    expect(room.asked).toEqual([['control.hand_over', { ...item, to: 'Lee' }]]);
  });
});
