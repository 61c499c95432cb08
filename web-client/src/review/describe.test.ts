// Every event that the protocol names is said in a sentence, in words and not in ids.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe as suite, expect, it } from 'vitest';
import '../control/words';
import { apply, emptyView } from '../fold';
import words from '../i18n/en/review.json';
import { i18n, t } from '../i18n/i18n.svelte';
import type { Event } from '../protocol';
import { describe } from './describe';

const NAMED = /`([a-z]+\.[a-z_]+)[ `]/g;

// The last column of the tables of commands, the first of the tables of events, and what a paragraph says happens by itself.
function eventsOf(protocol: string): string[] {
  const found = protocol.split('\n').flatMap((line) => {
    const cells = line.split(/ \|(?= )/);
    const named =
      cells.length === 4
        ? cells[3]
        : cells.length === 3
          ? cells[0]
          : /^By themselves:|^\(who may/.test(line)
            ? line
            : '';
    return [...(named ?? '').matchAll(NAMED)].map(([, type]) => type!);
  });
  return [...new Set(found)].sort();
}

// Something for each slot of the sentence, as an event has it.
const dataFor = (type: string): Record<string, string> =>
  Object.fromEntries(
    [...((words as Record<string, string>)[`review.what.${type}`] ?? '').matchAll(/\{(\w+)/g)].map(([, slot]) => [
      slot,
      'x',
    ]),
  );

suite('sentences of a log', () => {
  const types = eventsOf(readFileSync(resolve(__dirname, '../../../docs/protocol.md'), 'utf8'));

  afterEach(() => i18n.use('en'));

  it('cover every event of the protocol', () => {
    expect(types.length).toBeGreaterThan(90);
    expect(types.filter((type) => !(`review.what.${type}` in words))).toEqual([]);
  });

  it.each(['en', 'ko', 'ja'] as const)(
    'can be said in %s by somebody who has seen nothing before',
    async (language) => {
      await i18n.use(language);
      for (const type of types) {
        const event: Event = { n: 1, at: '', wall: '', type, by: {}, data: dataFor(type) };
        const said = describe(event, emptyView(), (at) => at);
        expect([type, t(said.key, said.slots)]).not.toEqual([type, said.key]);
      }
    },
  );

  it('name what they speak of', () => {
    const view = emptyView();
    view.teams = [{ id: 'jp', name: 'Japan', seats: [] }];
    const event = (type: string, data: Record<string, unknown>): Event => {
      const made: Event = { n: 1, at: '', wall: '', type, by: { team: 'jp' }, data };
      apply(view, made);
      return made;
    };
    const say = (type: string, data: Record<string, unknown>) => {
      const said = describe(event(type, data), view, (at) => at);
      return t(said.key, said.slots);
    };
    const text = { version: 1, title: 'Sensor annex', parties: ['jp'], sponsors: [], clauses: [], commitments: [] };
    expect(say('agreement.drafted', { agreement: 'x', ...text })).toBe('Agreement drafted: “Sensor annex” (Japan)');
    expect(say('agreement.signed', { agreement: 'x', version: 1, team: 'jp' })).toBe(
      'Japan signs “Sensor annex”, version 1',
    );
    expect(say('agreement.annexed', { agreement: 'x', title: 'Secret', text: '' })).toBe(
      'Annex to “Sensor annex”: Secret',
    );
    expect(say('rfi.asked', { rfi: 'r', to: 'control', question: '?' })).toBe('Japan asks control');
    expect(say('control.area_taken', { area: 'msel', facilitator: 'Kim' })).toBe('Kim looks after the MSEL');
    expect(say('poll.closed', { poll: 'p', question: 'Go?', options: ['Yes'], counts: [1], option: 0 })).toBe(
      'Poll closed: Go? — Yes',
    );
    say('engagement.listed', { asset: 'us.guam', title: 'Patriot at Guam' });
    expect(say('engagement.deployed', { asset: 'us.guam' })).toBe('Defence asset deployed: Patriot at Guam');
  });
});
