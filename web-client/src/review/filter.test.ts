import { describe, expect, it } from 'vitest';
import type { Event } from '../protocol';
import { EVENT_GROUPS, groupOf, matches, received, type Filter } from './filter';
import { Search } from './search';

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

const all: Filter = { groups: new Set(), team: '' };

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

  it('finds words in any order, in any width or case', async () => {
    const search = new Search([event('message.sent', { data: { body: 'THAAD を延期します ﾐｻｲﾙ' } }), event('x')]);
    const { signal } = new AbortController();
    expect([...(await search.find('ミサイル thaad', signal))!]).toEqual([1, 0]);
    expect([...(await search.find('thaad patriot', signal))!]).toEqual([0, 0]);
    expect(await search.find('thaad', AbortSignal.abort())).toBeUndefined();
  });

  it('knows what somebody did not receive', () => {
    const toSeat = event('inject.released', { audience: ['rok.defense'] });
    expect(received(toSeat, 'rok.defense', 'rok')).toBe(true);
    expect(received(toSeat, 'rok.head', 'rok')).toBe(false);
    expect(received(toSeat, 'rok', undefined)).toBe(false);
    expect(received(event('inject.released', { audience: ['rok'] }), 'rok.head', 'rok')).toBe(true);
    expect(received(event('press.published', { audience: ['public'] }), 'observer', undefined)).toBe(true);
    expect(received(event('inject.planned', { audience: [] }), 'evaluator', undefined)).toBe(false);
  });

  it('takes what a team did and what was for it or one of its seats', () => {
    expect(matches(event('message.sent'), { ...all, team: 'jp' })).toBe(true);
    const toSeat = event('inject.released', { by: { role: 'control' }, audience: ['rok.defense'] });
    expect(matches(toSeat, { ...all, team: 'rok' })).toBe(true);
    expect(matches(toSeat, { ...all, team: 'jp' })).toBe(false);
    expect(matches(toSeat, { ...all, team: 'control' })).toBe(true);
  });
});
