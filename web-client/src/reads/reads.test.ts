import { describe, expect, it, vi } from 'vitest';
import { emptyView, foldAll } from '../fold';
import type { Event } from '../protocol';
import { LOOK_MS, Look } from './seen';

const event = (n: number, type: string, data: unknown): Event => ({
  n,
  at: '2025-01-28T10:00:00+09:00',
  wall: '2026-01-01T00:00:00.000Z',
  type,
  by: { team: 'jp', seat: 'jp.head', name: 'Sato' },
  data,
});

describe('what a seat has read', () => {
  it('is kept by inject, and of a channel up to the latest message', () => {
    const view = foldAll(
      [
        event(1, 'inject.read', { inject: 'memo', seat: 'jp.head' }),
        event(2, 'channel.read', { channel: 'tri', message: 'one', seat: 'jp.head' }),
        event(3, 'channel.read', { channel: 'tri', message: 'two', seat: 'jp.head' }),
      ],
      emptyView(),
    );
    expect(view.injectReads['memo']?.map((one) => one.seat)).toEqual(['jp.head']);
    expect(view.channelReads['jp.head']?.['tri']?.message).toBe('two');
  });
});

describe('having read something', () => {
  it('takes a moment of looking without a break, and is said once', () => {
    const read = vi.fn();
    const look = new Look(LOOK_MS, read);
    expect(look.look(true, 0)).toBe(LOOK_MS);
    look.look(false, 1000); // another tab
    expect(look.look(true, 2000)).toBe(LOOK_MS);
    expect(read).not.toHaveBeenCalled();
    expect(look.look(true, 2000 + LOOK_MS)).toBeUndefined();
    expect(look.look(true, 9000)).toBeUndefined();
    expect(read).toHaveBeenCalledTimes(1);
  });
});
