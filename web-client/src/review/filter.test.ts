import { describe, expect, it } from 'vitest';
import type { Event } from '../protocol';
import { EVENT_GROUPS, groupOf, matches, type Filter } from './filter';

function event(type: string, rest: Record<string, unknown> = {}): Event {
  return {
    n: 1,
    at: '2025-02-03T10:15:00+09:00',
    wall: '2026-11-23T08:00:00.000Z',
    type,
    by: { team: 'jp', seat: 'jp.foreign', name: 'Sato' },
    data: {},
    ...rest,
  } as unknown as Event;
}

const all: Filter = { groups: new Set(), team: '', text: '' };

describe('reading a log by filter', () => {
  it('shows everything when nothing is asked for', () => {
    expect(matches(event('message.sent'), all)).toBe(true);
  });

  it('puts every type, known or new, into one group', () => {
    for (const type of ['message.held', 'inject.planned', 'inject.released', 'clock.jumped', 'rfi.asked', 'x'])
      expect(EVENT_GROUPS).toContain(groupOf(type));
    expect(groupOf('inject.planned')).toBe('set-up');
    expect(groupOf('inject.released')).toBe('injects');
  });

  it('finds words in any order, in any width or case', () => {
    const found = event('message.sent', { data: { body: 'THAAD を延期します ﾐｻｲﾙ' } });
    expect(matches(found, { ...all, text: 'ミサイル thaad' })).toBe(true);
    expect(matches(found, { ...all, text: 'thaad patriot' })).toBe(false);
  });

  it('takes what a team did and what was for it or one of its seats', () => {
    expect(matches(event('message.sent'), { ...all, team: 'jp' })).toBe(true);
    const toSeat = event('inject.released', { by: { role: 'control' }, audience: ['rok.defense'] });
    expect(matches(toSeat, { ...all, team: 'rok' })).toBe(true);
    expect(matches(toSeat, { ...all, team: 'jp' })).toBe(false);
    expect(matches(toSeat, { ...all, team: 'control' })).toBe(true);
  });
});
